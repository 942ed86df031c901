"""What tickets are about, held against the orders of the same week."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import exp, lgamma, log, log1p

from msgspec import Struct

from server.db.reports import OrderRow, TicketRow
from server.reports.period import WEEK, Period

UNREAD = "unread"
"""The topic of a ticket that neither a person nor triage has read."""

WEEKS_BEFORE = 8
"""How many weeks a week is held against."""

_CHANCE = 0.001
_FEWEST = 5


class Week(Struct, frozen=True):
    """`tickets` by topic, and the orders placed in the same week."""

    monday: date
    orders: int
    tickets: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.tickets.values())


class Jump(Struct, frozen=True):
    """A topic that came far more often in a week than in the eight before; both sides with their orders."""

    monday: date
    topic: str
    tickets: int
    orders: int
    tickets_before: int
    orders_before: int


def by_week(tickets: Iterable[TicketRow], orders: Iterable[OrderRow], period: Period) -> list[Week]:
    """Tickets opened and orders placed in each week of the period, both by the shop's clock; spam is a topic too."""
    topics: dict[date, Counter[str]] = {week: Counter() for week in period.weeks()}
    placed: Counter[date] = Counter(period.week_of(order.placed_at) for order in orders)
    for ticket in tickets:
        topics[period.week_of(ticket.opened_at)][ticket.intent or UNREAD] += 1
    return [Week(week, placed[week], topics[week]) for week in period.weeks()]


def together(weeks: Iterable[Week]) -> Counter[str]:
    """Tickets of all weeks by topic, the most frequent first."""
    counted: Counter[str] = Counter()
    for week in weeks:
        counted.update(week.tickets)
    return Counter(dict(counted.most_common()))


def per_100_orders(tickets: int, orders: int) -> float | None:
    """Tickets per 100 orders; None where no order was placed. A ticket may be about an order of an earlier week."""
    return 100 * tickets / orders if orders else None


def jumps(weeks: Sequence[Week], period: Period) -> list[Jump]:
    """Topics that jumped in a week of the period, the newest week and the largest first.

    `weeks` holds eight more weeks before the period. The rule: at least five tickets, and so many or more would come by
    chance in less than one of 1000 weeks if the topic were as frequent per order as in the eight weeks before (the
    exact conditional test of two Poisson rates). Weeks without orders, or with none before them, are not judged; nor is
    what nobody has read.
    """
    found = [
        jump for at in range(WEEKS_BEFORE, len(weeks)) for jump in _jumps_in(weeks[at], weeks[at - WEEKS_BEFORE : at])
    ]
    return sorted(
        (jump for jump in found if period.first <= jump.monday),
        key=lambda jump: (-jump.monday.toordinal(), -jump.tickets),
    )


def _jumps_in(week: Week, before: Sequence[Week]) -> Iterable[Jump]:
    orders_before = sum(one.orders for one in before)
    if not week.orders or not orders_before or not any(one.total for one in before):
        return
    earlier = together(before)
    for topic, count in week.tickets.items():
        chance = _chance_of(count, count + earlier[topic], week.orders / (week.orders + orders_before))
        if topic != UNREAD and count >= _FEWEST and chance < _CHANCE:
            yield Jump(week.monday, topic, count, week.orders, earlier[topic], orders_before)


def _chance_of(count: int, n: int, share: float) -> float:
    """How likely at least `count` of `n` are where each falls to it with probability `share`, below 1."""

    def of_just(k: int) -> float:  # by logarithms: the number of ways alone is more than a float holds
        ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
        return exp(ways + k * log(share) + (n - k) * log1p(-share))

    return sum(of_just(k) for k in range(count, n + 1))


def before(period: Period) -> Period:
    """The period with the eight weeks before it, which its weeks are held against."""
    return Period(period.first - WEEKS_BEFORE * WEEK, period.last, period.zone)
