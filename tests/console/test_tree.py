"""The refund tree's pages: what is in force and proved, editing with a check, versions and the way back."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from lxml import html
from psycopg.conninfo import make_conninfo

from server.db.embedded import EmbeddedPostgres
from tests.conftest import create_database, run_service
from tests.console.conftest import Browser


@pytest.fixture(scope="module")
def owner(postgres: EmbeddedPostgres, template: str, mini_folder: Path) -> Iterator[Browser]:
    """A manager of a shop of their own, whose tree these tests change."""
    create_database(postgres, "tree_pages", template)
    with run_service(make_conninfo(postgres.owner_url, dbname="tree_pages"), mini_folder) as running:
        browser = Browser(running).sign_in("manager")
        yield browser
        browser.client.close()


def form(browser: Browser, path: str = "/console/tree/edit") -> dict[str, Any]:
    fields = dict(html.fromstring(browser.get(path).text).xpath("//form[@id='edit']")[0].form_values())
    fields.pop("_csrf_token")
    return {name: value.removeprefix("\n") for name, value in fields.items()}  # as a browser reads a text area


def edited(browser: Browser, old: str, new: str) -> dict[str, Any]:
    fields = form(browser)
    assert old in fields["tree"]
    return fields | {"tree": fields["tree"].replace(old, new)}


def shown(answer: httpx.Response, path: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in html.fromstring(answer.text).xpath(path)]


def version_in_force(browser: Browser) -> str:
    return shown(browser.get("/console/tree"), "//dl[@class='pairs']//a/code")[0]


def test_the_tree_in_force_is_drawn_proved_and_told_in_words(manager: Browser) -> None:
    """One drawing without a style of its own, the same nodes in words, and nothing found."""
    answer = manager.get("/console/tree")
    page = html.fromstring(answer.text)
    words = page.xpath("//ol[@class='outline']/li/@id")
    assert "node-problem" in words and len(words) == len(page.xpath("//*[local-name()='svg']/*[local-name()='g']"))
    assert "sound" in shown(answer, "//span[@class='chip good']")
    assert not page.xpath("//*[local-name()='svg']//*[local-name()='style']") and "style=" not in answer.text


@pytest.mark.parametrize("zoom", [40, 100])
def test_the_drawing_comes_in_sizes(manager: Browser, zoom: int) -> None:
    """Larger and smaller by a link."""
    drawing = html.fromstring(manager.get(f"/console/tree?zoom={zoom}").text).xpath("//*[local-name()='svg']")[0]
    assert abs(int(drawing.get("width")) - int(drawing.get("viewbox").split()[2]) * zoom / 100) <= 1


def test_a_check_names_every_finding_at_its_line(owner: Browser) -> None:
    """With a link to the line and its text; what was typed is still there, and there is no way to publish it."""
    fields = edited(owner, "outcome: chargeback}", "outcome: nowhere}")
    answer = owner.send("/console/tree/check", fields)
    number = fields["tree"].split("\n").index("      - {is: chargeback, outcome: nowhere}") + 1
    assert shown(answer, f"//ol[@class='findings']//a[@href='#line-{number}']") == [f"Line {number}"]
    assert "- {is: chargeback, outcome: nowhere}" in shown(answer, "//pre[@class='line']")
    assert html.fromstring(answer.text).xpath("string(//textarea[@id='tree'])").strip() == fields["tree"].strip()
    assert not html.fromstring(answer.text).xpath("//button[@formaction]")


def test_a_tree_that_is_harsher_than_the_law_is_told_with_paragraph_row_and_facts(owner: Browser) -> None:
    """A refusal where the right of withdrawal is open."""
    answer = owner.send(
        "/console/tree/check",
        edited(owner, "is: not_shipped, outcome: cancel_refund", "is: not_shipped, outcome: kind_no"),
    )
    told = next(found for found in shown(answer, "//ol[@class='findings']/li") if "harsher_than_law" in found)
    assert "W1" in told and "BGB" in told and "Smallest case that shows it" in told
    assert html.fromstring(answer.text).xpath("//*[local-name()='rect'][@class='card marked']")


def test_a_tree_with_errors_cannot_be_published(owner: Browser) -> None:
    """Nothing changes, and the form comes back with what was typed."""
    before = version_in_force(owner)
    answer = owner.send("/console/tree/publish", edited(owner, "outcome: chargeback}", "outcome: nowhere}"))
    assert answer.status_code == 422 and "outcome: nowhere}" in answer.text and "Not published yet" in answer.text
    assert version_in_force(owner) == before


def test_a_published_tree_decides_and_an_older_one_can_be_published_again(owner: Browser) -> None:
    """Both times another version is in force; the list says who did it."""
    first = version_in_force(owner)
    fields = edited(owner, "What went wrong?", "What has gone wrong?") | {"parameter.keep_item_below": "16"}
    assert owner.send("/console/tree/publish", fields).headers["Location"] == "/console/tree?published=1"
    second = version_in_force(owner)
    assert second != first and form(owner)["parameter.keep_item_below"] == "16"
    compared = shown(owner.get(f"/console/tree/versions/{first}"), "//pre[@class='diff']/span[@class='removed']")
    assert any("What has gone wrong?" in line for line in compared) and "-keep_item_below: 16" in compared
    assert owner.send(f"/console/tree/versions/{first}/publish").status_code == 303
    assert version_in_force(owner) == first and form(owner)["parameter.keep_item_below"] == "15"
    rows = shown(owner.get("/console/tree/versions"), "//table//tbody/tr")
    assert [second in row for row in rows[:3]] == [False, True, False] and "manager in the console" in rows[0]


def test_two_who_edit_at_once_do_not_undo_each_other(owner: Browser) -> None:
    """Who comes second is told, with everything that was typed."""
    mine = edited(owner, "Was ist passiert?", "Was ist denn passiert?")
    theirs = edited(owner, "Was ist passiert?", "Was ist los?")
    assert owner.send("/console/tree/publish", theirs).status_code == 303
    answer = owner.send("/console/tree/publish", mine)
    assert answer.status_code == 409 and "Was ist denn passiert?" in answer.text


def test_parameters_are_checked_with_the_tree(owner: Browser) -> None:
    """A parameter that the tree needs and that lost its value is a finding, and nothing typed is lost."""
    answer = owner.send("/console/tree/check", form(owner) | {"parameter.liability_days": "{DE: }"})
    assert "store.yaml:" in answer.text and "{DE: }" in answer.text


def test_an_edit_is_replayed_on_past_tickets_and_published_from_the_report(manager: Browser, worker: None) -> None:
    """Which decisions flip, with examples that lead to their tickets."""
    original = form(manager)
    fields = edited(manager, "{otherwise: true, outcome: return_refund}", "{otherwise: true, outcome: parcel_refund}")
    started = manager.send("/console/tree/replays", fields).headers["Location"]
    report = asyncio.run(_done(manager, started))
    assert report.url.path.startswith("/console/tree/replays/")
    assert shown(report, "//table//td[contains(., 'parcel_refund (refund)')]")
    example = html.fromstring(report.text).xpath("//details//a/@href")[0]
    assert manager.get(example).status_code == 200
    again = form(manager, html.fromstring(report.text).xpath("//a[@class='button']/@href")[0])
    assert again["tree"] == fields["tree"]
    assert manager.send(f"{report.url.path}/publish").status_code == 303
    assert form(manager)["tree"] == fields["tree"]
    assert "was replayed on past tickets before" in newest_edit(manager)
    assert manager.send("/console/tree/publish", original | {"base": form(manager)["base"]}).status_code == 303


def test_the_audit_log_tells_of_a_tree_that_was_published_without_a_replay(owner: Browser) -> None:
    """An edit that leaves the tree as it is says nothing of it."""
    fields = edited(owner, "Was ist", "Was genau ist")
    assert owner.send("/console/tree/publish", fields).status_code == 303
    assert f"the tree {version_in_force(owner)} was not replayed before" in newest_edit(owner)


def newest_edit(browser: Browser) -> str:
    """What the audit log says of it."""
    return shown(browser.get("/console/people/audit?event=pack_edited"), "//table//tbody/tr")[0]


async def _done(browser: Browser, address: str) -> httpx.Response:
    """The page that a job leads to when it is done."""
    for _ in range(600):
        answer = browser.client.get(address, follow_redirects=True)
        if answer.url.path != address:
            return answer
        assert "did not work out" not in answer.text, answer.text
        await asyncio.sleep(0.1)
    raise AssertionError("the job did not end")
