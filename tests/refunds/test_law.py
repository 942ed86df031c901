"""The table of the law, and what holds for all its rows."""

from datetime import date
from typing import Any

import pytest
from msgspec import structs

from server.domain.tree import Action, Outcome
from server.refunds.law.table import TABLES
from tests.refunds.shop import BROKEN, LATE, LOST, REFUSE, SHOP, UNWANTED, decide_on, ending_in, percent, refused, rows


def test_table() -> None:
    """The table holds every row of the floor once, with its text in German and English and its day."""
    table = TABLES["DE"]
    assert " ".join(row.row for row in table.rows) == "W1 W2 W3 W4 W5 M1 M2 M3 M4 D1 L1 L2 B1 P1 S1 S2 N1 N2 E1"
    assert {row.row for row in table.rows if row.verify} == {"N1", "N2"}
    for text in [table.no_advice, table.to_verify, *(row.requires for row in table.rows)]:
        assert set(text) == {"de", "en"}
        assert all(text.values())


@pytest.mark.parametrize("action", ["ask", "handover"])
@pytest.mark.parametrize("facts", [UNWANTED, BROKEN, LATE, LOST])
def test_asking_leaves_the_right_open(action: Action, facts: dict[str, Any]) -> None:
    """To ask or hand over is not harsher: nothing is raised, the rows are open, and the decision says what is owed."""
    decision = decide_on(ending_in(Outcome("o", action)), facts)
    assert not decision.raised_by_law
    assert decision.law
    assert not any(rows(decision).values())
    assert decision.owed is not None


def test_business_buyer() -> None:
    """B1: a business buyer for certain has none of these rights; the tree decides alone."""
    decision = refused(**{**BROKEN, "is_consumer": False})
    assert (decision.outcome, decision.law, decision.owed) == ("no", [], None)


def test_no_jurisdiction() -> None:
    """Without a jurisdiction there is no floor, and the decision says so."""
    lawless = structs.replace(SHOP, jurisdiction="none")
    decision = decide_on(ending_in(REFUSE), BROKEN, lawless)
    assert (decision.outcome, decision.law) == ("no", [])
    assert "No legal minimum is turned on" in " ".join(decision.assumptions)


@pytest.mark.parametrize(("order_day", "said"), [(date(2026, 6, 18), False), (date(2026, 6, 19), True), (None, True)])
def test_notice_by_order_day(order_day: date | None, said: bool) -> None:
    """N1 is said for orders since the day it is in force, with the hint that it is still to be checked."""
    facts = {**UNWANTED, "withdrawal_declared": True}
    told = " ".join(decide_on(ending_in(percent("return_refund", 100, "owed")), facts, order_day=order_day).assumptions)
    assert ("N1" in told) is said
    assert ("To be checked against the text of the law" in told) is said
    assert "It is no legal advice" in told


def test_notices_of_repair_and_country() -> None:
    """N2 is said where a repair is offered, E1 where the order goes abroad; neither counts as a row of the floor."""
    mended = decide_on(ending_in(Outcome("fix", "repair")), {**BROKEN, "country": "AT"})
    assert {"N2", "E1"} <= {sentence[:2] for sentence in mended.assumptions}
    assert set(rows(mended)) == {"M1", "M2"}
    replaced = decide_on(ending_in(Outcome("new", "replace")), {**BROKEN, "country": "DE"})
    assert not {"N2", "E1"} & {sentence[:2] for sentence in replaced.assumptions}


def test_german_texts() -> None:
    """German readers get the law in German."""
    decision = decide_on(ending_in(REFUSE), BROKEN, language="de")
    assert decision.owed is not None
    assert decision.owed.startswith("Was ankam, ist nicht, was geschuldet war")
    assert "Sie ersetzt keine Rechtsberatung." in decision.assumptions[-1]
