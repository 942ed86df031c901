"""Liability for defects: rows M1 to M4 and D1."""

import pytest

from server.domain.tree import Outcome
from tests.refunds.shop import BROKEN, REFUSE, decide_on, ending_in, is_lawful, percent, refused, rows


@pytest.mark.parametrize(
    ("outcome", "wish", "lawful"),
    [
        (Outcome("o", "replace"), "none", True),
        (Outcome("o", "repair"), "refund", True),
        (Outcome("o", "resend"), "none", True),
        (Outcome("o", "exchange"), "none", True),
        (percent("refund", 100, "item"), "refund", True),
        (percent("return_refund", 100, "item"), "refund", True),
        (percent("return_refund", 100, "item"), "none", False),
        (percent("refund", 100, "item"), "none", True),
        (percent("refund", 100, "item"), "information", True),
        (percent("refund", 100, "item"), "replacement", False),
        (percent("refund", 99, "item"), "refund", False),
        (percent("partial_refund", 50, "item"), "refund", False),
        (percent("store_credit", 100, "owed"), "credit", False),
        (percent("discount", 20, "order"), "none", False),
        (Outcome("o", "answer"), "information", False),
        (Outcome("o", "trace"), "none", False),
    ],
)
def test_m1(outcome: Outcome, wish: str, lawful: bool) -> None:
    """M1: repair, replacement or, as the customer wishes, the full price; nothing less."""
    assert is_lawful(outcome, **{**BROKEN, "wish": wish}) is lawful


@pytest.mark.parametrize(
    ("days", "present"),
    [
        (365, {"M1", "M2"}),
        (366, {"M1", "M3"}),
        (730, {"M1", "M3"}),
        (731, set()),
        (None, {"M1", "M2"}),
        ("none", {"M1", "M2"}),
    ],
)
def test_m2_and_m3(days: int | str | None, present: set[str]) -> None:
    """M2 stands beside M1 in the first twelve months, M3 until the end of the second year; then nothing is owed."""
    assert set(rows(refused(**{**BROKEN, "days_since_delivery": days}))) == present


def test_m1_raised_to_replacement() -> None:
    """M1: a refusal becomes the tree's own remedy that the customer wishes, else its first, else a replacement."""
    assert (refused(**BROKEN).outcome, refused(**BROKEN).action) == ("law_replace", "replace")
    tree = ending_in(
        REFUSE, Outcome("fix", "repair"), Outcome("new", "replace"), percent("refund", 100, "item", "money")
    )
    assert [decide_on(tree, {**BROKEN, "wish": wish}).outcome for wish in ("none", "replacement", "refund")] == [
        "fix",
        "new",
        "money",
    ]


@pytest.mark.parametrize(
    ("attempts", "wish", "applies"),
    [
        (1, "refund", True),
        (1, "none", False),
        (2, "none", True),
        (2, "credit", True),
        (2, "repair", False),
        (0, "refund", False),
    ],
)
def test_m4(attempts: int, wish: str, applies: bool) -> None:
    """M4: after a failed attempt the money, where it is wished for; after two, where nothing else is."""
    facts = {**BROKEN, "remedy_attempts": attempts, "wish": wish}
    again = decide_on(ending_in(Outcome("again", "replace")), facts)
    assert ("M4" in rows(again)) is applies
    assert (again.action, again.raised_by_law) == (("return_refund", True) if applies else ("replace", False))
    assert all(rows(again).values())


def test_m4_for_a_missing_item() -> None:
    """M4: what never came cannot be sent back, so the money goes back without it."""
    facts = {**BROKEN, "problem": "missing_item", "remedy_attempts": 1, "wish": "refund"}
    assert refused(**facts).action == "refund"


def test_d1() -> None:
    """D1 takes the place of M1 for digital goods."""
    decision = refused(**BROKEN, item_tags=["digital"])
    assert rows(decision) == {"D1": True}
    assert decision.action == "replace"
    assert is_lawful(percent("refund", 100, "item"), **{**BROKEN, "wish": "replacement"}, item_tags=["digital"])
