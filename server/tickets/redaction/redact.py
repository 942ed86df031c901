"""Redacting: personal data becomes placeholders such as [NAME_1], and placeholders become personal data again."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from server.domain.redacted import Redacted
from server.tickets.redaction.known import Known
from server.tickets.redaction.names import find_names
from server.tickets.redaction.numbers import find_cards, find_ibans, find_phones
from server.tickets.redaction.postal import find_addresses
from server.tickets.redaction.spans import Kind, Span

# Square brackets, capitals and a number: three tokens around the word, where rarer brackets take eight, and a form
# that models have seen in many texts and copy. Read back with the slips that they make in it.
_PLACEHOLDER = re.compile(r"\[ ?(NAME|EMAIL|PHONE|ADDRESS|IBAN|CARD|HANDLE|TEXT)\\?[_ -](\d{1,6}) ?\]", re.IGNORECASE)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+%'-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}(?!\w)")
_HANDLE = re.compile(r"(?<![\w@./])@[\w.]{2,30}\b")
_LEAST_OF_A_HANDLE = 3


class Redaction:
    """The placeholders of one request: the same value is the same placeholder in all of its texts.

    Found are the names, addresses, phones and handles that are `known`, and by their form mail addresses, phone
    numbers, account and card numbers, @handles, streets with a number and postcodes with a town. Not found are names
    that nobody told us, towns by themselves, addresses in unusual forms, birthdays, and whoever can be recognised by
    what is told of them. Order and parcel numbers, SKUs and amounts stay.
    """

    def __init__(self, known: Known) -> None:
        self._known = known
        self._placeholders: dict[tuple[Kind, str], str] = {}
        self._values: dict[str, str] = {}

    def redact(self, text: str) -> Redacted:
        """The text with placeholders. Takes milliseconds for a long mail: call it in a thread."""
        text = unicodedata.normalize("NFC", text)
        pieces: list[str] = []
        at = 0
        for span in self._free(text):
            pieces += [text[at : span.start], self._placeholder(span)]
            at = span.end
        return Redacted("".join([*pieces, text[at:]]))

    @property
    def values(self) -> Mapping[str, str]:
        """Every placeholder so far, and what it stands for."""
        return self._values

    def put_back(self, text: str) -> str:
        """The text with what the placeholders of this request stand for; others stay as they are."""
        return fill(text, self._values)

    def _placeholder(self, span: Span) -> str:
        key = (span.kind, span.key)
        if key not in self._placeholders:
            number = sum(kind == span.kind for kind, _ in self._placeholders) + 1
            self._placeholders[key] = f"[{span.kind}_{number}]"
            self._values[self._placeholders[key]] = span.value
        return self._placeholders[key]

    def _find(self, text: str) -> Iterator[Span]:
        """All finds, those first that win where two overlap."""
        known = self._known
        # Who writes "[NAME_1]" must not be handed the name of somebody else.
        yield from (Span(*hit.span(), "TEXT", hit[0], hit[0]) for hit in _PLACEHOLDER.finditer(text))
        yield from find_ibans(text)
        yield from (Span(*hit.span(), "EMAIL", hit[0].casefold(), hit[0]) for hit in _EMAIL.finditer(text))
        yield from find_cards(text)
        yield from find_phones(text, known.phones, known.regions)
        yield from _find_handles(text, known.handles)
        yield from find_addresses(text, known.addresses)
        yield from find_names(text, known.names, known.companies)

    def _free(self, text: str) -> list[Span]:
        """The finds that neither overlap each other nor a value that is kept, in the order of the text."""
        taken = bytearray(len(text))
        for start, end in _places_of(text, self._known.kept):
            taken[start:end] = b"\1" * (end - start)
        chosen: list[Span] = []
        for span in self._find(text):
            if not any(taken[span.start : span.end]):
                taken[span.start : span.end] = b"\1" * (span.end - span.start)
                chosen.append(span)
        return sorted(chosen, key=lambda span: span.start)


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with a value for every placeholder that has one."""
    return _PLACEHOLDER.sub(lambda hit: values.get(f"[{hit[1].upper()}_{int(hit[2])}]", hit[0]), text)


def _find_handles(text: str, known: Sequence[str]) -> Iterator[Span]:
    """@handles, and the customer's own also without @."""
    for start, end in _places_of(text, [handle.lstrip("@") for handle in known]):
        if end - start >= _LEAST_OF_A_HANDLE:
            yield _handle(text, start - text[:start].endswith("@"), end)
    for hit in _HANDLE.finditer(text):
        yield _handle(text, *hit.span())


def _handle(text: str, start: int, end: int) -> Span:
    return Span(start, end, "HANDLE", text[start:end].casefold().lstrip("@"), text[start:end])


def _places_of(text: str, values: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where one of `values` stands as a whole word, whatever its case."""
    words = "|".join(re.escape(value) for value in sorted(filter(None, values), key=len, reverse=True))
    if words:
        yield from (hit.span() for hit in re.finditer(rf"(?<!\w)(?:{words})(?!\w)", text, re.IGNORECASE))
