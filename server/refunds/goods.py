"""Where the goods are, as far as the facts tell."""

from server.domain.facts import Facts, get, is_known
from server.domain.tree import Action

_SEEN_BY_CUSTOMER = ("wrong_item", "damaged", "defective", "not_as_described", "wrong_size")
_NOT_WITH_CUSTOMER = ("lost", "missing_item", "cancel")


def goods_with_customer(facts: Facts) -> bool | None:
    """Whether the customer has the goods concerned; None where nothing tells.

    What the customer reports comes first: who writes that it is broken has it, even while another parcel is out.
    """
    if is_known(facts, "problem", *_SEEN_BY_CUSTOMER):
        return True
    if is_known(facts, "problem", *_NOT_WITH_CUSTOMER):
        return False
    if get(facts, "shipping_status").state == "known":
        return is_known(facts, "shipping_status", "delivered")
    delivery = get(facts, "days_since_delivery").state
    return None if delivery == "unknown" else delivery == "known"


def suits_the_goods(action: Action, facts: Facts) -> bool:
    """Whether the action fits where the goods are: nothing is cancelled that came, nor sent back that did not."""
    with_customer = goods_with_customer(facts)
    if action == "cancel_and_refund":
        return with_customer is not True
    return with_customer is not False or action not in ("return_refund", "exchange", "repair")
