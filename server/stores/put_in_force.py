"""Put what a pack's texts say in force: the tree, the policies, the macros and the suppliers, as new versions."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from server.db import products, trees, versions
from server.db.pack_rows import Changes
from server.db.pool import Connection
from server.db.stores import Origin
from server.db.trees import TreeVersion
from server.db.versions import Version
from server.domain.pack import Pack
from server.domain.policy import Macro, Policy
from server.stores import read_tree

K = TypeVar("K", bound=Hashable)
T = TypeVar("T", Policy, Macro)


async def put_texts_in_force(conn: Connection, pack: Pack, tree_version: str, origin: Origin) -> dict[str, Changes]:
    """A new version of all that changed, and nothing left in force that the pack lacks; the changes by noun."""
    store_id = pack.store.id
    tree = TreeVersion(tree_version, pack.texts[read_tree.FILE], pack.store.parameters, origin)
    await trees.save(conn, store_id, tree)
    return {
        "policies": await _put_policies(conn, pack, origin),
        "macros": await _put_macros(conn, pack, origin),
        "suppliers": await products.load_suppliers(conn, store_id, pack.suppliers),
    }


async def _put_policies(conn: Connection, pack: Pack, origin: Origin) -> Changes:
    before = {(v.record.id, v.record.language, v.record.valid_from): v for v in await versions.policies(conn)}
    wanted = {(p.id, p.language, p.valid_from): p for p in pack.policies}
    for policy in _new_or_changed(before, wanted):
        await versions.add_policy(conn, pack.store.id, policy, origin)
    for key in before.keys() - wanted.keys():
        await versions.supersede_policy(conn, *key)
    return _counted(before, wanted)


async def _put_macros(conn: Connection, pack: Pack, origin: Origin) -> Changes:
    before = {(v.record.id, v.record.language): v for v in await versions.macros(conn)}
    wanted = {(m.id, m.language): m for m in pack.macros}
    for macro in _new_or_changed(before, wanted):
        await versions.add_macro(conn, pack.store.id, macro, origin)
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
