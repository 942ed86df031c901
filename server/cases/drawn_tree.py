"""A tree as a picture with a shop's own past tickets in it."""

from collections.abc import Callable

from server.cases.past_questions import past_case, past_cases, read_past_tickets
from server.db import past_questions, stores
from server.db.pool import Database
from server.refunds.drawing.svg import draw
from server.refunds.drawing.traffic import NO_TRAFFIC, Traffic, traffic
from server.refunds.replay.compare import PastCase, Rules
from server.stores.shop import Shop, open_shop

_kept: dict[str, tuple[object, Traffic]] = {}


async def draw_with_past_tickets(database: Database, rules: Rules, on_read: Callable[[int, int], None]) -> str:
    """The SVG of the rules' tree; each past ticket of that store is walked through it, read first where it was not."""
    store_id = rules.store.id
    await read_past_tickets(database, store_id, None, on_read)
    return drawn(rules, [past_case(one) for one in await past_cases(database, store_id, None)])


def drawn(rules: Rules, cases: list[PastCase]) -> str:
    """The SVG of the rules' tree, in the shop's first language."""
    store = rules.store
    passed = traffic(cases, rules) if cases else NO_TRAFFIC
    return draw(rules.tree, store.default_language, store.currency, store.name, passed)


async def traffic_in_force(database: Database, store_id: str) -> Traffic:
    """What took each way of the tree in force, of the past tickets that have been read; counted once and kept."""
    async with database.store(store_id) as conn:
        shop = await open_shop(conn)
        stamp = (await stores.get(conn)).content_hash, await past_questions.stamp(conn)
    kept = _kept.get(store_id)
    if kept and kept[0] == stamp:
        return kept[1]
    passed = await traffic_under(database, rules_of(shop))
    _kept[store_id] = stamp, passed
    return passed


async def traffic_under(database: Database, rules: Rules) -> Traffic:
    """The same for other rules of that store, which must have a tree without errors."""
    cases = [past_case(one) for one in await past_cases(database, rules.store.id, None)]
    return traffic(cases, rules)


def rules_of(shop: Shop) -> Rules:
    """What decides in a shop, apart from the case."""
    return Rules(shop.tree, shop.store, shop.suppliers, shop.calendar)
