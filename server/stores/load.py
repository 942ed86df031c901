"""`kulanz load DIR`: make what came from a folder equal to the folder, in one transaction."""

import asyncio
import difflib
import hashlib
from pathlib import Path

from msgspec import Struct, json

from server.db import audit, orders, products, stores, tickets
from server.db.pack_rows import Changes
from server.db.pool import Connection, Database
from server.db.stores import StoredShop
from server.domain.order import number_key
from server.domain.pack import Finding, Pack
from server.errors import EditedElsewhere, PackRefused
from server.stores.formats.findings import SENTENCES
from server.stores.index_passages import index_passages
from server.stores.put_in_force import put_texts_in_force
from server.stores.read_pack import Progress, read_pack
from server.stores.tie_to_orders import tied_to_orders
from server.stores.tree_hash import tree_hash


class Loaded(Struct, frozen=True):
    """What a load did: changes by noun, and the findings of level warning."""

    store_id: str
    tree_version: str
    changes: dict[str, Changes]
    warnings: list[Finding]


async def load_pack(
    database: Database, folder: Path, *, take_folder: bool = False, progress: Progress | None = None
) -> Loaded:
    """Read, check and load a store pack. Idempotent.

    PackRefused with all findings when one of them is an error; EditedElsewhere with a diff when the console made
    a version that the folder lacks, unless `take_folder`. Either way nothing is touched.
    """
    pack, findings = await asyncio.to_thread(read_pack, folder, progress)
    if pack is None:
        raise PackRefused(
            SENTENCES("load.refused", folder=folder),
            findings=[str(finding) for finding in findings],
            findings_in_german=[finding.in_german() for finding in findings],
        )
    version = tree_hash(pack.tree, pack.store.parameters)
    async with database.store(pack.store.id) as conn:
        await stores.lock_texts(conn, pack.store.id)
        if not take_folder:
            await _refuse_to_undo_the_console(conn, pack)
        changes = await _make_equal(conn, pack, version)
        await audit.add(conn, pack.store.id, "kulanz load", "pack_loaded", {"tree_version": version})
    return Loaded(pack.store.id, version, changes, findings)


async def _make_equal(conn: Connection, pack: Pack, version: str) -> dict[str, Changes]:
    store = pack.store
    await stores.save(conn, StoredShop(store, version, _content_hash(pack)))
    await stores.replace_files(conn, store.id, pack.texts)
    changes = await put_texts_in_force(conn, pack, version, "pack") | {
        "products": await products.load_products(conn, store.id, pack.products),
        "orders": await orders.load(
            conn, store.id, ((number_key(o.number, store.order_formats), o) for o in pack.orders)
        ),
        "tickets": await tickets.load(conn, store, tied_to_orders(pack.tickets, pack.orders, store.order_formats)),
    }
    await index_passages(conn, store)
    return changes


async def _refuse_to_undo_the_console(conn: Connection, pack: Pack) -> None:
    """EditedElsewhere when a text was written in the console and the folder holds another one."""
    edited = await stores.console_files(conn)
    diffs = [
        _diff(path, pack.texts.get(path, ""), text or "")
        for path, text in sorted(edited.items())
        if pack.texts.get(path) != text
    ]
    if diffs:
        raise EditedElsewhere(
            SENTENCES("load.edited_elsewhere"),
            diffs=diffs,
        )


def _diff(path: str, folder: str, console: str) -> str:
    lines = difflib.unified_diff(
        folder.splitlines(), console.splitlines(), f"folder/{path}", f"console/{path}", lineterm=""
    )
    return "\n".join(lines)


def _content_hash(pack: Pack) -> str:
    content = json.encode((pack.texts, pack.products), order="sorted")
    return hashlib.sha256(content).hexdigest()[:16]
