"""What the groups of a report are called: words of the contract, products by their title, suppliers by their name."""

from collections.abc import Mapping

from server.console.wording import Speech
from server.reports.money import MANY, NOT_KNOWN
from server.reports.topics import UNREAD
from server.stores.shop import Shop


def topic_word(topic: str, t: Speech) -> str:
    """A topic of tickets."""
    return t("reports.unread") if topic == UNREAD else t.word("intent", topic)


def filter_words(filters: Mapping[str, str], shop: Shop, t: Speech) -> list[str]:
    """What a list is narrowed to, as people say it."""
    return [f"{t(f'reports.column.{name}')}: {_filter_word(name, value, shop, t)}" for name, value in filters.items()]


def _filter_word(name: str, value: str, shop: Shop, t: Speech) -> str:
    if name == "topic":
        return topic_word(value, t)
    if name in ("priority", "channel"):
        return t(f"reports.no_{name}") if value == "none" else t.word(name, value)
    return group_word(name, value, shop, t)


def group_word(kind: str, value: str, shop: Shop, t: Speech) -> str:
    """An outcome, problem, product or supplier; outcomes are called as in the shop's tree."""
    if kind == "outcome":
        return t("reports.no_outcome") if value == "none" else value
    if kind == "problem":
        return t("reports.no_problem") if value == "none" else t.word("problem", value)
    if value in (MANY, NOT_KNOWN):
        return t(f"reports.{value}.{kind}")
    if kind == "supplier":
        return shop.suppliers[value].name if value in shop.suppliers else value
    return shop.products[value].title if value in shop.products else value
