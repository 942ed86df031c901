"""Sentences without what belongs to one case alone: people, sums, days and numbers become slots such as [Name]."""

import re
from collections.abc import Mapping

from server.tickets.redaction.known import Known
from server.tickets.redaction.redact import Redaction

_MONTH = (
    r"(?:jan(?:uar|uary)?|feb(?:ruar|ruary)?|märz|mar(?:ch)?|apr(?:il)?|mai|may|jun[ei]?|jul[iy]?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|de[zc](?:ember)?)\b\.?"
)
_DAY = (
    r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|monday|tuesday|wednesday|thursday|friday|saturday"
    r"|sunday)\b"
)
_DATE = re.compile(
    rf"(?:{_DAY},? )?(?:(?:the )?\d{{1,2}}\.? {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{1,2}}(?:, \d{{4}})?"
    rf"|\d{{1,2}}\.\d{{1,2}}\.(?:\d{{2,4}})?|\d{{4}}-\d\d-\d\d)|{_DAY}",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"(?:[€$£]|EUR) ?\d[\d.,]*\d|[€$£] ?\d|\d[\d.,]*(?: ?[€$£]| (?:EUR|USD|GBP|CHF|Euro)\b)", re.IGNORECASE
)
_NUMBER = re.compile(r"#\w[\w-]*|\b[A-Z]{2,4}-?\d{4,}\w*|\b\d{4,}\b")
_PERSONAL = re.compile(r"\[(NAME|EMAIL|PHONE|ADDRESS|IBAN|CARD|HANDLE)_\d+\]")

_WORDS: Mapping[str, Mapping[str, str]] = {
    "de": {
        "NAME": "[Name]", "EMAIL": "[E-Mail-Adresse]", "PHONE": "[Telefonnummer]", "ADDRESS": "[Adresse]",
        "IBAN": "[Konto]", "CARD": "[Karte]", "HANDLE": "[Name]", "amount": "[Betrag]", "date": "[Datum]",
        "number": "[Nummer]",
    },
    "en": {
        "NAME": "[name]", "EMAIL": "[email address]", "PHONE": "[phone number]", "ADDRESS": "[address]",
        "IBAN": "[account]", "CARD": "[card]", "HANDLE": "[name]", "amount": "[amount]", "date": "[date]",
        "number": "[number]",
    },
}  # fmt: skip


def with_slots(sentence: str, known: Known, language: str) -> str:
    """The sentence with slots in its language, in English ones where it is neither German nor English."""
    words = _WORDS.get(language, _WORDS["en"])
    text = _PERSONAL.sub(lambda hit: words[hit[1]], Redaction(known).redact(sentence))
    for pattern, slot in ((_AMOUNT, "amount"), (_DATE, "date"), (_NUMBER, "number")):
        text = pattern.sub(words[slot], text)
    return text
