"""The proof of the tree in force, made once and kept until the shop's texts change."""

import asyncio

from server.db import stores
from server.db.pool import Connection
from server.domain.pack import Finding
from server.stores import read_tree
from server.stores.check_tree import check_tree
from server.stores.formats.findings import Findings
from server.stores.shop import open_shop

_kept: dict[str, tuple[str, list[Finding]]] = {}


async def proof_in_force(conn: Connection) -> list[Finding]:
    """Everything that can be proved about how the tree decides, by line; empty where it is sound."""
    stored = await stores.get(conn)
    kept = _kept.get(stored.store.id)
    if kept and kept[0] == stored.content_hash:
        return kept[1]
    shop, findings = await open_shop(conn), Findings()
    await asyncio.to_thread(check_tree, shop.tree, shop.store, read_tree.FILE, findings)
    _kept[stored.store.id] = stored.content_hash, findings.sorted()
    return findings.sorted()
