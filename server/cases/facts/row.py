"""How a row of the facts' table is written: a function of the case that bears the fact's name."""

from collections.abc import Callable
from functools import wraps

from server.cases.corrections import corrected
from server.domain.case import Case
from server.domain.facts import Fact, spec_of, unknown
from server.domain.order import OrderRecord

FactFunction = Callable[[Case], Fact]


def fact(compute: FactFunction) -> FactFunction:
    """The agent's correction where there is one, else what `compute` finds.

    So a fact that rests on another one rests on its correction as well.
    """
    name = spec_of(compute.__name__).name

    @wraps(compute)
    def corrected_or_computed(case: Case) -> Fact:
        return corrected(case.corrections, name, case.store) or compute(case)

    return corrected_or_computed


def order_fact(compute: Callable[[Case, OrderRecord], Fact]) -> FactFunction:
    """As `fact`, for what only an order can tell: unknown where none is identified."""
    source = spec_of(compute.__name__).source

    @wraps(compute)
    def unknown_without_order(case: Case) -> Fact:
        return unknown(source) if case.order is None else compute(case, case.order)

    return fact(unknown_without_order)
