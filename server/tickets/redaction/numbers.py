"""Accounts, cards and phones by their own rules; a checksum keeps order and parcel numbers out."""

import re
from collections.abc import Iterator, Sequence

import phonenumbers
from phonenumbers import Leniency, PhoneNumberMatcher
from stdnum import iban, luhn

from server.tickets.redaction.spans import WORDS, Span

_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2} ?\d{2}(?:[ .-]?[A-Za-z0-9]){11,30}(?![A-Za-z0-9])")
_CARD = re.compile(r"(?<![\w-])\d(?:[ -]?\d){12,18}(?![\w-])")
# First digits and lengths that card companies give out: one parcel number in ten would pass the checksum alone.
_ISSUED = re.compile(
    r"4\d{12}(?:\d{3}){0,2}|(?:5[1-5]\d{2}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720))\d{12}|3[47]\d{13}"
    r"|3(?:0[0-5]|[68]\d)\d{11}|6(?:011|4[4-9]\d|5\d\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12}|62\d{14,17}|(?:50|5[6-9]|6[0379])\d{14}"
)
_DATE = re.compile(r"\d{1,2}[./-] ?\d{1,2}[./-] ?\d{2,4}|\d{4}-\d\d-\d\d")
_WORD = re.compile(r"[^\W\d_]{2,}")
_DIGIT = re.compile(r"\d")
_LOOKED_AT_BEFORE = 80
_LEAST_DIGITS = 6
"""Of a phone: a postcode has five."""

_BETWEEN = r"[\s()/.-]{0,3}"


def find_ibans(text: str) -> Iterator[Span]:
    """Account numbers whose checksum and country are right, however they are grouped."""
    for hit in _IBAN.finditer(text):
        ends = [end for end in range(hit.end(), hit.start() + 14, -1) if end == len(text) or not text[end].isalnum()]
        end = next((end for end in ends if iban.is_valid(text[hit.start() : end])), None)
        if end:
            number = iban.compact(text[hit.start() : end])
            yield Span(hit.start(), end, "IBAN", number, text[hit.start() : end])


def find_cards(text: str) -> Iterator[Span]:
    """Card numbers: digits, length and checksum as card companies give them out."""
    for hit in _CARD.finditer(text):
        digits = re.sub(r"\D", "", hit[0])
        if _ISSUED.fullmatch(digits) and luhn.is_valid(digits) and _word_before(text, hit.start()) != "other":
            yield Span(hit.start(), hit.end(), "CARD", digits, hit[0])


def find_phones(text: str, known: Sequence[str], regions: Sequence[str]) -> Iterator[Span]:
    """Numbers that can be called: those told to us, those with +, and such as one dials in one of the `regions`.

    A number without + and leading 0 is one only behind a word such as "Tel."; none is behind a word for an order.
    """
    for phone in known:
        yield from _find_known(text, phone, regions)
    for region in regions:
        for hit in PhoneNumberMatcher(text, region, leniency=Leniency.POSSIBLE):
            if _is_phone(text, hit):
                yield Span(hit.start, hit.end, "PHONE", _e164(hit.number), hit.raw_string)


def _is_phone(text: str, hit: phonenumbers.PhoneNumberMatch) -> bool:
    before = _word_before(text, hit.start)
    if len(re.sub(r"\D", "", hit.raw_string)) < _LEAST_DIGITS:
        return False
    if before == "phone" or hit.raw_string.startswith("+"):
        return True
    if before == "other" or _DATE.fullmatch(hit.raw_string):
        return False
    return hit.raw_string[0] in "0(" and phonenumbers.is_valid_number(hit.number)


def _find_known(text: str, phone: str, regions: Sequence[str]) -> Iterator[Span]:
    """The very digits of a known number, with or without the country's, however they are grouped."""
    try:
        number = phonenumbers.parse(phone, regions[0] if regions else None)
    except phonenumbers.NumberParseException:
        return
    digits = str(number.national_number)
    if len(digits) < _LEAST_DIGITS:
        return
    before = rf"(?:(?:\+|00){_BETWEEN}{number.country_code}{_BETWEEN}(?:\(?0\)?{_BETWEEN})?|\(?0)?"
    for hit in re.finditer(rf"(?<!\d){before}{_BETWEEN.join(digits)}(?!\d)", text):
        yield Span(hit.start(), hit.end(), "PHONE", _e164(number), hit[0].strip())


def _e164(number: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _word_before(text: str, start: int) -> str | None:
    """phone or other, by the nearest telling word before a number in its line; a phone's stands right before it."""
    line = text[max(0, start - _LOOKED_AT_BEFORE) : start].rpartition("\n")[2].casefold()
    for word in reversed(list(_WORD.finditer(line))):
        if word[0] in WORDS.before_other_numbers:
            return "other"
        if word[0] in WORDS.before_phones:
            return None if _DIGIT.search(line, word.end()) else "phone"
    return None
