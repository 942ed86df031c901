"""Giving a store's passages their vectors, by the model that search uses."""

import asyncio
from collections.abc import Sequence

from server.db import orders, stores, tickets
from server.db.passages import Unembedded
from server.db.pool import Database
from server.domain.order import number_key
from server.domain.redacted import Redacted
from server.domain.store import Store
from server.domain.ticket import PastTicket
from server.retrieval.find import Weights
from server.retrieval.index import Advance, index_vectors
from server.retrieval.served import beginning
from server.tickets.redaction.known import Known, known_of_shop, known_people
from server.tickets.redaction.redact import Redaction


async def embed_passages(
    database: Database, store_id: str, weights: Weights, advance: Advance = lambda _: None
) -> None:
    """What is missing, a batch at a time; what leaves the server is redacted. ModelFailed where a served model fails.

    The vectors of the model before serve until all passages have new ones.
    """

    async def redact(batch: Sequence[Unembedded]) -> list[Redacted]:
        known = await _known(database, store_id, batch)
        texts = [beginning(passage.searched) for passage in batch]
        return await asyncio.to_thread(
            lambda: [Redaction(who).redact(text) for who, text in zip(known, texts, strict=True)]
        )

    await index_vectors(database, store_id, weights.models, advance, redact=redact)


async def _known(database: Database, store_id: str, batch: Sequence[Unembedded]) -> list[Known]:
    """Who is known to be in each passage: in a past ticket the people of the ticket and of its orders."""
    ids = [passage.source_id for passage in batch if passage.kind == "ticket"]
    async with database.store(store_id) as conn:
        store = (await stores.get(conn)).store
        kept = {past.id: past for past in await tickets.by_ids(conn, ids)}
        of_senders = await orders.of_addresses(conn, [past.ticket.sender.email for past in kept.values()])
        numbered = await orders.by_keys(conn, {key for past in kept.values() for key in _keys(past, store)})
    found = [*of_senders, *numbered]

    def known(past: PastTicket) -> Known:
        address, keys = orders.email_key(past.ticket.sender.email), _keys(past, store)
        theirs = [
            order
            for order in found
            if number_key(order.number, store.order_formats) in keys
            or (address is not None and orders.email_key(order.email) == address)
        ]
        return known_people(past.ticket, theirs, store)

    return [known(kept[p.source_id]) if p.source_id in kept else known_of_shop(store) for p in batch]


def _keys(past: PastTicket, store: Store) -> set[str]:
    numbers = (past.order_number, past.ticket.order_number)
    return {number_key(number, store.order_formats) for number in numbers if number}
