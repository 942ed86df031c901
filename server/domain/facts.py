"""The facts that a refund tree may ask for: the table of store-pack.md as data, and reading a value.

A fact has a value, is none (known not to exist), or is unknown. Everything that decides money takes
these and nothing else.
"""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, get_args

from msgspec import Struct

from server.domain.money import Money
from server.domain.sentences import SENTENCES
from server.errors import BadValue, UnknownFact
from server.said import Said

Source = Literal["ticket", "order", "tracking", "product", "customer", "policy", "agent"]
State = Literal["known", "none", "unknown"]
FactValue = str | bool | int | Money | frozenset[str]
FactKind = Literal["choice", "yes_no", "number", "money", "set", "country"]

Problem = Literal[
    "safety",
    "chargeback",
    "payment",
    "cancel",
    "lost",
    "wrong_item",
    "missing_item",
    "damaged",
    "defective",
    "not_as_described",
    "late",
    "wrong_size",
    "unwanted",
    "none",
]
PROBLEMS: tuple[Problem, ...] = get_args(Problem)
"""In the order that decides which of several problems leads; `none` is the value "no problem"."""

Wish = Literal["refund", "replacement", "repair", "exchange", "credit", "information", "none"]
WISHES: tuple[Wish, ...] = get_args(Wish)
ItemCondition = Literal["unused", "used"]
SHIPPING_STATUSES = (
    "lost",
    "returned",
    "failed",
    "not_shipped",
    "in_transit",
    "out_for_delivery",
    "ready_for_pickup",
    "delivered",
)
"""Worst first: the order in which the status of several shipments is chosen."""


class Fact(Struct, frozen=True):
    """A value with where it comes from; `value` is None exactly when `state` is not known."""

    state: State
    source: Source
    value: FactValue | None = None


class FactSpec(Struct, frozen=True):
    """One row of the table; `choices` where the fact is one of a few words."""

    name: str
    kind: FactKind
    source: Source
    choices: tuple[str, ...] = ()


_TABLE = [
    FactSpec("problem", "choice", "ticket", PROBLEMS),
    FactSpec("wish", "choice", "ticket", WISHES),
    FactSpec("withdrawal_declared", "yes_no", "ticket"),
    FactSpec("proof_provided", "yes_no", "ticket"),
    FactSpec("item_condition", "choice", "ticket", get_args(ItemCondition)),
    FactSpec("seal_broken", "yes_no", "ticket"),
    FactSpec("sender_matches_order", "yes_no", "order"),
    FactSpec("shipping_status", "choice", "tracking", SHIPPING_STATUSES),
    FactSpec("days_since_order", "number", "order"),
    FactSpec("days_since_shipped", "number", "tracking"),
    FactSpec("days_since_last_scan", "number", "tracking"),
    FactSpec("hours_since_last_scan", "number", "tracking"),
    FactSpec("days_since_delivery", "number", "tracking"),
    FactSpec("days_past_promise", "number", "tracking"),
    FactSpec("withdrawal_open", "yes_no", "policy"),
    FactSpec("order_value", "money", "order"),
    FactSpec("item_value", "money", "order"),
    FactSpec("item_tags", "set", "product"),
    FactSpec("country", "country", "order"),
    FactSpec("is_consumer", "yes_no", "order"),
    FactSpec("past_orders", "number", "customer"),
    FactSpec("refunds_last_12_months", "number", "customer"),
    FactSpec("contacts_about_this_order", "number", "customer"),
    FactSpec("remedy_attempts", "number", "customer"),
]
FACTS: dict[str, FactSpec] = {spec.name: spec for spec in _TABLE}

FROM_TEXT = frozenset(spec.name for spec in _TABLE if spec.source == "ticket")
"""Facts that the customer's words give; all others need an order that is identified."""

Facts = Mapping[str, Fact]


def known(value: FactValue, source: Source) -> Fact:
    """A fact whose value is known. The choice `none` (problem, wish) is state none: `is: none` holds."""
    return none(source) if value == "none" else Fact("known", source, value)


