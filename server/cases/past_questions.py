"""The questions of past tickets: read once, each at the moment when the shop first answered."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from msgspec import json, structs

from server import __version__
from server.cases.decide_case import question_of
from server.db import past_questions
from server.db.past_questions import Asked, Unread
from server.db.pool import Connection, Database
from server.domain.decision import Question
from server.domain.store import Store
from server.domain.ticket import PastTicket, Ticket
from server.errors import KulanzError
from server.refunds.replay.compare import PastCase
from server.stores.shop import Shop, open_shop

# What a shop changes about its tree, its ceilings and its terms leaves the facts of past tickets as they are.
_NO_FACT_HANGS_ON = (
    "name",
    "voice",
    "address_form",
    "hours",
    "signature",
    "agents",
    "returns",
    "empowerment",
    "payment_fee_percent",
    "jurisdiction",
    "reports",
)
_FACTS_HANG_ON = ("promised_days",)
_AT_ONCE = 50


async def read_past_tickets(
    database: Database, store_id: str, last: int | None, on_read: Callable[[int, int], None]
) -> None:
    """Compute the questions that are missing or stale, of the `last` newest tickets; `on_read` hears done and all.

    What was read stays when the command is stopped: each fifty are kept together.
    """
    async with database.store(store_id) as conn:
        shop = await open_shop(conn)
        settings = settings_of(shop)
        waiting = await past_questions.unread(conn, settings, last)
    for start in range(0, len(waiting), _AT_ONCE):
        async with database.store(store_id) as conn:
            for unread in waiting[start : start + _AT_ONCE]:
                question = await _read(conn, shop, unread)
                await past_questions.keep(conn, settings, unread.ticket_id, question)
        on_read(min(start + _AT_ONCE, len(waiting)), len(waiting))


async def past_cases(database: Database, store_id: str, last: int | None) -> list[Asked]:
    """The kept questions of the `last` newest tickets, newest first."""
    async with database.store(store_id) as conn:
        return [asked async for asked in past_questions.asked(conn, last)]


def past_case(asked: Asked) -> PastCase:
    """The case by the number that the helpdesk gave it, where it has one."""
    return PastCase(
        asked.external_id or asked.ticket_id, asked.subject, asked.opened_at, asked.question, asked.ticket_id
    )


async def _read(conn: Connection, shop: Shop, unread: Unread) -> Question:
    moment = answered_at(unread.past.ticket)
    ticket = unread.past.ticket.unanswered(moment)
    try:
        return await question_of(conn, shop, ticket, unread.corrections or _as_labelled(unread.past), moment)
    except KulanzError:  # what people once noted may fit neither the order nor today's facts
        return await question_of(conn, shop, ticket, {}, moment)


def answered_at(ticket: Ticket) -> datetime:
    """When the shop first answered; when the customer wrote last where it has not; now where nothing is dated."""
    written = [m.sent_at for m in ticket.messages if m.sent_at]
    return ticket.first_answer_at or max(written, default=None) or datetime.now(UTC)


def _as_labelled(past: PastTicket) -> dict[str, Any]:
    """What a person read in the ticket counts as an agent's correction."""
    labels = past.labels
    if labels is None:
        return {}
    given = {"problem": labels.problem, "wish": labels.wish, "items": labels.items}
    return {name: value for name, value in given.items() if value is not None}


def settings_of(shop: Shop) -> str:
    """A hash of everything beside ticket and order that the facts of a past ticket hang on."""
    settings = {name: value for name, value in structs.asdict(shop.store).items() if name not in _NO_FACT_HANGS_ON}
    settings["parameters"] = {name: _parameter(shop.store, name) for name in _FACTS_HANG_ON}
    told = json.encode([__version__, settings, shop.products, shop.suppliers], order="sorted")
    return hashlib.sha256(told).hexdigest()[:16]


def _parameter(store: Store, name: str) -> list[Any]:
    return list(store.parameters.get(name, []))
