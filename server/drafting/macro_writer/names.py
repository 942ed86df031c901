"""What we may call the customer. No gender, no title and no first name is ever guessed."""

import re

from msgspec import Struct

from server.domain.case import Case
from server.drafting.macro_writer.wordings import WORDINGS

_HONORIFICS = r"(?:Frau|Herr|Mrs|Ms|Mr|Mx|Miss)\.?"
_SIGNED = re.compile(rf"{_HONORIFICS}\s+(?:(?:Dr|Prof)\.?\s+)*[^\W\d_][\w'’\-]+(?:\s+[^\W\d_][\w'’\-]+)?")
_DEGREE = re.compile(r"^(?:Dr|Prof)\.?$")
_WORD = re.compile(r"[^\W\d_][^\W\d_'’\-.]*(?:['’\-][^\W\d_]+)*\.?")
_NOBODY = frozenset(
    {"gmbh", "ug", "ag", "kg", "ohg", "ev", "ltd", "inc", "llc", "co", "company", "firma", "shop", "store"}
    | {"support", "service", "team", "kundenservice", "info", "kontakt", "contact", "buchhaltung", "einkauf"}
    | {"office", "kunde", "kundin", "gast", "guest", "customer", "unknown", "unbekannt", "no-reply"}
)
_LONGEST = 4
_LAST_LINES = 6
_FAREWELLS = sorted(
    {*(word for wording in WORDINGS.values() for word in wording.closings.farewells), "danke", "dank", "thanks"},
    key=len,
    reverse=True,
)


class CustomerName(Struct, frozen=True):
    """`first`: what friends say; `full`: as written; `signed`: with the honorific the customer put before it."""

    first: str | None = None
    full: str | None = None
    signed: str | None = None


def customer_name(case: Case) -> CustomerName:
    """From the helpdesk, else from the order, else from how they signed."""
    order_name = case.order.customer_name if case.order else None
    last_message = next(reversed(case.ticket.customer_messages), None)
    written = [case.ticket.sender.name, last_message.name if last_message else None, order_name]
    signed_off = _signed_off(last_message.text) if last_message else None
    found = next((name for name in map(_read, [*written, signed_off]) if name), CustomerName())
    if found.first is None and (by_order := _read(order_name)):
        found = CustomerName(by_order.first, by_order.full, found.signed)
    if found.first and _is_surname(found, order_name):
        return CustomerName(None, None, found.signed)
    signed = found.signed or (_SIGNED.fullmatch(signed_off or "") and signed_off)
    return CustomerName(found.first, found.full, signed or None)


def _is_surname(name: CustomerName, order_name: str | None) -> bool:
    """Whether the only word we have of a name is a surname, as the order tells."""
    words = (order_name or "").split()
    return name.full == name.first and len(words) > 1 and words[-1] == name.first and words[0] != name.first


def _read(written: str | None) -> CustomerName | None:
    """A name as typed into a form; None for addresses, firms and handles."""
    text = " ".join((written or "").split()).strip(",")
    if text.count(",") == 1:
        surname, given = text.split(",")
        text = f"{given.strip()} {surname.strip()}"
    if text.isupper() or text.islower():
        text = text.title()
    honorific = re.match(rf"{_HONORIFICS}\s+", text)
    words = [word for word in text[honorific.end() if honorific else 0 :].split() if word]
    named = [word for word in words if not _DEGREE.match(word)]
    if not named or len(words) > _LONGEST or not all(map(_is_name, named)) or not named[0][0].isupper():
        return None
    first = None if len(named[0].rstrip(".")) < 2 or (honorific and len(named) == 1) else named[0]
    full = None if honorific and len(named) == 1 else " ".join(words)
    return CustomerName(first, full, text if honorific else None)


def _is_name(word: str) -> bool:
    return bool(_WORD.fullmatch(word)) and word.rstrip(".").lower() not in _NOBODY


def _signed_off(text: str) -> str | None:
    """The line below (or the words behind) a farewell near the end of a message."""
    lines = [line.strip() for line in text.splitlines() if line.strip()][-_LAST_LINES:]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        farewell = next((f for f in _FAREWELLS if re.match(rf"{re.escape(f)}\b", line.lower())), None)
        if farewell is None:
            continue
        rest = line[len(farewell) :].strip(" ,.!-–")
        return rest or following.strip(" ,.!-–") or None
    return None
