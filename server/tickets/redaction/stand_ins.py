"""Sample people in the place of real ones, so that a ticket can be kept and shown: the same person is the same sample
everywhere."""

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files

import msgspec
from msgspec import Struct, structs

from server.tickets.redaction.known import Known
from server.tickets.redaction.names import name_parts
from server.tickets.redaction.redact import Redaction, fill

_PLACE = re.compile(r"\[([A-Z]+)_(\d+)\]")
_TITLED = re.compile(r"\b(?:Frau|Herrn?|Mrs?\.?|Ms\.?)\s+((?:Dr\.\s+|Prof\.\s+)*[^\W\d_a-z][\w'’-]+)")
_GREETED = re.compile(
    r"(?mi)^\W*(?:hallo|hi|hello|hey|dear|liebe[rs]?|moin|servus|guten (?:tag|morgen|abend)|good (?:morning|afternoon))"
    r"[ ,]+(?-i:([A-ZÀ-ÖØ-Þ][\w'’-]+(?: [A-ZÀ-ÖØ-Þ][\w'’-]+)?))[ ,!.]*$"
)
_SIGNED = re.compile(
    r"(?mi)^.{0,40}(?:gr(?:ü|ue)(?:ß|ss)(?:e|en)?|gru(?:ß|ss)|regards|wishes|cheers|thanks|thank you|danke|yours)"
    r"[ ,.!]*\n+[ \t]*(?-i:([A-ZÀ-ÖØ-Þ][\w'’.-]+(?: [A-ZÀ-ÖØ-Þ][\w'’.-]+){0,2}))[ \t]*$"
)
_CARDS = ("4111 1111 1111 1111", "5555 5555 5555 4444", "4012 8888 8888 1881", "5105 1051 0510 5100")
"""Numbers that card companies gave out for tests."""


class Samples(Struct, frozen=True, forbid_unknown_fields=True):
    """sample_people.yaml: first and last names; words that greetings go to and that are no names."""

    people: list[tuple[str, str]]
    no_names: set[str]


_SAMPLES = msgspec.yaml.decode(
    files("server.tickets.redaction").joinpath("sample_people.yaml").read_bytes(), type=Samples
)


class StandIns:
    """The sample people of one ticket. `texts`: all its texts, where names may stand that nobody told us."""

    def __init__(self, known: Known, texts: Iterable[str]) -> None:
        names = list(dict.fromkeys([*known.names, *(name for text in texts for name in _names_in(text))]))
        self._redaction = Redaction(structs.replace(known, names=names))
        self._samples = _samples_of(names, known.companies)

    def replace(self, text: str) -> str:
        """The text with sample people, addresses and numbers; order and parcel numbers, sums and days stay."""
        redacted = self._redaction.redact(text)
        return fill(redacted, {place: self._sample(place, value) for place, value in self._redaction.values.items()})

    def _sample(self, place: str, value: str) -> str:
        found = _PLACE.fullmatch(place)
        kind, number = (found[1], int(found[2])) if found else ("TEXT", 0)
        match kind:
            case "NAME":
                return self._samples.get(value.casefold(), f"Muster{number}")
            case "EMAIL":
                return f"person{number}@mail.example"
            case "PHONE":
                return f"+49 30 23125 {number:03}"  # a range that is given to nobody
            case "ADDRESS":
                return f"Musterweg {number}, 12345 Musterstadt" if re.search(r"\d{4}", value) else f"Musterweg {number}"
            case "IBAN":
                return _iban(number)
            case "CARD":
                return _CARDS[(number - 1) % len(_CARDS)]
            case "HANDLE":
                return f"@person{number}" if value.startswith("@") else f"person{number}"
        return value


def _samples_of(names: Iterable[str], companies: Iterable[str]) -> Mapping[str, str]:
    """Every part of every name to what stands for it: a last name to a last name, what is before it to a first."""
    real = {part.casefold() for name in names for part in name_parts(name)}
    free = iter([pair for pair in _SAMPLES.people if real.isdisjoint(word.casefold() for word in pair)])
    found = {company.casefold(): f"Muster {number} GmbH" for number, company in enumerate(companies, 1)}
    for name in names:
        parts = [part.casefold() for part in name_parts(name)]
        if all(part in found for part in parts):
            continue
        first, last = next(free, ("Muster", "Person"))
        is_last_alone = bool(_TITLED.match(name))
        words = name.split()
        of_last_word = {part.casefold() for part in name_parts(words[-1])} if len(words) > 1 or is_last_alone else set()
        for part in parts:
            found.setdefault(part, last if part in of_last_word else first)
    return found


def _names_in(text: str) -> Iterator[str]:
    """Who is greeted, who signs, and who is called Frau or Herr."""
    for hit in _TITLED.finditer(text):
        yield hit[0]
    for pattern in (_GREETED, _SIGNED):
        for hit in pattern.finditer(text):
            if _SAMPLES.no_names.isdisjoint(hit[1].casefold().split()):
                yield hit[1]


def _iban(number: int) -> str:
    """An account of a bank code that no bank has, with its right checksum."""
    account = f"{0:08}{number:010}"
    checksum = 98 - int(f"{account}131400") % 97  # D is 13, E is 14
    plain = f"DE{checksum:02}{account}"
    return " ".join(plain[at : at + 4] for at in range(0, len(plain), 4))
