"""`kulanz import`: past tickets and orders out of another system's file, a batch a transaction."""

from collections.abc import Callable, Iterator, Sequence
from io import SEEK_END
from pathlib import Path
from typing import BinaryIO, Literal, TypeVar

from msgspec import Struct

from server.db import audit, orders, stores, tickets
from server.db.pool import Connection, Database
from server.domain.order import OrderRecord, number_key
from server.domain.store import Store
from server.domain.ticket import PastTicket
from server.errors import ImportRefused, InvalidRequest
from server.imports.csv_tickets import read_csv_tickets
from server.imports.freshdesk import read_freshdesk
from server.imports.gorgias import read_gorgias
from server.imports.mbox import read_mbox
from server.imports.records import SENTENCES, LeftOut, Refused
from server.imports.woocommerce import read_woocommerce
from server.imports.zendesk import read_zendesk
from server.stores.index_passages import index_passages
from server.stores.tie_to_orders import named_numbers, tied_to_orders

Format = Literal["zendesk", "mbox", "gorgias", "freshdesk", "csv", "woocommerce"]
Record = PastTicket | OrderRecord | Refused | LeftOut
T = TypeVar("T")

_BATCH = 200
_REFUSED_TOLD = 20


class Imported(Struct):
    """Counts; `refused` holds the first of the unreadable records. `share`: how much of the file has been read."""

    added: int = 0
    duplicates: int = 0
    left_out: int = 0
    unreadable: int = 0
    refused: list[Refused] = []
    share: float = 0.0

    @property
    def read(self) -> int:
        return self.added + self.duplicates + self.left_out + self.unreadable


async def import_file(
    database: Database, store_id: str, kind: Format, path: Path, advance: Callable[[Imported], None] = lambda _: None
) -> Imported:
    """Keep what the file holds and the store does not.

    Each batch is kept by itself, so an import that was stopped goes on where it was when it is run again: what is
    there already is passed over by its fingerprint, in one question a batch. InvalidRequest where the file is not of
    this kind or breaks off; ImportRefused where more than half of it cannot be read. What was read stays in both
    cases, and is found.
    """
    async with database.store(store_id) as conn:
        store = (await stores.get(conn)).store
    done = Imported()
    with path.open("rb") as file:
        try:
            await _keep_all(database, store, kind, file, done, advance)
        except InvalidRequest:
            await _make_findable(database, store, kind, done)
            raise
    await _make_findable(database, store, kind, done)
    if done.unreadable * 2 > done.read:
        first = done.refused[0]
        raise ImportRefused(
            SENTENCES(
                "mostly_unreadable", unreadable=done.unreadable, read=done.read, place=first.place, reason=first.reason
            )
        )
    return done


async def _keep_all(
    database: Database,
    store: Store,
    kind: Format,
    file: BinaryIO,
    done: Imported,
    advance: Callable[[Imported], None],
) -> None:
    size = max(file.seek(0, SEEK_END), 1)
    for batch in _batches(_records(kind, file, store), _BATCH):
        async with database.store(store.id) as conn:
            added, there = await _keep(conn, store, batch)
        refused = [record for record in batch if isinstance(record, Refused)]
        done.added += added
        done.duplicates += there
        done.left_out += sum(isinstance(record, LeftOut) for record in batch)
        done.unreadable += len(refused)
        done.refused = [*done.refused, *refused][:_REFUSED_TOLD]
        done.share = min(file.tell() / size, 1.0)
        advance(done)


async def _make_findable(database: Database, store: Store, kind: Format, done: Imported) -> None:
    """Also what an import that was stopped had kept: so it is done where nothing is new, too."""
    if done.read:
        async with database.store(store.id) as conn:
            await index_passages(conn, store)
            await audit.add(conn, store.id, "kulanz import", "imported", {"kind": kind, "added": done.added})


def _records(kind: Format, file: BinaryIO, store: Store) -> Iterator[Record]:
    match kind:
        case "zendesk":
            return read_zendesk(file)
        case "gorgias":
            return read_gorgias(file)
        case "freshdesk":
            return read_freshdesk(file)
        case "mbox":
            return read_mbox(file, store.addresses)
        case "csv":
            return read_csv_tickets(file, store.zone)
        case "woocommerce":
            return read_woocommerce(file)


def _batches(records: Iterator[T], size: int) -> Iterator[list[T]]:
    """Batches of `size`; what was read before an error is a batch of its own."""
    batch: list[T] = []
    try:
        for record in records:
            batch.append(record)
            if len(batch) == size:
                yield batch
                batch = []
    except InvalidRequest:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


async def _keep(conn: Connection, store: Store, batch: Sequence[Record]) -> tuple[int, int]:
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
