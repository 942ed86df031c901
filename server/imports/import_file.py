"""`kulanz import`: past tickets and orders out of another system's file, a batch a transaction."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Literal, TypeVar

from msgspec import Struct

from server.db import audit, orders, stores, tickets
from server.db.pool import Connection, Database
from server.domain.order import OrderRecord, number_key
from server.domain.store import Store
from server.domain.ticket import PastTicket
from server.errors import ImportRefused
from server.imports.csv_tickets import read_csv_tickets
from server.imports.freshdesk import read_freshdesk
from server.imports.gorgias import read_gorgias
from server.imports.mbox import read_mbox
from server.imports.records import Refused
from server.imports.woocommerce import read_woocommerce
from server.imports.zendesk import read_zendesk
from server.stores.index_passages import index_passages
from server.stores.tie_to_orders import named_numbers, tied_to_orders

Format = Literal["zendesk", "mbox", "gorgias", "freshdesk", "csv", "woocommerce"]
Record = PastTicket | OrderRecord
T = TypeVar("T")

_BATCH = 200
_REFUSED_TOLD = 20


class Imported(Struct):
    """Counts; `refused` holds the first of the unreadable records, each with its place and reason."""

    added: int = 0
    duplicates: int = 0
    unreadable: int = 0
    refused: list[Refused] = []

    @property
    def read(self) -> int:
        return self.added + self.duplicates + self.unreadable


async def import_file(
    database: Database, store_id: str, kind: Format, path: Path, advance: Callable[[Imported], None] = lambda _: None
) -> Imported:
    """Keep what the file holds and the store does not.

    Each batch is kept by itself, so an import that was stopped goes on where it was when it is run again: what is
    there already is passed over by its fingerprint before anything is made of it. InvalidRequest where the file is
    not of this kind; ImportRefused where more than half of it cannot be read. What was read stays in both cases.
    """
    async with database.store(store_id) as conn:
        store = (await stores.get(conn)).store
    done = Imported()
    for batch in _batches(_records(kind, path, store), _BATCH):
        _count_refused(done, batch)
        async with database.store(store_id) as conn:
            added, there = await _keep(conn, store, batch)
        done.added += added
        done.duplicates += there
        advance(done)
    async with database.store(store_id) as conn:
        await index_passages(conn, store)
        await audit.add(conn, store_id, "kulanz import", "imported", {"kind": kind, "added": done.added})
    if done.unreadable * 2 > done.read:
        raise ImportRefused(
            f"{done.unreadable} of {done.read} records cannot be read, the first at {done.refused[0].place}: "
            f"{done.refused[0].reason}. See docs/imports.md for how to export; what could be read is kept."
        )
    return done


def _records(kind: Format, path: Path, store: Store) -> Iterator[Record | Refused]:
    match kind:
        case "zendesk":
            return read_zendesk(path)
        case "gorgias":
            return read_gorgias(path)
        case "freshdesk":
            return read_freshdesk(path)
        case "mbox":
            return read_mbox(path, store.addresses)
        case "csv":
            return read_csv_tickets(path)
        case "woocommerce":
            return read_woocommerce(path)


def _batches(records: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(records)
    while batch := list(islice(iterator, size)):
        yield batch


def _count_refused(done: Imported, batch: Sequence[Record | Refused]) -> None:
    refused = [record for record in batch if isinstance(record, Refused)]
    done.unreadable += len(refused)
    done.refused = [*done.refused, *refused][:_REFUSED_TOLD]


async def _keep(conn: Connection, store: Store, batch: Sequence[Record | Refused]) -> tuple[int, int]:
    """How many records were new, and how many were there already."""
    past = [record for record in batch if isinstance(record, PastTicket)]
    new = await tickets.unknown(conn, past)
    if new:
        keys = {key for ticket in new for key in named_numbers(ticket.ticket, store.order_formats)}
        theirs = await orders.of_addresses(conn, [ticket.ticket.sender.email for ticket in new])
        candidates = [*await orders.by_keys(conn, keys), *theirs]
        new = list(tied_to_orders(new, candidates, store.order_formats))
    added = await tickets.add_imported(conn, store, new)
    placed = [record for record in batch if isinstance(record, OrderRecord)]
    keyed = [(number_key(order.number, store.order_formats), order) for order in placed]
    added += await orders.add_imported(conn, store.id, keyed)
    return added, len(past) + len(placed) - added
