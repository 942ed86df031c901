"""`kulanz load DIR`: make what came from a folder equal to the folder, in one transaction."""

import asyncio
import difflib
import hashlib
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, json

from server.db import audit, orders, products, stores, tickets, trees, versions
from server.db.pack_rows import Changes
from server.db.pool import Connection, Database
from server.db.stores import StoredShop
from server.db.trees import TreeVersion
from server.db.versions import Version
from server.domain.order import number_key
from server.domain.pack import Finding, Pack
from server.domain.policy import Macro, Policy
from server.errors import EditedElsewhere, PackRefused
from server.stores.index_passages import index_passages
from server.stores.read_pack import Progress, read_pack
from server.stores.tie_to_orders import tied_to_orders
from server.stores.tree_hash import tree_hash

K = TypeVar("K", bound=Hashable)
T = TypeVar("T", Policy, Macro)

_TREE = "refund_tree.yaml"


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
            f"{folder} was not loaded: mend what is listed and load it again.",
            findings=[str(finding) for finding in findings],
        )
    version = tree_hash(pack.tree, pack.store.parameters)
    async with database.store(pack.store.id) as conn:
        if not take_folder:
            await _refuse_to_undo_the_console(conn, pack, version)
        changes = await _make_equal(conn, pack, version)
        await audit.add(conn, pack.store.id, "kulanz load", "pack_loaded", {"tree_version": version})
    return Loaded(pack.store.id, version, changes, findings)


async def _make_equal(conn: Connection, pack: Pack, version: str) -> dict[str, Changes]:
    store = pack.store
    await stores.save(conn, StoredShop(store, version, _content_hash(pack)))
    await stores.save_files(conn, store.id, pack.texts)
    await trees.save(conn, store.id, TreeVersion(version, pack.texts[_TREE], store.parameters, "pack"))
    changes = {
        "policies": await _load_policies(conn, pack),
        "macros": await _load_macros(conn, pack),
        "suppliers": await products.load_suppliers(conn, store.id, pack.suppliers),
        "products": await products.load_products(conn, store.id, pack.products),
        "orders": await orders.load(
            conn, store.id, ((number_key(o.number, store.order_formats), o) for o in pack.orders)
        ),
        "tickets": await tickets.load(conn, store, tied_to_orders(pack.tickets, pack.orders, store.order_formats)),
    }
    await index_passages(conn, store)
    return changes


async def _refuse_to_undo_the_console(conn: Connection, pack: Pack, tree_version: str) -> None:
    """EditedElsewhere when a version made in the console is in force and the folder holds another text."""
    wanted = {(p.id, p.language, str(p.valid_from)): p for p in pack.policies} | {
        (m.id, m.language, ""): m for m in pack.macros
    }
    in_force: list[Version[Policy] | Version[Macro]] = [*await versions.policies(conn), *await versions.macros(conn)]
    diffs = []
    for version in (v for v in in_force if v.origin == "console"):
        made = version.record
        folders = wanted.get((made.id, made.language, str(made.valid_from) if isinstance(made, Policy) else ""))
        if folders is None or versions.content_hash(folders) != version.content_hash:
            diffs.append(_diff(made.path, folders.body if folders else "", made.body))
    shop = await stores.find(conn)
    tree = await trees.find(conn, shop.tree_version) if shop else None
    if tree and tree.origin == "console" and tree.version != tree_version:
        diffs.append(_diff(_TREE, pack.texts[_TREE], tree.text))
    if diffs:
        raise EditedElsewhere(
            "The console holds versions that this folder lacks. Write them into the folder with "
            "`kulanz export --pack DIR`, or give them up with `kulanz load DIR --take folder`.",
            diffs=diffs,
        )


def _diff(path: str, folder: str, console: str) -> str:
    lines = difflib.unified_diff(
        folder.splitlines(), console.splitlines(), f"folder/{path}", f"console/{path}", lineterm=""
    )
    return "\n".join(lines)


async def _load_policies(conn: Connection, pack: Pack) -> Changes:
    before = {(v.record.id, v.record.language, v.record.valid_from): v for v in await versions.policies(conn)}
    wanted = {(p.id, p.language, p.valid_from): p for p in pack.policies}
    for policy in _new_or_changed(before, wanted):
        await versions.add_policy(conn, pack.store.id, policy, "pack")
    for key in before.keys() - wanted.keys():
        await versions.supersede_policy(conn, *key)
    return _counted(before, wanted)


async def _load_macros(conn: Connection, pack: Pack) -> Changes:
    before = {(v.record.id, v.record.language): v for v in await versions.macros(conn)}
    wanted = {(m.id, m.language): m for m in pack.macros}
    for macro in _new_or_changed(before, wanted):
        await versions.add_macro(conn, pack.store.id, macro, "pack")
    for key in before.keys() - wanted.keys():
        await versions.supersede_macro(conn, *key)
    return _counted(before, wanted)


def _new_or_changed(before: Mapping[K, Version[T]], wanted: Mapping[K, T]) -> list[T]:
    return [
        record
        for key, record in wanted.items()
        if key not in before or versions.content_hash(record) != before[key].content_hash
    ]


def _counted(before: Mapping[K, Version[T]], wanted: Mapping[K, T]) -> Changes:
    added = len(wanted.keys() - before.keys())
    return Changes(added, len(_new_or_changed(before, wanted)) - added, len(before.keys() - wanted.keys()))


def _content_hash(pack: Pack) -> str:
    content = json.encode((pack.texts, pack.products), order="sorted")
    return hashlib.sha256(content).hexdigest()[:16]
