"""Expectations about money: judged where the price is known, and not at all where it is not."""

from decimal import Decimal
from pathlib import Path

import pytest
from msgspec import structs

from server.db.pool import Database
from server.domain.access import Principal
from server.domain.draft import Draft, DraftRequest, SentTurn
from server.domain.money import Money
from server.domain.ticket import Message, Ticket
from server.drafting.draft_reply import draft_reply, finished
from server.evaluation.expectations import Said, judge
from server.evaluation.suite import Cost, Expect
from server.stores.load import load_pack


@pytest.fixture
async def draft(database: Database, mini_folder: Path) -> Draft:
    """One that macros wrote."""
    await load_pack(database, mini_folder)
    request = DraftRequest(Ticket([Message("customer", "Wie pflege ich den Schirm aus Leinen?")]))
    return await finished(draft_reply(database, Principal("mini", "agent", None, None), request))


@pytest.mark.anyio
async def test_money_is_held_to_its_limit_in_its_currency(draft: Draft) -> None:
    """What macros write is free; a model's text without a known price is not judged."""
    sent = [SentTurn("user", "…")]
    for cost, turns, passed in (
        (None, [], True),
        (None, sent, None),
        (Money(Decimal("0.001"), "USD"), sent, True),
        (Money(Decimal("0.003"), "USD"), sent, False),
        (Money(Decimal("0.001"), "EUR"), sent, None),
    ):
        expect = Expect(cost=Cost(money=Money(Decimal("0.002"), "USD")))
        [judged] = judge(expect, Said(structs.replace(draft, cost=cost, sent=turns), []))
        assert (judged.kind, judged.passed) == ("cost", passed)


@pytest.mark.anyio
async def test_that_there_is_no_problem_can_be_expected(draft: Draft) -> None:
    """`problem: none` is a value like any other in a suite."""
    expect = Expect(facts={"problem": "none", "withdrawal_declared": False})
    assert [judged.passed for judged in judge(expect, Said(draft, []))] == [True, True]
