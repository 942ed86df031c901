"""Reading a ticket's words once more, with a model."""

import asyncio
from typing import Literal, get_args

import structlog

from server.domain.reading import Reading
from server.domain.redacted import Redacted
from server.domain.ticket import Ticket
from server.errors import ModelFailed
from server.llm.client import Model, Turn
from server.llm.prompts import SNIPPETS, PromptLibrary, fenced
from server.tickets.model_reading.answer import Answer
from server.tickets.model_reading.merge import differs, merge
from server.tickets.redaction.known import Known
from server.tickets.redaction.redact import Redaction

ReadingPrompt = Literal["reading", "reading-again"]

READ_BY = (*get_args(ReadingPrompt), f"{SNIPPETS}text_facts")
"""Every text of ours that a reading depends on."""

_NEWEST_READ, _EARLIER_READ = 6_000, 4_000
"""Characters: more makes a model slower and says no more about what is wrong."""

log = structlog.get_logger()


async def read_with_model(
    reading: Reading, ticket: Ticket, known: Known, model: Model, prompts: PromptLibrary
) -> Reading:
    """The rules' `reading` of `ticket`, its text facts weighed with the model's.

    The model sees the customer's own words alone, redacted by what is `known`. It is asked again, in other words,
    where it differs from the rules. Whatever fails leaves the reading as it is.
    """
    if not reading.own_words:
        return reading
    text = await asyncio.to_thread(_redacted, reading, ticket, known)
    until = asyncio.get_running_loop().time() + model.seconds

    async def ask(name: ReadingPrompt) -> Answer:
        left = until - asyncio.get_running_loop().time()
        return await model.ask(_turns(text, prompts, name), Answer, within=left)

    try:
        first = await ask("reading")
        second = await ask("reading-again") if differs(reading, first) else first
    except ModelFailed as error:
        log.warning("model_reading_failed", code=error.code, model=model.name, **error.details)
        return reading
    return merge(reading, first, second)


def reading_turns(
    reading: Reading, ticket: Ticket, known: Known, prompts: PromptLibrary, name: ReadingPrompt
) -> list[Turn]:
    """What a model is asked when it reads the ticket. Takes milliseconds: call it in a thread."""
    return _turns(_redacted(reading, ticket, known), prompts, name)


def _turns(text: Redacted, prompts: PromptLibrary, name: ReadingPrompt) -> list[Turn]:
    return prompts.prompt(name).render({"text_facts": prompts.snippet("text_facts"), "ticket": text})


def _redacted(reading: Reading, ticket: Ticket, known: Known) -> Redacted:
    return fenced(Redaction(known).redact(_words(reading, ticket)))


def _words(reading: Reading, ticket: Ticket) -> str:
    parts = [
        ("Subject, which may be the shop's own words", ticket.subject or ""),
        ("Earlier messages of the customer", _end(reading.earlier_words, _EARLIER_READ)),
        ("Newest message of the customer", _beginning(reading.own_words, _NEWEST_READ)),
    ]
    return "\n\n".join(f"{title}:\n{text}" for title, text in parts if text)


def _beginning(text: str, most: int) -> str:
    """Cut where a line ends, else between words: half an account number would not be known for one."""
    if len(text) <= most:
        return text
    cut = max(text.rfind("\n", 0, most), text.rfind(". ", 0, most) + 1)
    return text[: cut if cut > 0 else text.rfind(" ", 0, most)]


def _end(text: str, most: int) -> str:
    return _beginning(text[::-1], most)[::-1]
