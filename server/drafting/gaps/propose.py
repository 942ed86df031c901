"""A text for a question that no policy answers, out of what agents answered."""

import re
from collections.abc import Sequence

from server.domain.store import Store
from server.domain.ticket import PastTicket
from server.drafting.examples import as_example
from server.retrieval.words import words_of

_FEW_WORDS = 7
_PARAGRAPH = re.compile(r"\n\s*\n")


def proposed_body(heading: str, language: str, tickets: Sequence[PastTicket], store: Store) -> str:
    """A section under a heading: of the replies the one that is most like the others, without people and amounts.

    A heading alone where nobody answered. It is a start for a person, never published by itself.
    """
    replies = [reply for past in tickets if (reply := _reply(past, store))]
    said = [frozenset(words_of(reply, language)) for reply in replies]
    likeness = [sum(len(one & other) / max(len(one | other), 1) for other in said) for one in said]
    best = replies[likeness.index(max(likeness))] if replies else ""
    return f"## {heading}\n\n{best}".strip() + "\n"


def _reply(past: PastTicket, store: Store) -> str:
    """The first answer, without greeting and signature."""
    answer = next((message.text for message in past.ticket.messages if message.author == "agent"), "")
    paragraphs = [part.strip() for part in _PARAGRAPH.split(as_example(answer, past, store)) if part.strip()]
    while paragraphs and len(paragraphs[0].split()) < _FEW_WORDS:
        paragraphs.pop(0)
    while paragraphs and len(paragraphs[-1].split()) < _FEW_WORDS:
        paragraphs.pop()
    return "\n\n".join(paragraphs)
