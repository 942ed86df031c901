"""A macro's text as parts of a letter: some macros are only the body, some are the whole letter."""

import re

from msgspec import Struct

from server.domain.policy import Macro
from server.drafting.macro_writer.choose_macro import paragraphs
from server.drafting.macro_writer.wordings import WORDINGS, Wording
from server.drafting.marked import names_in

_NAME_LINE = re.compile(r"[,\s]*\{\{\s*agent_name\s*\}\}[^\n]*")
_SHORT = 8


class Letter(Struct, frozen=True):
    """Paragraphs with placeholders. `salutation` and `closing` only where the macro brings its own."""

    salutation: str | None
    body: list[str]
    closing: str | None

    @property
    def names_agent(self) -> bool:
        """Whether the agent's name stands in it: then it signs itself."""
        return "agent_name" in names_in("\n".join([*self.body, self.closing or ""]))


def letter_of(macro: Macro) -> Letter:
    """The macro's paragraphs, told apart."""
    wording = WORDINGS.get(macro.language)
    rest = paragraphs(macro.body)
    salutation = rest.pop(0) if rest and _is_salutation(rest[0], wording) else None
    closing = rest.pop() if rest and _is_closing(rest[-1], wording) else None
    return Letter(salutation, rest, closing)


def without_name(closing: str) -> str:
    """The closing without its line with the agent's name: the helpdesk adds that one."""
    return _NAME_LINE.sub("", closing).strip()


def _is_salutation(paragraph: str, wording: Wording | None) -> bool:
    if {"first_name", "full_name"} & set(names_in(paragraph)):
        return True
    return wording is not None and _starts_with(paragraph, wording.salutations.greetings)


def _is_closing(paragraph: str, wording: Wording | None) -> bool:
    """A last paragraph that ends in a signature, or says nothing but a farewell."""
    last_line = paragraph.splitlines()[-1]
    if "agent_name" in names_in(last_line):
        return len(last_line.split()) <= _SHORT and not last_line.endswith(".")
    is_short = len(paragraph.split()) <= _SHORT
    return wording is not None and is_short and _starts_with(paragraph, wording.closings.farewells)


def _starts_with(paragraph: str, openings: list[str]) -> bool:
    start = paragraph.lower()
    return any(re.match(rf"{re.escape(words)}\b", start) for words in openings)
