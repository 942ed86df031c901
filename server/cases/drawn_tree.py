"""A tree as a picture with a shop's own past tickets in it."""

from collections.abc import Callable

from server.cases.past_questions import past_cases, read_past_tickets
from server.db.pool import Database
from server.refunds.drawing.svg import draw
from server.refunds.drawing.traffic import NO_TRAFFIC, traffic
from server.refunds.replay.compare import PastCase, Rules


async def draw_with_past_tickets(database: Database, rules: Rules, on_read: Callable[[int, int], None]) -> str:
    """The SVG of the rules' tree; each past ticket of that store is walked through it, read first where it was not."""
    store_id = rules.store.id
    await read_past_tickets(database, store_id, None, on_read)
    asked = await past_cases(database, store_id, None)
    cases = [PastCase(one.ticket_id, one.subject, one.opened_at, one.question) for one in asked]
    return drawn(rules, cases)


def drawn(rules: Rules, cases: list[PastCase]) -> str:
    """The SVG of the rules' tree, in the shop's first language."""
    store = rules.store
    passed = traffic(cases, rules) if cases else NO_TRAFFIC
    return draw(rules.tree, store.default_language, store.currency, store.name, passed)
