"""The policies in the console, page by page."""

import re
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from psycopg.conninfo import make_conninfo

from server.db.embedded import EmbeddedPostgres
from tests.conftest import Service, create_database, run_service
from tests.console.conftest import Browser
from tests.imports.documents.samples import docx

POLICY = {
    "path": "",
    "title": "Repairs",
    "language": "en",
    "audience": "public",
    "kind": "faq",
    "valid_from": "2026-01-01",
    "url": "",
    "body": "## How long {#how-long}\n\nA repair takes 10 days at most.",
}


@pytest.fixture(scope="module")
def service(postgres: EmbeddedPostgres, template: str, mini_folder: Path) -> Iterator[Service]:
    """A shop of its own: what is published here would be found by the tests of others."""
    create_database(postgres, "policies", template)
    with run_service(make_conninfo(postgres.owner_url, dbname="policies"), mini_folder) as running:
        yield running


@pytest.fixture
def policy() -> dict[str, str]:
    """A policy that no other test has: the shop is shared by all of them."""
    return POLICY | {"id": f"repairs-{uuid.uuid4().hex[:8]}"}


def save(manager: Browser, form: dict[str, str]) -> str:
    """Look at the preview, save, and give the page that the manager then sees."""
    preview = html.fromstring(manager.send("/console/policies/save", form | {"action": "preview"}).text)
    seen = {name: preview.xpath(f"string(//input[@name='{name}']/@value)") for name in ("base_path", "base")}
    answer = manager.send("/console/policies/save", form | seen | {"action": "save"})
    assert answer.status_code == 303, answer.text
    return manager.get(answer.headers["location"]).text


def test_the_list_shows_what_is_in_force(manager: Browser) -> None:
    """Each id and language once, the newest text of today."""
    page = manager.get("/console/policies").text
    assert page.count('href="/console/policies/returns/en"') == 1
    assert "2026-09-01" in page and "Returns and exchanges at Lichtblick" in page


def test_the_list_is_filtered_and_sorted_by_its_address(manager: Browser) -> None:
    """So that a view can be shared."""
    page = manager.get("/console/policies?spoken=de&audience=internal&sort=-title").text
    assert re.findall(r'href="/console/policies/(\w+/\w+)"', page) == ["handling/de"]
    assert 'aria-sort="descending"' in page
    nothing = manager.get("/console/policies?q=zzz").text
    assert "Nothing fits this filter" in nothing


def test_a_policy_shows_its_sections_and_who_cites_them(manager: Browser) -> None:
    """With the outcomes of the tree, its short texts, and which day counts."""
    page = manager.get("/console/policies/returns/en").text
    assert "<code>#how-long</code>" in page and "<code>voluntary_return</code>" in page
    assert "the text that was in force on its day counts" in page
    assert "21 days of returns from the last parcel." in page


def test_a_draft_counts_as_a_citation(manager: Browser) -> None:
    """The number by the section grows by one with a draft that rests on it."""

    def cited() -> int:
        found = re.search(r"<code>#what-we-do</code> · cited in 90 days: (\d+)", page())
        assert found and found[1]
        return int(found[1])

    def page() -> str:
        return manager.get("/console/policies/damage/en").text

    before = cited()
    text = "My lamp from order #1001 arrived broken, please send a new one."
    ticket = {"messages": [{"author": "customer", "text": text}]}
    token = {"Authorization": f"Bearer {manager.service.tokens['agent']}", "Accept": "application/json"}
    answer = manager.client.post("/v1/drafts", json={"ticket": ticket, "kind": "reply"}, headers=token)
    assert answer.status_code < 300
    assert cited() == before + 1


def test_versions_in_time_are_compared(manager: Browser) -> None:
    """The voluntary window went from 30 to 21 days in September."""
    page = manager.get("/console/policies/returns/en/versions").text
    assert re.search(r'class="removed">-.*30 days', page) and re.search(r'class="added">\+.*21 days', page)
    assert "kulanz load" in page and "folder" in page


def test_a_preview_saves_nothing(manager: Browser, policy: dict[str, str]) -> None:
    """It shows the change and what a draft would cite."""
    page = manager.send("/console/policies/save", policy | {"action": "preview"}).text
    assert "+A repair takes 10 days at most." in page
    assert f"{policy['id']}#how-long" in page and "Save and publish" in page
    assert manager.get(f"/console/policies/{policy['id']}/en").status_code == 404


def test_a_saved_policy_is_in_force_under_the_managers_name(manager: Browser, policy: dict[str, str]) -> None:
    """Its origin is the console."""
    assert "Saved and in force" in save(manager, policy)
    page = manager.get(f"/console/policies/{policy['id']}/en/versions").text
    assert "<td>manager</td>" in page and "<td>console</td>" in page


