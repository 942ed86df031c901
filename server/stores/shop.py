"""A shop as it is in force: settings, tree, rules and macros, parsed once and kept until any of it changes."""

from msgspec import Struct

from server.db import products, stores, versions
from server.db.pool import Connection
from server.db.versions import Version
from server.domain.calendar import Calendar
from server.domain.passage import Passage
from server.domain.policy import Macro, Policy
from server.domain.product import Product, Supplier
from server.domain.store import Store
from server.domain.tree import Tree
from server.domain.triage import TriageRules
from server.retrieval.split import policy_passages
from server.stores.read_tree import parse_tree
from server.stores.read_triage import parse_triage


class Shop(Struct, frozen=True):
    """Everything of a store that a case needs and that only a load or a console edit changes."""

    store: Store
    calendar: Calendar
    tree: Tree
    tree_version: str
    triage_rules: TriageRules
    suppliers: dict[str, Supplier]
    products: dict[str, Product]
    macros: list[Version[Macro]]
    policies: list[Version[Policy]]
    policy_passages: list[Passage]


_kept: dict[str, tuple[str, Shop]] = {}


async def open_shop(conn: Connection) -> Shop:
    """The shop of this transaction's store, or StoreNotFound. One small query while nothing changed."""
    stored = await stores.get(conn)
    kept = _kept.get(stored.store.id)
    if kept and kept[0] == stored.content_hash:
        return kept[1]
    files = await stores.files(conn)
    policies = await versions.policies(conn)
    shop = Shop(
        stored.store,
        Calendar.of(stored.store),
        parse_tree(files["refund_tree.yaml"], stored.store),
        stored.tree_version,
        parse_triage(files.get("triage.yaml", ""), stored.store),
        await products.suppliers(conn),
        await products.products(conn),
        await versions.macros(conn),
        policies,
        [s.passage for s in policy_passages((v.number, v.record) for v in policies)],
    )
    _kept[stored.store.id] = (stored.content_hash, shop)
    return shop
