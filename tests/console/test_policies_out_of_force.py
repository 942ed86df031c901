"""A policy is taken out of force after a question, and comes back word for word."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from psycopg.conninfo import make_conninfo

from server.db.embedded import EmbeddedPostgres
from tests.conftest import create_database, run_service
from tests.console.conftest import Browser

FAQ = "/console/policies/handling/en"
CITED = "/console/policies/damage/de"


@pytest.fixture(scope="module")
def owner(postgres: EmbeddedPostgres, template: str, mini_folder: Path) -> Iterator[Browser]:
    """A manager of a shop of their own, whose policies these tests change."""
    create_database(postgres, "out_of_force", template)
    with run_service(make_conninfo(postgres.owner_url, dbname="out_of_force"), mini_folder) as running:
        browser = Browser(running).sign_in("manager")
        yield browser
        browser.client.close()


def question(browser: Browser, policy: str) -> str:
    """The page behind the button of a policy."""
    [there] = html.fromstring(browser.get(policy).text).xpath("//a[contains(@href, '/withdraw?')]/@href")
    return browser.get(there).text


def answers(page: str) -> dict[str, str]:
    form = html.fromstring(page).xpath("//form[contains(@action, '/withdraw')]")[0]
    return {name: value for name, value in form.form_values() if name != "_csrf_token"}


def test_a_policy_goes_after_a_question_and_comes_back_word_for_word(owner: Browser) -> None:
    """Not in the list and not found meanwhile; its page says since when, and holds the way back."""
    before = owner.get(FAQ).text
    asked = question(owner, FAQ)
    assert "no draft finds or cites this text" in asked and owner.get(FAQ).text == before
    gone = owner.send(f"{FAQ}/withdraw", answers(asked))
    assert gone.status_code == 303
    page = owner.get(gone.headers["location"]).text
    assert "Out of force since" in page and "/edit?" not in page
    listed = owner.get("/console/policies").text
    assert f'href="{FAQ}"' in listed.split("Taken out of force:")[1] and listed.count(f'href="{FAQ}"') == 1
    number = re.search(r'name="number" value="(\d+)"', page)
    assert number and owner.send(f"{FAQ}/restore", {"number": number[1]}).status_code == 303
    again = owner.get(FAQ).text
    assert "Taken out of force" not in owner.get("/console/policies").text
    assert sections(again) == sections(before) and "out of force" in owner.get(f"{FAQ}/versions").text


def sections(page: str) -> list[str]:
    return [str(one.text_content()) for one in html.fromstring(page).xpath("//section[contains(@class, 'policy')]")]


def test_a_policy_that_the_tree_cites_stays_and_the_reason_is_told(owner: Browser) -> None:
    """On the page that asks, and once more where somebody insists."""
    asked = question(owner, CITED)
    assert "This is not possible yet" in asked and "refund_tree.yaml:" in asked and "cite another section" in asked
    assert not html.fromstring(asked).xpath("//form[contains(@action, '/withdraw')]")
    day = html.fromstring(owner.get(CITED).text).xpath("string(//a[contains(@href, '/withdraw?')]/@href)")[-10:]
    opened = owner.get(f"{CITED}/edit?valid_from={day}").text
    mark = html.fromstring(opened).xpath("string(//input[@name='base']/@value)")
    refused = owner.send(f"{CITED}/withdraw", {"valid_from": day, "base": mark})
    assert refused.status_code == 422 and "cite another section" in refused.text
    assert "in force" in owner.get(CITED).text


def test_a_policy_that_somebody_has_edited_meanwhile_stays(owner: Browser) -> None:
    """Whoever takes it out has to have seen what it says."""
    asked = answers(question(owner, FAQ))
    refused = owner.send(f"{FAQ}/withdraw", asked | {"base": "0" * 16})
    assert refused.status_code == 409 and "Somebody else has changed" in refused.text
