"""Past cases under the rules in force and under others: which decisions flip, and what that costs a month."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from msgspec import Struct

from server.domain.calendar import Calendar
from server.domain.decision import Question, ShownValue, Step
from server.domain.money import Money
from server.domain.product import Supplier
from server.domain.store import Store
from server.domain.tree import Action, Tree
from server.refunds.grounds import gather
from server.refunds.settle import Settled, settle
from server.refunds.walk import Walk

_EXAMPLES = 5
_DAYS_A_MONTH = Decimal("30.44")


class Rules(Struct, frozen=True):
    """Everything of a shop that decides, apart from the case."""

    tree: Tree
    store: Store
    suppliers: Mapping[str, Supplier]
    calendar: Calendar


class PastCase(Struct, frozen=True):
    """A past ticket's question, what a person knows the ticket by, and where it is kept.

    `read_otherwise`: its question where the other side also reads the words in another way.
    """

    ticket: str
    subject: str | None
    opened_at: datetime | None
    question: Question
    ticket_id: str
    read_otherwise: Question | None = None


class Example(Struct, frozen=True):
    """One case that flips. The two walks part at `node`, None where only what follows from them differs."""

    ticket: str
    subject: str | None
    order_number: str | None
    node: str | None
    question: str | None
    value: ShownValue | None
    ticket_id: str


class End(Struct, frozen=True):
    """Where a case ends; `outcome` None: a fact is missing, and the draft asks for it."""

    outcome: str | None
    action: Action


class Flip(Struct, frozen=True, rename={"from_": "from"}):
    """Cases that go from one end to another.

    `a_month` is what the shop pays more (less where negative), after what suppliers give back, of the cases where
    that is known; `cost_unknown` counts the others. The same outcome twice: its amount changes.
    """

    from_: End
    to: End
    cases: int
    a_month: Money
    cost_unknown: int
    examples: list[Example]


class Totals(Struct, frozen=True):
    """All cases under one set of rules; `cites`: how many rest on each section of the policies."""

    cost_a_month: Money
    cost_unknown: int
    approvals: int
    raised_by_law: int
    asking: int
    cites: dict[str, int]


class Comparison(Struct, frozen=True):
    """What would change. `months` is the time that the cases span, one at least."""

    cases: int
    months: Decimal
    flipped: int
    a_month: Money
    flips: list[Flip]
    before: Totals
    after: Totals


def compare(
    cases: Iterable[PastCase], before: Rules, after: Rules, on_done: Callable[[int], None] | None = None
) -> Comparison:
    """Settle every case twice. BadValue for a tree that lint refuses; `on_done` hears how many are done."""
    settled: list[tuple[PastCase, Settled, Settled]] = []
    for case in cases:
        settled.append((case, _settle(case.question, before), _settle(case.read_otherwise or case.question, after)))
        if on_done:
            on_done(len(settled))
    currency, months = before.store.currency, _months([case.opened_at for case, _, _ in settled])
    groups: dict[tuple[End, End], list[tuple[PastCase, Settled, Settled]]] = {}
    for case, old, new in settled:
        if _differs(old, new):
            groups.setdefault((_end(old), _end(new)), []).append((case, old, new))
    flips = [_flip(ends, group, months, currency) for ends, group in groups.items()]
    return Comparison(
        cases=len(settled),
        months=months,
        flipped=sum(flip.cases for flip in flips),
        a_month=Money.of(sum((flip.a_month.amount for flip in flips), Decimal(0)), currency),
        flips=sorted(flips, key=lambda flip: (-flip.cases, str(flip.from_.outcome), str(flip.to.outcome))),
        before=_totals([old for _, old, _ in settled], months, currency),
        after=_totals([new for _, _, new in settled], months, currency),
    )


def _settle(question: Question, rules: Rules) -> Settled:
    return settle(gather(rules.tree, rules.store, rules.suppliers, rules.calendar, question))


def _differs(old: Settled, new: Settled) -> bool:
    return (old.outcome, old.action, old.amount) != (new.outcome, new.action, new.amount)


def _end(settled: Settled) -> End:
    return End(settled.outcome, settled.action)


def net_cost(settled: Settled) -> Decimal | None:
    """What the outcome costs the shop after what its supplier pays back; None where either is not known."""
    to_shop, back = settled.cost.to_shop, settled.cost.from_supplier
    return None if to_shop is None or back is None else to_shop.amount - back.amount


def _flip(
    ends: tuple[End, End], group: list[tuple[PastCase, Settled, Settled]], months: Decimal, currency: str
) -> Flip:
    costs = [(net_cost(old), net_cost(new)) for _, old, new in group]
    known = [new - old for old, new in costs if old is not None and new is not None]
    return Flip(
        from_=ends[0],
        to=ends[1],
        cases=len(group),
        a_month=Money.of(sum(known, Decimal(0)) / months, currency),
        cost_unknown=len(group) - len(known),
        examples=[_example(*case) for case in group[:_EXAMPLES]],
    )


def _example(case: PastCase, old: Settled, new: Settled) -> Example:
    step = _parting(old.walk, new.walk)
    return Example(
        ticket=case.ticket,
        subject=case.subject,
        order_number=case.question.order_number,
        node=step.node if step else None,
        question=step.question if step else None,
        value=step.value if step else None,
        ticket_id=case.ticket_id,
    )


def _parting(old: Walk, new: Walk) -> Step | None:
    """The step at which the walks part: where they take other branches, or one branch that leads elsewhere now."""
    for before, after in zip(old.path, new.path, strict=False):
        if (before.node, before.branch) != (after.node, after.branch):
            return after
    if (len(old.path), old.outcome) == (len(new.path), new.outcome):
        return None
    return new.path[min(len(old.path), len(new.path)) - 1]


def _totals(settled: list[Settled], months: Decimal, currency: str) -> Totals:
    costs = [net_cost(one) for one in settled]
    known = [cost for cost in costs if cost is not None]
    return Totals(
        cost_a_month=Money.of(sum(known, Decimal(0)) / months, currency),
        cost_unknown=len(costs) - len(known),
        approvals=sum(one.approval.needed for one in settled),
        raised_by_law=sum(one.raised_by_law for one in settled),
        asking=sum(one.outcome is None for one in settled),
        cites=dict(Counter(section for one in settled for section in one.cites)),
    )


def _months(days: list[datetime | None]) -> Decimal:
    dated = [day for day in days if day is not None]
    span = (max(dated) - min(dated)).days if dated else 0
    return max(Decimal(1), (Decimal(span) / _DAYS_A_MONTH).quantize(Decimal("0.1")))