def none(source: Source) -> Fact:
    """A fact known not to exist: not shipped, no scan, not delivered, no problem."""
    return Fact("none", source)


def unknown(source: Source) -> Fact:
    """A fact that nothing tells."""
    return Fact("unknown", source)


def get(facts: Facts, name: str) -> Fact:
    """The fact called `name`, unknown where nothing gave it."""
    return facts.get(name) or unknown(FACTS[name].source)


def is_known(facts: Facts, name: str, *values: FactValue) -> bool:
    """Whether the fact is known and one of `values`."""
    fact = get(facts, name)
    return fact.state == "known" and fact.value in values


def spec_of(name: str) -> FactSpec:
    """The row of the table; UnknownFact with the names there are."""
    spec = FACTS.get(name)
    if spec is None:
        raise UnknownFact(SENTENCES("no_fact", fact=name, known=", ".join(FACTS)), fact=name)
    return spec


_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


def read_value(spec: FactSpec, raw: Any, currency: str) -> FactValue:
    """`raw` as the fact's type, or BadValue that says what to write.

    Bare numbers on money facts are in `currency`. Lists become sets. yes, no, true, false are equal.
    """
    value = _READERS[spec.kind](spec, raw, currency)
    if value is None:
        said = SENTENCES("value_cannot_be", fact=spec.name, value=_shown(raw), expected=_expected(spec))
        raise BadValue(said, fact=spec.name)
    return value


def read_fact(name: str, raw: Any, currency: str) -> Fact:
    """A fact as an agent or a case file gives it: null is unknown, "none" is none."""
    spec = spec_of(name)
    if raw is None:
        return unknown("agent")
    if raw == "none":
        return none("agent")
    return known(read_value(spec, raw, currency), "agent")


def _expected(spec: FactSpec) -> Said:
    """What a value of this fact looks like."""
    return SENTENCES(f"expected.{spec.kind}", choices=", ".join(spec.choices))


def _shown(raw: Any) -> str:
    return repr(raw)[:60]


def _read_choice(spec: FactSpec, raw: Any, _currency: str) -> FactValue | None:
    return raw if isinstance(raw, str) and raw in spec.choices else None


def _read_yes_no(_spec: FactSpec, raw: Any, _currency: str) -> FactValue | None:
    return raw if isinstance(raw, bool) else _YES_NO.get(raw.lower()) if isinstance(raw, str) else None


def _read_number(_spec: FactSpec, raw: Any, _currency: str) -> FactValue | None:
    if isinstance(raw, str | int | Decimal | float) and not isinstance(raw, bool):
        number = _decimal(raw)
        if number is not None and number >= 0 and number == number.to_integral_value():
            return int(number)
    return None


def _read_money(_spec: FactSpec, raw: Any, currency: str) -> FactValue | None:
    if isinstance(raw, Money):
        return raw
    if isinstance(raw, Mapping):
        if set(raw) != {"amount", "currency"} or not isinstance(raw["currency"], str):
            return None
        raw, currency = raw["amount"], raw["currency"]
        if len(currency) != 3 or not currency.isalpha() or not currency.isupper():
            return None
    amount = None if isinstance(raw, bool) else _decimal(raw)
    return None if amount is None or amount < 0 else Money.of(amount, currency)


def _read_set(_spec: FactSpec, raw: Any, _currency: str) -> FactValue | None:
    items = [raw] if isinstance(raw, str) else raw
    if isinstance(items, list | tuple | set | frozenset) and all(isinstance(i, str) for i in items):
        return frozenset(items)
    return None


def _read_country(_spec: FactSpec, raw: Any, _currency: str) -> FactValue | None:
    return raw.upper() if isinstance(raw, str) and len(raw) == 2 and raw.isalpha() and raw.isascii() else None


def _decimal(raw: Any) -> Decimal | None:
    """A finite number of sane size, or None; `1e999999` must not cost memory."""
    try:
        number = Decimal(str(raw).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= 15 else None


_READERS = {
    "choice": _read_choice,
    "yes_no": _read_yes_no,
    "number": _read_number,
    "money": _read_money,
    "set": _read_set,
    "country": _read_country,
}