def test_a_saved_policy_is_found_by_its_meaning(manager: Browser, policy: dict[str, str]) -> None:
    """Without a worker: its vectors are made right after the answer."""
    save(manager, policy | {"body": "## Beekeeping\n\nWe teach beekeeping on Sundays."})
    token = {"Authorization": f"Bearer {manager.service.tokens['agent']}"}
    for _ in range(100):
        asked = {"query": "beekeeping", "kinds": ["policy"]}
        found = manager.client.post("/v1/search", json=asked, headers=token).json()
        mine = [p for p in found["passages"] if policy["id"] in p["id"]]
        if mine and mine[0]["found"]["meaning"] is not None:
            return
        time.sleep(0.2)
    pytest.fail("no vector was made")


def test_the_same_day_corrects_and_a_later_day_is_a_version(manager: Browser, policy: dict[str, str]) -> None:
    """The old text stays, corrected or for the orders of its days."""
    save(manager, policy)
    save(manager, policy | {"body": policy["body"].replace("10 days", "9 days")})
    save(manager, policy | {"body": policy["body"].replace("10 days", "8 days"), "valid_from": "2026-02-01"})
    page = manager.get(f"/console/policies/{policy['id']}/en/versions").text
    assert page.count("corrected") == 1
    assert "2026-01-01 – 2026-02-01" in page and "2026-02-01 – …" in page
    assert "8 days" in manager.get(f"/console/policies/{policy['id']}/en").text


def test_a_mistake_is_shown_at_its_line(manager: Browser, policy: dict[str, str]) -> None:
    """Everything that was typed is still there, and nothing is saved."""
    doubled = policy["body"] + "\n\n## Again {#how-long}\n\nText."
    answer = manager.send("/console/policies/save", policy | {"body": doubled, "action": "save"})
    assert answer.status_code == 422
    assert "line 5:" in answer.text and "<blockquote>## Again {#how-long}</blockquote>" in answer.text
    assert doubled.splitlines()[-1] in answer.text
    assert manager.get(f"/console/policies/{policy['id']}/en").status_code == 404


def test_a_field_cannot_write_another(manager: Browser, policy: dict[str, str]) -> None:
    """A line break in the title is a blank."""
    page = manager.send("/console/policies/save", policy | {"title": "A\naudience: internal", "action": "preview"}).text
    assert "+title: &#34;A audience: internal&#34;" in page


def test_raw_html_in_a_policy_is_text(manager: Browser, policy: dict[str, str]) -> None:
    """Nothing that a policy says acts on the page that shows it."""
    page = save(manager, policy | {"body": "## A\n\n<script>x()</script> [y](javascript:x()) *z*"})
    assert "<script>x()" not in page and 'href="javascript' not in page and "<em>z</em>" in page


def test_the_preview_says_what_the_lint_would(manager: Browser, policy: dict[str, str]) -> None:
    """With a wording that keeps to the law."""
    body = "## Sale {#sale}\n\nSale items are final and cannot be returned."
    page = manager.send("/console/policies/save", policy | {"body": body, "action": "preview"}).text
    assert "harsher than the law" in page and "Sale items can be withdrawn from for 14 days" in page


def test_findings_are_listed_with_their_proposals(manager: Browser, policy: dict[str, str]) -> None:
    """And filtered by what is wrong."""
    save(manager, policy | {"body": "## A\n\nIn the event that it is late, write to us."})
    page = manager.get("/console/policies/findings?code=policy_hard_word").text
    assert policy["id"] in page and "if it is late" in page.lower()


def test_an_uploaded_file_is_shown_for_review(manager: Browser) -> None:
    """With its title, language and headings; nothing is saved by reading it."""
    said = "Höchstens zehn Tage, meistens weniger als eine Woche."
    content = docx([("Heading1", "Reparaturdienst"), ("Heading2", "Wie lange es dauert"), (None, said)])
    manager.get("/console/policies/upload")
    answer = manager.client.post(
        "/console/policies/upload",
        data={"_csrf_token": manager.client.cookies["csrftoken"]},
        files={"file": ("reparatur.docx", content)},
    )
    assert answer.status_code == 200, answer.text
    assert 'value="Reparaturdienst"' in answer.text and 'value="reparaturdienst"' in answer.text
    assert 'name="language" required autocomplete="off" spellcheck="false" size="3" value="de"' in answer.text
    assert "## Wie lange es dauert" in answer.text


def test_a_file_that_cannot_be_read_says_what_to_do(manager: Browser) -> None:
    """In a page, with the reason."""
    manager.get("/console/policies/upload")
    token = {"_csrf_token": manager.client.cookies["csrftoken"]}
    answer = manager.client.post("/console/policies/upload", data=token, files={"file": ("x.docx", b"no")})
    assert answer.status_code == 422 and "save it as .docx" in answer.text


def test_an_unknown_policy_is_not_found(manager: Browser) -> None:
    """On each of its pages."""
    for path in ("nothing/en", "nothing/en/versions", "nothing/en/edit"):
        assert manager.get(f"/console/policies/{path}").status_code == 404
