"""Gather a case: everything that is known about a ticket at a moment, read from the database once."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime

from msgspec import Struct

from server.cases.match_order import OrderLookup, keys_to_look_up, match_order
from server.db import decisions, orders, tickets
from server.db.pool import Connection
from server.domain.case import Case, Corrections, Remedy
from server.domain.order import OrderRecord
from server.domain.reading import Reading
from server.domain.store import Store
from server.domain.ticket import PastTicket, Ticket
from server.domain.tree import Tree
from server.llm.client import Model
from server.llm.prompts import PromptLibrary
from server.stores.prompts import prompts_in_force
from server.stores.shop import Shop
from server.tickets.model_reading.read_with_model import read_with_model
from server.tickets.read_ticket import read_by_rules, read_signs
from server.tickets.redaction.known import Known, known_people
from server.tickets.validate import check_ticket
from server.tickets.weigh_signs import weigh

_REMEDIES = ("replace", "repair", "resend")


class BegunCase(Struct, frozen=True):
    """A case as far as it is known while the trained reader is still at it.

    `reading`: by the rules alone, its language and numbers final. `known`: whom the ticket tells of.
    """

    ticket: Ticket
    store: Store
    today: date
    reading: Reading
    known: Known


Meanwhile = Callable[[BegunCase], Awaitable[None]]
"""Work that needs no more than that."""


async def nothing(_: BegunCase) -> None:
    """No such work."""


async def gather(
    conn: Connection,
    shop: Shop,
    ticket: Ticket,
    corrections: Corrections,
    as_of: datetime,
    model: Model | None = None,
    meanwhile: Meanwhile = nothing,
    prompts: PromptLibrary | None = None,
) -> Case:
    """The case of a ticket as it stood at `as_of`, its words also read by `model` where there is one, with `prompts` or
    those in force.

    InvalidRequest or TooLarge where the ticket cannot be read.
    """
    seen = check_ticket(check_ticket(ticket).until(as_of))
    signs, (earlier, ruled, lookup) = await asyncio.gather(
        asyncio.to_thread(read_signs, seen, shop.store), _read_by_rules(conn, shop, seen, corrections, as_of, meanwhile)
    )
    reading = weigh(ruled, signs)
    found = lookup.all
    if model:
        known = known_people(seen, found, shop.store)
        reading = await read_with_model(reading, seen, known, model, prompts or await prompts_in_force(conn))
    match = match_order(reading, seen, corrections, lookup, shop.store, as_of)
    order = next((o for o in found if o.number == match.number), None)
    about_order = await tickets.about_order(conn, order.number, seen, as_of) if order else []
    return Case(
        ticket=seen,
        as_of=as_of,
        store=shop.store,
        reading=reading,
        corrections=corrections,
        match=match,
        order=order,
        products=shop.products,
        suppliers=shop.suppliers,
        sender_orders=await orders.by_address(conn, order.email, as_of) if order else lookup.of_sender,
        order_tickets=about_order,
        earlier_customer_tickets=earlier,
        remedies=await _remedies(conn, order, about_order, shop.tree, as_of) if order else [],
    )


async def _read_by_rules(
    conn: Connection, shop: Shop, ticket: Ticket, corrections: Corrections, as_of: datetime, meanwhile: Meanwhile
) -> tuple[list[PastTicket], Reading, OrderLookup]:
    """The person's earlier tickets, what the rules read in this one, and the orders that it may be about."""
    earlier = await tickets.of_person(conn, ticket.sender, shop.store.country, as_of, but_not=ticket)
    reading = await asyncio.to_thread(
        read_by_rules,
        ticket,
        store=shop.store,
        products=list(shop.products.values()),
        known_language=_language_before(earlier),
    )
    lookup = await _look_up(conn, shop, ticket, earlier, reading, corrections, as_of)
    known = known_people(ticket, lookup.all, shop.store)
    await meanwhile(BegunCase(ticket, shop.store, as_of.astimezone(shop.store.zone).date(), reading, known))
    return earlier, reading, lookup


async def _look_up(
    conn: Connection,
    shop: Shop,
    ticket: Ticket,
    earlier: Sequence[PastTicket],
    reading: Reading,
    corrections: Corrections,
    as_of: datetime,
) -> OrderLookup:
    """The orders of the numbers that the rules read, which the trained reader leaves as they are, and the sender's.

    Who writes without an address, by telephone or in a chat, has that of their earlier conversations (C10). Such an
    order is found, not proven theirs: `sender_matches_order` asks for the address of this ticket.
    """
    keys = keys_to_look_up(reading, ticket, corrections, shop.store)
    by_number = await orders.by_keys(conn, keys)
    before = {past.ticket.sender.email for past in earlier}
    of_sender = await orders.of_addresses(conn, [ticket.sender.email] if ticket.sender.email else before)
    return OrderLookup.of(by_number, [order for order in of_sender if order.placed_at <= as_of], shop.store)


async def _remedies(
    conn: Connection, order: OrderRecord, about_order: Sequence[PastTicket], tree: Tree, as_of: datetime
) -> list[Remedy]:
    """Remedies already sent: replies from this product, and outcomes that people labelled in past tickets."""
    labelled = [
        Remedy(tree.outcomes[past.labels.outcome].action, past.labels.items, past.solved_at)
        for past in about_order
        if past.labels
        and past.solved_at
        and past.labels.outcome in tree.outcomes
        and tree.outcomes[past.labels.outcome].action in _REMEDIES
    ]
    return [*labelled, *await decisions.sent_remedies(conn, order.number, as_of)]


def _language_before(earlier: Sequence[PastTicket]) -> str | None:
    return next((past.labels.language for past in reversed(earlier) if past.labels and past.labels.language), None)
