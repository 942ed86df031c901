"""The refund tree (refund_tree.yaml): nodes ask for a fact, branches test it, outcomes say what to do."""

from decimal import Decimal
from typing import Literal

from msgspec import Struct

from server.domain.fact_tests import FactTest

Action = Literal[
    "answer",
    "ask",
    "wait",
    "trace",
    "replace",
    "resend",
    "expedite",
    "repair",
    "exchange",
    "refund",
    "return_refund",
    "partial_refund",
    "cancel_and_refund",
    "store_credit",
    "discount",
    "refuse",
    "handover",
]
Ask = Literal["order_number", "photo", "video", "item", "item_condition", "address"]
SupplierRequest = Literal["replace", "refund", "ship", "trace", "confirm_stock", "confirm"]


class Goto(Struct, frozen=True, tag="go"):
    """The walk goes on at this node."""

    node: str


class End(Struct, frozen=True, tag="end"):
    """The walk ends in this outcome."""

    outcome: str


class Branch(Struct, frozen=True):
    """One test and where it leads; `line` in refund_tree.yaml, 0 where there is no file."""

    test: FactTest
    to: Goto | End
    line: int = 0


class Node(Struct, frozen=True):
    """A question about one fact. `ask` by language; `unknown`: where to go when nothing tells the fact."""

    id: str
    ask: dict[str, str]
    fact: str
    branches: list[Branch]
    unknown: Goto | End | None = None
    line: int = 0


class Amount(Struct, frozen=True):
    """Either `percent` of a base or `fixed` money in `currency`."""

    percent: Decimal | None = None
    of: Literal["item", "order", "postage", "owed"] | None = None
    fixed: Decimal | None = None
    currency: str | None = None


class SupplierAsk(Struct, frozen=True):
    """What the supplier is asked for, and by when."""

    ask: SupplierRequest
    within_hours: int | None = None


class Outcome(Struct, frozen=True):
    """What happens. `asks` holds Ask words or names of facts; `cites` addresses such as `returns#how-long`."""

    id: str
    action: Action
    amount: Amount | None = None
    asks: list[str] = []
    cites: list[str] = []
    supplier: SupplierAsk | None = None
    within_days: int | None = None
    line: int = 0


class Tree(Struct, frozen=True):
    """A whole tree; `hash` is the content hash of its file and the parameters in force."""

    start: str
    nodes: dict[str, Node]
    outcomes: dict[str, Outcome]
