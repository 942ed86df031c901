"""What a writer is given is held to a budget, the least useful left out first."""

from pathlib import Path

import pytest

from server.cases.decide_case import Decided, decide_ticket
from server.cases.find_orders import show_case_order
from server.db.pool import Database
from server.domain.access import Principal
from server.domain.ticket import Customer, Message, Ticket
from server.drafting.context import ContextText, build_context
from server.drafting.sources import SourceSearch
from server.llm.tokens import count_tokens
from server.stores.load import load_pack

AS_OF = "2026-11-16T10:00:00+01:00"
NEWEST = "Die Leselampe aus 1002 ist kaputt angekommen, ein Foto hängt an. Was passiert jetzt?"


async def context_of(database: Database, mini_folder: Path, ticket: Ticket, most: int) -> list[ContextText]:
    await load_pack(database, mini_folder)
    principal = Principal("mini", "agent", "Mia", None)
    async with database.store("mini") as conn:
        search = SourceSearch(conn, language="de")
        decided: Decided = await decide_ticket(conn, principal, ticket, {}, AS_OF, meanwhile=search.begin)
        sources = await search.find(decided)
    return build_context(decided, sources, show_case_order(decided.case, decided.decision), most)


def conversation(newest: str) -> Ticket:
    return Ticket(
        [
            Message("customer", "Guten Tag, ich habe bei euch eine Lampe bestellt und freue mich sehr darauf."),
            Message("agent", "Hallo, die Lampe ist unterwegs und kommt bald."),
            Message("customer", newest),
        ],
        customer=Customer(email="anna.berger@inbox.example"),
    )


@pytest.mark.anyio
async def test_everything_goes_in_while_it_fits(database: Database, mini_folder: Path) -> None:
    """An ordinary case is given whole."""
    pieces = await context_of(database, mini_folder, conversation(NEWEST), 4_000)
    assert all(piece.part.tokens == piece.part.tokens_of_all for piece in pieces)


@pytest.mark.anyio
async def test_the_newest_words_come_first_and_older_ones_last(database: Database, mini_folder: Path) -> None:
    """The order of the pieces is the order of their use."""
    kinds = [piece.part.kind for piece in await context_of(database, mini_folder, conversation(NEWEST), 4_000)]
    assert kinds[:2] == ["question", "decision"]
    assert kinds.index("earlier_message") > kinds.index("policy")


@pytest.mark.anyio
async def test_a_small_budget_leaves_out_what_is_least_useful(database: Database, mini_folder: Path) -> None:
    """The customer's words and the decision stay; the end of the list goes."""
    pieces = await context_of(database, mini_folder, conversation(NEWEST), 400)
    assert pieces[0].text == NEWEST
    assert pieces[-1].text == ""


@pytest.mark.anyio
@pytest.mark.parametrize("most", [100, 400, 900])
async def test_the_budget_is_never_exceeded(database: Database, mini_folder: Path, most: int) -> None:
    """Together the pieces have at most as many tokens as there is room for."""
    pieces = await context_of(database, mini_folder, conversation(NEWEST), most)
    assert sum(count_tokens(piece.text) for piece in pieces) <= most


@pytest.mark.anyio
async def test_an_endless_mail_leaves_room_for_the_decision(database: Database, mini_folder: Path) -> None:
    """A mail of thousands of words is cut, not the decision."""
    pieces = await context_of(database, mini_folder, conversation(NEWEST + " Und noch etwas." * 3_000), 4_000)
    parts = {piece.part.kind: piece.part for piece in pieces}
    assert 0 < parts["question"].tokens < parts["question"].tokens_of_all
    assert parts["decision"].tokens == parts["decision"].tokens_of_all
