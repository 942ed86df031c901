"""What the console says, in German and English (sentences/), and how it writes values, days and money."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib.resources import files
from typing import Literal

import msgspec
import yaml
from msgspec import Struct

from server.domain.decision import ShownValue
from server.domain.facts import State
from server.domain.money import Money
from server.drafting import formats
from server.said import Said

Language = Literal["de", "en"]
LANGUAGES: dict[str, Language] = {"de": "de", "en": "en"}


def _read_sentences() -> dict[str, Said]:
    """All files as one; a key that stands in two of them is a mistake."""
    found: dict[str, Said] = {}
    for file in sorted(files(__package__).joinpath("sentences").iterdir(), key=lambda file: file.name):
        said = msgspec.convert(yaml.safe_load(file.read_text("utf-8")), dict[str, Said])
        if twice := found.keys() & said.keys():
            raise ValueError(f"{file.name} says again what another file says: {', '.join(sorted(twice))}.")
        found |= said
    return found


WORDINGS = _read_sentences()


def said(key: str, /, **values: object) -> Said:
    """The sentence in both languages, for an error that is raised before anybody knows who reads it."""
    return WORDINGS[key].with_(**values)


class Speech(Struct, frozen=True):
    """How a page speaks to its reader. Called with a key it gives the sentence; a wrong key is a KeyError."""

    language: Language

    def __call__(self, key: str, **values: object) -> str:
        text: str = getattr(WORDINGS[key], self.language)
        return text.format(**values) if values else text

    def tell(self, said: Said) -> str:
        """What an error or a finding says."""
        return said.de if self.language == "de" else said.en

    def word(self, kind: str, value: str) -> str:
        """The reader's word for a value of the contract; the value itself where it is the shop's own."""
        known = WORDINGS.get(f"{kind}.{value}") or WORDINGS.get(f"value.{value}")
        return getattr(known, self.language) if known else value

    def asked(self, what: str) -> str:
        """What a decision asks for: a thing to send or tell, or a fact."""
        return self(f"ask.{what}" if self.is_said(f"ask.{what}") else f"fact.{what}")

    def is_said(self, key: str) -> bool:
        """Whether there is such a sentence."""
        return key in WORDINGS

    def value(self, fact: str, value: ShownValue | None, state: State) -> str:
        """A fact's value; what none and unknown mean where it has none."""
        match value:
            case None:
                return self(f"{state}.{fact}" if self.is_said(f"{state}.{fact}") else f"state.{state}")
            case bool():
                return self("value.yes" if value else "value.no")
            case Money():
                return self.money(value)
            case list():
                return ", ".join(value) or self("value.empty_set")
            case str():
                return self.word(fact, value)
        return str(value)

    def money(self, amount: Money) -> str:
        return formats.money(amount, self.language)

    def money_of(self, amount: Decimal, currency: str) -> str:
        """A sum, rounded to the currency's smallest unit."""
        return self.money(Money.of(amount, currency))

    def signed(self, amount: Money) -> str:
        """A difference with its sign before it, none where there is none."""
        sign = "+" if amount.amount > 0 else "-" if amount.amount < 0 else ""
        return f"{sign}{formats.money(Money(abs(amount.amount), amount.currency), self.language)}"

    def number(self, value: Decimal) -> str:
        """A number with a decimal comma in German."""
        return str(value).replace(".", ",") if self.language == "de" else str(value)

    def decimal(self, value: float) -> str:
        """A measure with one place after the point."""
        return self.number(Decimal(f"{value:.1f}"))

    def day(self, day: date) -> str:
        """Weekday and date; the year only when it is another one."""
        return formats.day(day, self.language, datetime.now(UTC).date())

    def clock(self, instant: datetime) -> str:
        return formats.clock(instant, self.language)

    def moment(self, instant: datetime) -> str:
        """Day and time, in the instant's own timezone."""
        return f"{self.day(instant.date())}, {self.clock(instant)}"

    def listing(self, parts: Sequence[str]) -> str:
        return formats.listing(parts, self.language)


def preferred(accept_language: str) -> Language:
    """The best of our languages for an Accept-Language header; English when it names none of them."""
    best, best_weight = LANGUAGES["en"], 0.0
    for part in accept_language.split(","):
        tag, _, weight = part.strip().partition(";q=")
        language = LANGUAGES.get(tag[:2].lower())
        if language and _weight(weight) > best_weight:
            best, best_weight = language, _weight(weight)
    return best


def _weight(text: str) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 0.0
