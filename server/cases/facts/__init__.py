"""All facts of a case: one function for each row of the table in store-pack.md, and none beside it."""

from server.cases.facts import customer, order, product, promise, tracking, withdrawal, words
from server.cases.facts.row import FactFunction
from server.domain.case import Case
from server.domain.facts import Fact

FACT_FUNCTIONS: dict[str, FactFunction] = {
    "problem": words.problem,
    "wish": words.wish,
    "withdrawal_declared": words.withdrawal_declared,
    "proof_provided": words.proof_provided,
    "item_condition": words.item_condition,
    "seal_broken": words.seal_broken,
    "sender_matches_order": order.sender_matches_order,
    "shipping_status": tracking.shipping_status,
    "days_since_order": order.days_since_order,
    "days_since_shipped": tracking.days_since_shipped,
    "days_since_last_scan": tracking.days_since_last_scan,
    "hours_since_last_scan": tracking.hours_since_last_scan,
    "days_since_delivery": tracking.days_since_delivery,
    "days_past_promise": promise.days_past_promise,
    "withdrawal_open": withdrawal.withdrawal_open,
    "order_value": order.order_value,
    "item_value": order.item_value,
    "item_tags": product.item_tags,
    "country": order.country,
    "is_consumer": order.is_consumer,
    "past_orders": customer.past_orders,
    "refunds_last_12_months": customer.refunds_last_12_months,
    "contacts_about_this_order": customer.contacts_about_this_order,
    "remedy_attempts": customer.remedy_attempts,
}


def compute_facts(case: Case) -> dict[str, Fact]:
    """Every fact of the case; the agent's corrections win, with source agent.

    BadValue where the agent names an item that the order does not hold.
    """
    return {name: compute(case) for name, compute in FACT_FUNCTIONS.items()}
