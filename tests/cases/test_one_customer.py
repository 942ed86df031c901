"""The threads of one person are one history, and a colleague's answer in another one is not overlooked."""

from datetime import datetime
from pathlib import Path

import pytest

from server.cases.decide_case import decide_ticket
from server.db import tickets
from server.db.pool import Database
from server.domain.access import Principal
from server.domain.draft import DraftRequest
from server.domain.ticket import Customer, Message, PastTicket, Ticket
from server.drafting.draft_reply import draft_reply, finished
from server.stores.load import load_pack
from server.stores.shop import open_shop

MIA = Principal("mini", "agent", "Mia", None)
AS_OF = "2026-11-16T12:00:00+01:00"


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-16T{clock}:00+01:00")


BY_MAIL = Ticket(
    [
        Message("customer", "Meine Lampe flackert, was nun?", sent_at=at("09:00")),
        Message("agent", "Ich schicke Ihnen eine neue.", name="Jonas", sent_at=at("10:30")),
    ],
    helpdesk="zendesk",
    external_id="one-customer-1",
    channel="email",
    subject="Lampe flackert",
    customer=Customer(name="Frau Sommer", email="sommer@inbox.example", phone="030 901820"),
)


def by_chat(text: str, clock: str, customer: Customer) -> Ticket:
    return Ticket(
        [Message("customer", text, sent_at=at(clock))],
        helpdesk="chat",
        external_id="one-customer-2",
        channel="chat",
        customer=customer,
    )


async def keep(database: Database, mini_folder: Path, *kept: Ticket) -> None:
    await load_pack(database, mini_folder)
    async with database.store("mini") as conn:
        store = (await open_shop(conn)).store
        for ticket in kept:
            await tickets.keep(conn, store, ticket, None)


async def history(database: Database, ticket: Ticket) -> list[PastTicket]:
    async with database.store("mini") as conn:
        return (await decide_ticket(conn, MIA, ticket, {}, AS_OF)).case.earlier_customer_tickets


async def notes(database: Database, ticket: Ticket) -> str:
    draft = await finished(draft_reply(database, MIA, DraftRequest(ticket, as_of=AS_OF)))
    return "\n".join(draft.notes)


@pytest.mark.anyio
async def test_a_caller_is_known_from_the_number_left_in_a_mail(database: Database, mini_folder: Path) -> None:
    """The phone number joins mail and chat."""
    await keep(database, mini_folder, BY_MAIL)
    found = await history(database, by_chat("Und nun?", "11:00", Customer(phone="+49 30 901820")))
    assert [past.ticket.subject for past in found] == ["Lampe flackert"]


@pytest.mark.anyio
async def test_one_conversation_leads_to_the_next(database: Database, mini_folder: Path) -> None:
    """A handle seen together with an address leads to the mails of that address."""
    linking = by_chat("Hier noch mal ich", "09:30", Customer(email="sommer@inbox.example", handle="@sommer"))
    await keep(database, mini_folder, BY_MAIL, linking)
    asked = Ticket(
        [Message("customer", "Hallo?", sent_at=at("11:00"))],
        helpdesk="social",
        external_id="one-customer-3",
        customer=Customer(handle="sommer"),
    )
    assert "Lampe flackert" in [past.ticket.subject for past in await history(database, asked)]


@pytest.mark.anyio
async def test_strangers_share_no_history(database: Database, mini_folder: Path) -> None:
    """The same name alone joins nothing."""
    await keep(database, mini_folder, BY_MAIL)
    assert await history(database, by_chat("Hallo", "11:00", Customer(name="Frau Sommer"))) == []


@pytest.mark.anyio
async def test_an_agent_is_warned_of_an_answer_elsewhere(database: Database, mini_folder: Path) -> None:
    """Jonas answered by mail while the chat waited."""
    await keep(database, mini_folder, BY_MAIL)
    said = await notes(database, by_chat("Sind Sie da?", "10:00", Customer(phone="030 901820")))
    assert "Jonas hat dieser Person am Montag, 16. November um 10:30 Uhr in „Lampe flackert“ geantwortet" in said


@pytest.mark.anyio
async def test_an_answer_before_the_customer_wrote_here_is_history(database: Database, mini_folder: Path) -> None:
    """Who writes after the answer has read it."""
    await keep(database, mini_folder, BY_MAIL)
    assert "geantwortet" not in await notes(database, by_chat("Danke!", "11:00", Customer(phone="030 901820")))


@pytest.mark.anyio
async def test_a_customer_who_got_an_answer_here_waits_no_more(database: Database, mini_folder: Path) -> None:
    """Nothing is unanswered, so nobody can answer twice."""
    await keep(database, mini_folder, BY_MAIL)
    chat = by_chat("Sind Sie da?", "10:00", Customer(phone="030 901820"))
    answered = Ticket(
        [*chat.messages, Message("agent", "Ja.", sent_at=at("10:01"))], helpdesk="chat", customer=chat.customer
    )
    assert "geantwortet" not in await notes(database, answered)


@pytest.mark.anyio
async def test_a_caller_s_order_is_found_by_their_earlier_mail_and_not_taken_for_proven(
    database: Database, mini_folder: Path
) -> None:
    """The chat has no address; the mail that left the same number has, and its order is the one that is meant."""
    mail = Ticket(
        BY_MAIL.messages,
        helpdesk="zendesk",
        external_id="one-customer-4",
        channel="email",
        customer=Customer(email="sandra.koehler@mail.example", phone="0561 5550142"),
    )
    await keep(database, mini_folder, mail)
    chat = by_chat("Meine Leselampe Luna flackert.", "11:00", Customer(phone="+49 561 5550142"))
    async with database.store("mini") as conn:
        decided = await decide_ticket(conn, MIA, chat, {}, AS_OF)
    assert decided.decision.order_number == "#1001"
    assert decided.decision.facts["sender_matches_order"].value is not True
