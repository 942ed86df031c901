"""How the shop speaks: prompts/wording/{language}/*.yaml, read once and strictly.

A wording is one text. `[du-Wort|Sie-Wort]` in it stands for the two German forms of address,
`{{name}}` for a value. English has one form and no brackets.
"""

import re
from importlib.resources import files
from typing import Literal, TypeVar

import msgspec
import yaml
from msgspec import Struct

from server.domain.policy import Variant
from server.domain.store import AddressForm

Tone = Literal["calm", "worried", "upset", "again", "legal"]
Always = Literal["always"]
_TWO_FORMS = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")


class AskWording(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing to ask for: alone (`question`), or as part of a sentence or list (`phrase`).

    `kind`: a thing to `send` (phrase: accusative), or something to `tell` (phrase: indirect question).
    """

    kind: Literal["send", "tell"]
    question: str
    phrase: str


class AskSentences(Struct, frozen=True, forbid_unknown_fields=True):
    """How several asks become one sentence; `several` introduces three and more."""

    send: str
    tell: str
    both: str
    several: str


class Asks(Struct, frozen=True, forbid_unknown_fields=True):
    """`words`: by Ask word or fact name, or `WORD.problem` where the problem changes the question."""

    sentences: AskSentences
    words: dict[str, AskWording]


class SalutationWording(Struct, frozen=True, forbid_unknown_fields=True):
    """By what is known of the name; `signed` is for a customer who signed with Frau, Herr, Ms, Mr."""

    first: str
    full: str
    signed: str
    nobody: str


class Salutations(Struct, frozen=True, forbid_unknown_fields=True):
    """`plain` for du and for English, `polite` for Sie and the formal variant. `greetings`: how letters begin."""

    plain: SalutationWording
    polite: SalutationWording
    greetings: list[str]


class Closings(Struct, frozen=True, forbid_unknown_fields=True):
    """`reassurance` by what happens next, `valediction` by variant. `farewells`: how letters end."""

    reassurance: dict[str, list[str]]
    valediction: dict[Variant, str]
    polite_valediction: dict[Variant, str]
    farewells: list[str]


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """Small words: names of days, months and tracking statuses, and how to put things together."""

    weekdays: list[str]
    months: list[str]
    day: str
    day_and_year: str
    time: str
    span_of_days: str
    span_of_hours: str
    full_hour: str
    conjunction: str
    ordinals: dict[str, str]
    statuses: dict[str, str]
    problems: dict[str, str]
    return_postage: dict[Literal["shop", "customer"], str]
    about: dict[str, dict[Literal["title", "number", "plain"], str]]
    received: str
    subject: str
    subject_with_number: str


class Aside(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence that must not be missing; `said`: lower-case words that tell that a text has it already."""

    said: list[str]
    sentences: dict[str, str]

    def is_in(self, text: str) -> bool:
        """Whether the text says it already."""
        return any(words in text.lower() for words in self.said)


class Wording(Struct, frozen=True):
    """Everything one language says. Openings by topic and tone, next steps by action or `action.topic`."""

    openings: dict[str, dict[Tone | Always, list[str]]]
    asks: Asks
    next_steps: dict[str, list[str]]
    receipts: dict[Literal["withdrawal", "cancel"], str]
    rights: Aside
    safety: Aside
    salutations: Salutations
    closings: Closings
    words: Words


class _Promises(Struct, frozen=True, forbid_unknown_fields=True):
    receipts: dict[Literal["withdrawal", "cancel"], str]
    rights: Aside
    safety: Aside
    next_steps: dict[str, list[str]]


T = TypeVar("T")


def read(language: str, name: str, into: type[T]) -> T:
    """One file of prompts/wording as the shape it must have; msgspec.ValidationError says where it has not."""
    text = files("prompts").joinpath("wording", language, f"{name}.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), into, strict=True)


def _read_wording(language: str) -> Wording:
    promises = read(language, "promises", _Promises)
    return Wording(
        openings=read(language, "openings", dict[str, dict[Tone | Always, list[str]]]),
        asks=read(language, "asks", Asks),
        next_steps=promises.next_steps,
        receipts=promises.receipts,
        rights=promises.rights,
        safety=promises.safety,
        salutations=read(language, "salutations", Salutations),
        closings=read(language, "closings", Closings),
        words=read(language, "words", Words),
    )


WORDINGS: dict[str, Wording] = {language: _read_wording(language) for language in ("de", "en")}
"""The languages whose opening, asks, next step and closing we write ourselves."""


class Register(Struct, frozen=True):
    """In which language and form of address one draft speaks."""

    language: str
    form: AddressForm

    @property
    def wording(self) -> Wording | None:
        return WORDINGS.get(self.language)

    def say(self, wording: str) -> str:
        """The wording in this form of address."""
        return _TWO_FORMS.sub(lambda pair: pair[1 if self.form == "du" else 2], wording)
