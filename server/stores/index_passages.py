"""What a store's search finds: its policies, macros and well solved tickets, indexed as they are kept."""

from collections.abc import AsyncIterator

from server.db import tickets, versions
from server.db.pool import Connection
from server.domain.passage import Searchable
from server.domain.store import Store
from server.domain.ticket import PastTicket
from server.retrieval.index import index_words
from server.retrieval.split import is_example, macro_passages, policy_passages, ticket_passage
from server.tickets.language import language_of
from server.tickets.own_words import own_words
from server.tickets.question import question_in


async def index_passages(conn: Connection, store: Store) -> None:
    """Make the store's passages equal to what it keeps, wherever that came from. Vectors follow (`index_vectors`)."""
    await index_words(conn, store.id, "policy", _policies(conn))
    await index_words(conn, store.id, "macro", _macros(conn))
    await index_words(conn, store.id, "ticket", _tickets(conn, store))


async def _policies(conn: Connection) -> AsyncIterator[Searchable]:
    for searchable in policy_passages([(version.number, version.record) for version in await versions.policies(conn)]):
        yield searchable


async def _macros(conn: Connection) -> AsyncIterator[Searchable]:
    for searchable in macro_passages([(version.number, version.record) for version in await versions.macros(conn)]):
        yield searchable


async def _tickets(conn: Connection, store: Store) -> AsyncIterator[Searchable]:
    async for past in tickets.solved(conn):
        if is_example(past):
            yield _searchable(past, store)


def _searchable(past: PastTicket, store: Store) -> Searchable:
    """Searched by what the customer first asked."""
    own = own_words(past.ticket.customer_messages[0].text, shop_addresses=store.addresses).own
    labelled = past.labels.language if past.labels else None
    return ticket_passage(past, question_in(own), labelled or language_of(own, None, store.languages))
