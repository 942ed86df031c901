"""What of the order a ticket is about: the items and the shipments concerned (store-pack.md)."""

import re
import unicodedata
from decimal import Decimal

from server.cases.corrections import corrected
from server.cases.sentences import SENTENCES
from server.domain.case import Case, Corrections
from server.domain.facts import Fact, known, unknown
from server.domain.order import OrderLine, OrderRecord, Shipment
from server.domain.reading import Reading
from server.domain.store import Store
from server.errors import BadValue

_WHOLE_ORDER = ("late", "lost", "cancel", "payment", "chargeback")
_NOT_A_WORD = re.compile(r"\W+")
_OPTIONS_FOLLOW = " - "  # as Shopify writes a variant's title
_SHORTEST_OPTION = 3


def reported_problem(reading: Reading, corrections: Corrections, store: Store) -> Fact:
    """The problem in the customer's own words, or as the agent corrected it."""
    told = corrected(corrections, "problem", store)
    if told:
        return told
    read = reading.problem.value
    return known(read, "ticket") if read else unknown("ticket")


def concerned_lines(case: Case) -> list[OrderLine] | None:
    """The lines concerned, None where nothing tells them or there is no order.

    BadValue where the agent names an item that the order does not hold.
    """
    if case.order is None or not case.order.lines:
        return None
    lines = case.order.lines
    if case.corrections.items:
        return _lines_called(case.corrections.items, case.order)
    named = _named_lines(lines, case)
    if named:
        return named
    problem = reported_problem(case.reading, case.corrections, case.store)
    return lines if len(lines) == 1 or problem.value in _WHOLE_ORDER else None


def price_of_items(case: Case) -> Decimal | None:
    """What the customer pays for the items concerned, in the order's currency; None where these are not known.

    Never more than the order's total: a discount on the whole order is on none of its lines.
    """
    lines = concerned_lines(case)
    if case.order is None or lines is None:
        return None
    price = sum((line.quantity * line.price - line.discount for line in lines), Decimal(0))
    return min(price, case.order.total)


def concerned_shipments(case: Case) -> list[Shipment]:
    """The shipments that hold an item concerned; all of the order where that is not known."""
    if case.order is None:
        return []
    lines = concerned_lines(case)
    if lines is None or any(line.sku is None for line in lines):
        return case.order.shipments
    skus = {line.sku for line in lines}
    return [shipment for shipment in case.order.shipments if _may_hold(shipment, skus)]


def _may_hold(shipment: Shipment, skus: set[str | None]) -> bool:
    return not shipment.items or any(item.sku in skus for item in shipment.items)


def _lines_called(items: list[str], order: OrderRecord) -> list[OrderLine]:
    by_name: dict[str, list[OrderLine]] = {}
    for line in order.lines:
        by_name.setdefault(_name_of(line).casefold(), []).append(line)
    missing = [item for item in items if item.casefold() not in by_name]
    if missing:
        there_are = ", ".join(_name_of(line) for line in order.lines)
        raise BadValue(SENTENCES("no_item", item=missing[0], known=there_are), fact="items")
    wanted = {item.casefold() for item in items}
    return [line for line in order.lines if _name_of(line).casefold() in wanted]


def _name_of(line: OrderLine) -> str:
    """What an agent calls a line by: its SKU, or its title where it has none."""
    return line.sku or line.title


def _named_lines(lines: list[OrderLine], case: Case) -> list[OrderLine]:
    """The lines that the newest own words name; an option ("the black one") tells variants apart."""
    own_words = _words(case.reading.own_words)
    named = [line for line in lines if line.sku in case.reading.items or _is_called(line, case, own_words)]
    of_option = [line for line in named or lines if any(_says(own_words, option) for option in _options(line))]
    told_apart = {_product_of(line) for line in of_option}
    return [line for line in named if _product_of(line) not in told_apart or line in of_option] or of_option


def _is_called(line: OrderLine, case: Case, own_words: str) -> bool:
    """Whether the words hold the very SKU or title of a line that is no product: a gift card, a product of old."""
    if line.sku in case.products:
        return False
    names = [line.sku, line.title, _product_of(line)]
    return any(name and _words(name) in own_words for name in names)


def _product_of(line: OrderLine) -> str:
    """The title without options."""
    return line.title.rpartition(_OPTIONS_FOLLOW)[0] or line.title


def _options(line: OrderLine) -> list[str]:
    """ "Lamp Nord - Black / 40 cm" has the options black and 40 cm. Short ones ("M") stand in too many words."""
    options = line.title.rpartition(_OPTIONS_FOLLOW)[2] if _OPTIONS_FOLLOW in line.title else ""
    return [words for words in map(_words, options.split("/")) if len(words) >= _SHORTEST_OPTION + 2]


def _says(own_words: str, option: str) -> bool:
    """Whether the option is named, in German also inflected: schwarz, die schwarze, in schwarzem."""
    return re.search(rf"{re.escape(option[:-1])}(e[mnrs]?)? ", own_words) is not None


def _words(text: str) -> str:
    """The words of a text in one form, each between blanks, so that whole words are compared."""
    return f" {_NOT_A_WORD.sub(' ', unicodedata.normalize('NFKC', text).casefold()).strip()} "
