"""A decision: the walk of the refund tree with what the law says (contract.md, Decision)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from server.domain.facts import Fact, Facts, Source, State
from server.domain.money import Money
from server.domain.store import Role
from server.domain.tree import Action, SupplierAsk

ShownValue = str | bool | int | Money | list[str]
"""A fact's value as JSON: sets are sorted lists."""


class FactView(Struct, frozen=True):
    """A fact as JSON."""

    value: ShownValue | None
    state: State
    source: Source

    @classmethod
    def of(cls, fact: Fact) -> "FactView":
        """The fact with sets as sorted lists."""
        value = sorted(fact.value) if isinstance(fact.value, frozenset) else fact.value
        return cls(value, fact.state, fact.source)


class Step(Struct, frozen=True):
    """One node of the walk; `branch` is the test that held as written, or `unknown`."""

    node: str
    question: str
    fact: str
    value: ShownValue | None
    state: State
    source: Source
    branch: str | None


class LawRow(Struct, frozen=True):
    """A row of the law's table that applies; `met` by the outcome or by one that leaves the right open."""

    row: str
    paragraph: str
    requires: str
    met: bool


class GoodsReturn(Struct, frozen=True):
    needed: bool
    postage: Literal["shop", "customer"]
    address: str | None
    rma: str | None


class ApprovalNeed(Struct, frozen=True):
    needed: bool
    role: Role | None
    reason: str | None


class Alternative(Struct, frozen=True):
    outcome: str
    action: Action
    amount: Money | None
    cost: Money | None
    allowed: bool
    reason: str


class Cost(Struct, frozen=True):
    """What the outcome costs the shop, and what of it the supplier pays back; null where unknown."""

    to_shop: Money | None
    from_supplier: Money | None


class Decision(Struct, frozen=True, rename={"return_": "return"}):
    """The answer of POST /v1/decisions. Immutable once saved."""

    id: str
    outcome: str | None
    action: Action
    amount: Money | None
    until: date | None
    asks: list[str]
    missing_facts: list[str]
    path: list[Step]
    cites: list[str]
    owed: str | None
    raised_by_law: bool
    law: list[LawRow]
    return_: GoodsReturn | None
    approval: ApprovalNeed
    alternatives: list[Alternative]
    cost: Cost
    assumptions: list[str]
    other_problems: list[str]
    facts: dict[str, FactView]
    order_number: str | None
    order_candidates: list[str]
    tree_version: str
    supplier: SupplierAsk | None
    return_by: date | None
    refund_by: date | None
    next_step_day: date | None


class MoneyBasis(Struct, frozen=True):
    """Amounts in the order's currency that percentages are taken of; None where not known.

    `item`: price of the items concerned. `postage`: cheapest standard outbound postage. `owed`: item, plus
    postage when nothing of the order is kept. `refundable`: paid and not yet refunded. `goods_cost` (in the
    shop's currency) is what the items concerned cost the shop, `way_back` their return postage.
    """

    currency: str
    item: Decimal | None
    order: Decimal | None
    postage: Decimal | None
    owed: Decimal | None
    refundable: Decimal | None
    goods_cost: Decimal | None
    way_back: Decimal | None


class Question(Struct, frozen=True):
    """Everything that a decision is a pure function of, beside tree, store and law.

    `request_day`: when the customer's declaration arrived; the law's 14 days run from it.
    """

    facts: Facts
    as_of: datetime
    request_day: date
    order_day: date | None
    order_number: str | None
    order_candidates: list[str]
    other_problems: list[str]
    money: MoneyBasis
    expected_day: date | None
    supplier_id: str | None
    role: Role
    language: str
    chosen_outcome: str | None = None
