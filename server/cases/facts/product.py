"""Facts that the shop's products give."""

from server.cases.concerned import concerned_lines
from server.cases.facts.row import order_fact
from server.domain.case import Case
from server.domain.facts import Fact, known, unknown
from server.domain.order import OrderRecord


@order_fact
def item_tags(case: Case, _order: OrderRecord) -> Fact:
    """All tags of the items concerned; unknown where these are, or where one is no product of the shop."""
    lines = concerned_lines(case)
    products = [case.products.get(line.sku) if line.sku else None for line in lines or []]
    found = [product for product in products if product]
    if lines is None or len(found) < len(lines):
        return unknown("product")
    return known(frozenset(tag for product in found for tag in product.tags), "product")
