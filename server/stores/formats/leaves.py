"""Single values of a pack by type: what is taken, and how an error message names what would be.

Numbers are amounts, rates, percentages and days, so never below zero. Wherever true and false are taken,
yes and no are too.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from typing import Any

import msgspec
from msgspec import inspect

from server.domain.ticket import is_plausible
from server.said import Said
from server.stores.formats.findings import SENTENCES
from server.stores.formats.yaml12 import Plain


class Bad:
    """What a mistake leaves in place of a value."""


BAD = Bad()

_YES_NO = {"yes": True, "no": False}
_NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,9})?")
_DIGITS = 15


def read_leaf(kind: inspect.Type, value: Plain) -> object:
    """The value as a text, number, day … of this type, or BAD."""
    reader = _READERS.get(type(kind))
    return BAD if reader is None else reader(kind, value)


def as_number(value: Plain) -> Decimal | None:
    """A number of 0 or more and of sane size, also in quotes; else None."""
    if isinstance(value, str):
        return Decimal(value) if _NUMBER.fullmatch(value) else None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    number = Decimal(value)
    return number if number >= 0 and abs(number.adjusted()) < _DIGITS else None


def is_storable(text: str) -> bool:
    """Whether a database takes the text: no NUL, no half of a surrogate pair."""
    if text.isascii():
        return "\0" not in text
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def shown(value: Plain) -> Said | str:
    """A value as an error message quotes it, cut to a few words."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | dict):
        return SENTENCES("shown.list" if isinstance(value, list) else "shown.mapping")
    if value is None:
        return SENTENCES("shown.empty")
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else text[:39] + "…"


def bare(kind: inspect.Type) -> inspect.Type:
    """The type without its description."""
    return kind.type if isinstance(kind, inspect.Metadata) else kind


def expected(kind: inspect.Type) -> Said:
    """What a value of this type looks like; the sentence that Meta's description names, where the type has one."""
    if isinstance(kind, inspect.Metadata):
        described = (kind.extra_json_schema or {}).get("description")
        return SENTENCES(f"expected.{described}") if described else expected(kind.type)
    if isinstance(kind, inspect.LiteralType):
        return SENTENCES("expected.one_of", values=", ".join(map(str, sorted(kind.values, key=str))))
    if isinstance(kind, inspect.UnionType):
        options = [expected(option) for option in kind.types if not isinstance(option, inspect.NoneType)]
        return reduce(lambda first, second: SENTENCES("expected.or", first=first, second=second), options)
    if isinstance(kind, inspect.StructType):
        return SENTENCES("plain", text="{" + ", ".join(f"{field.encode_name}: …" for field in kind.fields) + "}")
    if isinstance(kind, inspect.ListType):
        return SENTENCES("expected.list", item=expected(kind.item_type))
    if isinstance(kind, inspect.DictType):
        return SENTENCES("expected.mapping", value=expected(kind.value_type))
    return SENTENCES(f"expected.{_EXPECTED[type(kind)]}")


def has_form(kind: inspect.Type, value: Plain) -> bool:
    """Whether the type is of the value's form: a mapping, a list, or a single value."""
    if isinstance(value, dict):
        return isinstance(kind, inspect.StructType | inspect.DictType)
    if isinstance(value, list):
        return isinstance(kind, inspect.ListType)
    return type(kind) in _READERS


def _read_text(kind: Any, value: Plain) -> object:
    if not isinstance(value, str) or len(value) < (kind.min_length or 0) or not is_storable(value):
        return BAD
    return value if kind.pattern is None or re.search(kind.pattern, value) else BAD


def _read_integer(kind: Any, value: Plain) -> object:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 10**_DIGITS:
        return BAD
    return BAD if value < (kind.ge or 0) or (kind.le is not None and value > kind.le) else value


def _read_literal(kind: Any, value: Plain) -> object:
    # 1 == True in Python, and a rating of `true` is none.
    return value if any(value == v and type(value) is type(v) for v in kind.values) else BAD


def _read_boolean(_kind: Any, value: Plain) -> object:
    return value if isinstance(value, bool) else _YES_NO.get(value, BAD) if isinstance(value, str) else BAD


def _read_number(_kind: Any, value: Plain) -> object:
    number = as_number(value)
    return BAD if number is None else number


def _read_day(_kind: Any, value: Plain) -> object:
    return _by_msgspec(value, date)


def _read_instant(_kind: Any, value: Plain) -> object:
    instant = _by_msgspec(value, datetime)
    is_good = isinstance(instant, datetime) and instant.tzinfo is not None and is_plausible(instant)
    return instant if is_good else BAD


def _by_msgspec(value: Plain, type_: type[date]) -> object:
    if not isinstance(value, str):
        return BAD
    try:
        return msgspec.convert(value, type_)
    except msgspec.ValidationError:
        return BAD


def _read_anything(_kind: Any, value: Plain) -> object:
    return value


_READERS: dict[type[inspect.Type], Callable[[Any, Plain], object]] = {
    inspect.AnyType: _read_anything,
    inspect.StrType: _read_text,
    inspect.IntType: _read_integer,
    inspect.LiteralType: _read_literal,
    inspect.BoolType: _read_boolean,
    inspect.DecimalType: _read_number,
    inspect.DateType: _read_day,
    inspect.DateTimeType: _read_instant,
}

_EXPECTED: dict[type[inspect.Type], str] = {
    inspect.AnyType: "value",
    inspect.StrType: "string",
    inspect.IntType: "whole",
    inspect.BoolType: "yes_no",
    inspect.DecimalType: "number",
    inspect.DateType: "day",
    inspect.DateTimeType: "instant",
}
