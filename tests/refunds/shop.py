"""A small shop, facts by name, and trees as short as a test needs them."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import structs

from server.domain.calendar import Calendar
from server.domain.decision import Decision, MoneyBasis, Question
from server.domain.fact_tests import FactTest
from server.domain.facts import Facts, read_fact
from server.domain.product import Supplier, SupplierClaims
from server.domain.store import DatedValue, ReturnTerms, Store
from server.domain.tree import Action, Amount, Branch, End, Node, Outcome, Tree
from server.refunds.decide import decide
from tests.samples import sample_store

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 16, 10, tzinfo=BERLIN)

SHOP: Store = structs.replace(
    sample_store(),
    parameters={
        "return_window_days": [
            DatedValue(date(2025, 1, 1), Decimal(30)),
            DatedValue(date(2026, 3, 1), Decimal(45)),
            DatedValue(date(2026, 9, 1), Decimal(21)),
            DatedValue(date(2027, 1, 1), Decimal(60)),
        ],
        "promised_days": [
            DatedValue(date(2025, 1, 1), {"DE": Decimal(10), "default": Decimal(18)}),
            DatedValue(date(2026, 3, 1), {"DE": Decimal(7), "default": Decimal(20)}),
        ],
        "free_from": [DatedValue(date(2025, 1, 1), Decimal("39.90")), DatedValue(date(2026, 3, 1), Decimal("29.90"))],
        "rare_tags": [DatedValue(None, ["fragile", "rare"])],
    },
    returns=ReturnTerms(
        postage={"DE": "customer", "default": "shop"},
        address={"DE": "Lager, 44147 Dortmund", "default": "Store, Dortmund, Germany"},
        label="on_request",
        rma="R-{order}-{n}",
        keep_item_below=Decimal(15),
    ),
)

LUMEN = Supplier(
    "lumen",
    "Lumen",
    "lumen@lumen.example",
    "en",
    ships_to={"DE": Decimal("4.50"), "default": Decimal(9)},
    claims=SupplierClaims(window_days=15, window_from="delivery", pays={"damaged": Decimal(100), "lost": Decimal(50)}),
)

LAMP = MoneyBasis(
    currency="EUR",
    item=Decimal("30.00"),
    order=Decimal("34.90"),
    postage=Decimal("4.90"),
    owed=Decimal("34.90"),
    refundable=Decimal("34.90"),
    goods_cost=Decimal("12.00"),
    way_back=Decimal("6.00"),
)
"""A lamp of 30.00 for which the shop pays 12.00, sent for 4.90, all of it paid."""


def percent(action: Action, number: int | str, of: Any, outcome_id: str | None = None) -> Outcome:
    """An outcome that pays a share of something."""
    return Outcome(outcome_id or action, action, amount=Amount(percent=Decimal(number), of=of))


REFUSE = Outcome("no", "refuse")

# Facts of one case for each family of the law's rows.
UNWANTED = {"problem": "unwanted", "wish": "none", "withdrawal_open": True, "shipping_status": "delivered"}
BROKEN = {"problem": "defective", "wish": "none", "days_since_delivery": 40, "shipping_status": "delivered"}
LATE = {"problem": "late", "wish": "refund", "shipping_status": "in_transit", "days_past_promise": 3}
LOST = {"problem": "lost", "wish": "none", "shipping_status": "lost", "contacts_about_this_order": 1}


def facts_of(**given: Any) -> Facts:
    """Facts as an agent would give them; all others are unknown, and everyone is a consumer."""
    return {name: read_fact(name, raw, "EUR") for name, raw in {"is_consumer": True, **given}.items()}


def ending_in(*outcomes: Outcome) -> Tree:
    """A tree that ends in its first outcome whatever the facts are."""
    end = End(outcomes[0].id)
    node = Node("only", {"de": "Was ist?", "en": "What is it?"}, "problem", [Branch(FactTest("otherwise"), end)], end)
    return Tree("only", {"only": node}, {outcome.id: outcome for outcome in outcomes})


def decide_on(tree: Tree, facts: Mapping[str, Any], shop: Store = SHOP, **question: Any) -> Decision:
    """The decision on these facts; `question` replaces fields of an agent's ordinary question about order #1042."""
    asked = Question(
        **{
            "facts": facts_of(**facts),
            "as_of": MONDAY,
            "request_day": MONDAY.date(),
            "order_day": date(2026, 10, 20),
            "order_number": "#1042",
            "order_candidates": [],
            "other_problems": [],
            "money": LAMP,
            "expected_day": None,
            "supplier_id": "lumen",
            "role": "manager",
            "language": "en",
            **question,
        }
    )
    return decide(tree, "tree-1", shop, {"lumen": LUMEN}, Calendar.of(shop), asked, "decision-1")


def rows(decision: Decision) -> dict[str, bool]:
    return {row.row: row.met for row in decision.law}


def refused(**facts: Any) -> Decision:
    """What becomes of a tree that can only refuse."""
    return decide_on(ending_in(REFUSE), facts)


def is_lawful(outcome: Outcome, **facts: Any) -> bool:
    """Whether a tree that ends in `outcome` is left alone."""
    return not decide_on(ending_in(outcome, REFUSE), facts).raised_by_law
