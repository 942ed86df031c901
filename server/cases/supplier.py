"""Who ships what a case is about."""

from server.cases.concerned import concerned_lines
from server.domain.case import Case
from server.domain.product import Supplier


def supplier_of(case: Case) -> Supplier | None:
    """The supplier of the items concerned, the first one's where several ship; of the whole order where unknown."""
    lines = concerned_lines(case) or (case.order.lines if case.order else [])
    ids = (case.products[line.sku].supplier for line in lines if line.sku in case.products)
    return next((case.suppliers[i] for i in ids if i in case.suppliers), None)
