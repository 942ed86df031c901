"""The labelled drafts: enough of them for figures that mean something, and labels that do not contradict each other."""

import pytest

from evals.drafts.labelled_drafts import LabelledDraft, labelled_drafts
from evals.drafts.reply_drafts import reply_drafts

DRAFTS = labelled_drafts()
REPLIES = reply_drafts()
BLOCKING = [
    "identity",
    "language",
    "placeholder_left",
    "amount",
    "number",
    "link",
    "promise",
    "remedy",
    "earlier_day",
    "denies_law",
    "goodwill",
    "admits_fault",
    "internal",
]
WARNING = ["untied", "address_form", "opening", "asks", "next_step", "positive", "signature", "stock_phrases", "regret"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_each_language_has_150_drafts(language: str) -> None:
    """Neither language is measured on a handful."""
    assert len([draft for draft in DRAFTS if draft.language == language]) >= 150


@pytest.mark.parametrize("check", BLOCKING)
def test_each_blocking_check_has_12_drafts_that_fail(check: str) -> None:
    """A recall of a check that has fewer says nothing."""
    assert len(_failing(check)) >= 12


@pytest.mark.parametrize("check", [*WARNING, "length"])
def test_each_warning_has_6_drafts_that_fail(check: str) -> None:
    """Warnings are measured too."""
    assert len(_failing(check)) >= 6


@pytest.mark.parametrize("check", BLOCKING)
def test_each_blocking_check_has_near_misses(check: str) -> None:
    """Good drafts that a careless rule would stop."""
    assert len([draft for draft in DRAFTS if "near-miss" in draft.tags and check in draft.tags]) >= 10


def test_a_near_miss_is_a_good_draft() -> None:
    """What a check should stop is no near miss."""
    assert [draft.id for draft in DRAFTS if "near-miss" in draft.tags and not draft.is_good] == []


def test_every_label_names_a_check() -> None:
    """A misspelt name would never be scored."""
    known = {*BLOCKING, *WARNING, "length"}
    assert {check for draft in DRAFTS for check in draft.expect} <= known


def test_every_case_is_a_request() -> None:
    """The product could be asked for each of them."""
    assert all(draft.request().ticket.messages for draft in DRAFTS)


def test_no_reply_is_on_both_sides() -> None:
    """What rules are made with measures nothing, so each text is there once."""
    assert len({draft.text for draft in REPLIES}) == len(REPLIES)


def test_every_label_of_a_reply_names_a_check() -> None:
    """A misspelt name would never be scored."""
    assert {check for draft in REPLIES for check in draft.expect} <= {*BLOCKING, *WARNING, "length", "approval"}


def test_every_reply_is_to_a_golden_ticket() -> None:
    """The product could be asked for each of them."""
    assert all(draft.request().ticket.messages for draft in REPLIES)


def _failing(check: str) -> list[LabelledDraft]:
    return [draft for draft in DRAFTS if draft.expect.get(check) == "fails"]
