"""Approvals, decisions and refunds that are due, as managers see and answer them."""

from typing import Any

import pytest
from lxml import html

from tests.console.conftest import Browser
from tests.routes.test_approvals_api import ask, cancelling, draft


def asked(browser: Browser, number: int) -> dict[str, Any]:
    """A request for approval of what the law owes: a cancellation above the agent's ceiling."""
    return ask(browser.service, draft(browser.service, cancelling(number))["decision"])


def text_of(page: str) -> str:
    return " ".join(html.fromstring(page).xpath("//main")[0].text_content().split())


def test_a_request_is_listed_and_shown_with_all_that_was_decided(manager: Browser) -> None:
    """Path, facts, ticket and law stand on its page; the list leads to it."""
    request = asked(manager, 71)
    address = f"/console/tree/approvals/{request['id']}"
    assert address in manager.get("/console/tree/approvals").text
    page = html.fromstring(manager.get(address).text)
    assert len(page.xpath("//ol[@class='path']/li")) == len(request["decision"]["path"]) + 1
    headings = [heading.text for heading in page.xpath("//main//h2 | //main//h3")]
    assert headings[:3] == ["The request", "How it was decided", "Decision"] and "The ticket" in headings


def test_what_the_law_owes_has_no_button_to_refuse_it(manager: Browser) -> None:
    """The page says which row owes it and by when the money has to go; a refusal that is sent all the same fails."""
    address = f"/console/tree/approvals/{asked(manager, 72)['id']}"
    page = manager.get(address).text
    assert "W1" in text_of(page) and "a refusal is not possible. The money has to be on its way by" in text_of(page)
    assert html.fromstring(page).xpath("//button[@name='granted']/@value") == ["yes"]
    assert manager.send(address, {"granted": "no"}).status_code == 422


def test_an_answer_is_shown_with_who_gave_it(manager: Browser) -> None:
    """Granted with a note; the form is gone, and the list of granted ones has it."""
    address = f"/console/tree/approvals/{asked(manager, 73)['id']}"
    assert manager.send(address, {"granted": "yes", "note": "Go ahead."}).headers["Location"] == address
    page = manager.get(address).text
    assert "granted" in text_of(page) and "Go ahead." in text_of(page) and "manager," in text_of(page)
    assert not html.fromstring(page).xpath("//button[@name='granted']")
    assert address in manager.get("/console/tree/approvals?show=granted").text
    assert address not in manager.get("/console/tree/approvals?show=refused").text


def test_a_decision_can_be_looked_up_by_its_id(manager: Browser) -> None:
    """As it was made, with the sections it cites as they read then and the requests about it."""
    request = asked(manager, 74)
    page = manager.get(f"/console/tree/decisions/{request['decision_id']}").text
    assert request["decision_id"] in page and f"/console/tree/approvals/{request['id']}" in page
    assert "Sections cited, as they read then" in page
    assert manager.get("/console/tree/decisions/00000000-0000-0000-0000-000000000000").status_code == 404


@pytest.mark.parametrize(("query", "is_listed"), [("", True), ("?order=nothing-like-it", False)])
def test_money_that_is_due_is_listed(manager: Browser, query: str, *, is_listed: bool) -> None:
    """A cancelled order's refund; a filter for another order leaves it out."""
    order = asked(manager, 75)["decision"]["order_number"]
    page = html.fromstring(manager.get(f"/console/tree/refunds-due{query}").text)
    assert bool(page.xpath(f"//table//a[. = '{order}']")) == is_listed
