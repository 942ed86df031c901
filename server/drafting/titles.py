"""How a draft calls the items that a ticket is about."""

from collections.abc import Iterable

from server.domain import facts
from server.domain.case import Case
from server.domain.order import OrderLine
from server.drafting.task import WritingTask

_VARIANT_FOLLOWS = " - "  # as Shopify writes a variant's title
_LANGUAGES_OF_ALIASES = 2


def titles(task: WritingTask, language: str) -> list[str]:
    """The titles of the items concerned; of the products that the words name where there is no order.

    The variant goes without saying, unless the order holds another one or the wrong one came.
    """
    case = task.case
    with_variant = facts.is_known(task.facts, "problem", "wrong_item")
    if task.items or case.order:
        return _each_once(
            _spoken(_title(line.sku, line.title, case, language), with_variant or _has_sibling(line, case))
            for line in task.items
        )
    named = [case.products[sku] for sku in case.reading.items if sku in case.products]
    return _each_once(_spoken(_title(product.sku, product.title, case, language), with_variant) for product in named)


def name_of(title: str) -> str:
    """A title without its variant."""
    return title.split(_VARIANT_FOLLOWS)[0]


def _each_once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _title(sku: str | None, title: str, case: Case, language: str) -> str:
    """In the draft's language where the shop knows it: a product's aliases are its names in other languages."""
    product, store = case.products.get(sku or ""), case.store
    if product is None or language == store.default_language or len(store.languages) != _LANGUAGES_OF_ALIASES:
        return title
    return next(iter(product.aliases), title)


def _spoken(title: str, with_variant: bool) -> str:
    """`Hoodie Feierabend - M` as Hoodie Feierabend, or Hoodie Feierabend (M)."""
    name, _, variant = title.partition(_VARIANT_FOLLOWS)
    return f"{name} ({variant})" if variant and with_variant else name


def _has_sibling(line: OrderLine, case: Case) -> bool:
    """Whether the order holds another variant of the same product."""
    others = case.order.lines if case.order else []
    return any(other.sku != line.sku and name_of(other.title) == name_of(line.title) for other in others)
