"""Policies, macros and past tickets as passages."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from server.domain.passage import Passage, Searchable
from server.domain.policy import Macro, Policy, Section
from server.domain.ticket import PastTicket
from server.llm.tokens import count_tokens

_MOST_TOKENS = 240
"""Of one passage: what is longer is about more than one thing, and its vector about none of them."""

_LEAST_CSAT = 4
_LENGTH_OF_A_TITLE = 80


def policy_passages(versions: Iterable[tuple[int, Policy]]) -> Iterator[Searchable]:
    """Each section of each policy, valid until the next version; a long one in pieces of whole paragraphs.

    `versions`: version number and policy, oldest valid_from first within id and language.
    """
    for (policy_id, _), group in groupby(versions, key=lambda v: (v[1].id, v[1].language)):
        in_time = list(group)
        ends: list[date | None] = [policy.valid_from for _, policy in in_time[1:]]
        for (number, policy), valid_to in zip(in_time, [*ends, None], strict=True):
            for section in policy.sections:
                heading = f"{policy.title}: {section.title}"
                for piece, text in enumerate(_pieces(section)):
                    passage = _policy_passage(policy, number, section, valid_to, piece, text)
                    yield Searchable(policy_id, passage, heading, text)


def _policy_passage(
    policy: Policy, number: int, section: Section, valid_to: date | None, piece: int, text: str
) -> Passage:
    part = f"/{piece + 1}" if piece else ""
    return Passage(
        id=f"policy:{policy.id}#{section.slug}@{number}:{policy.language}{part}",
        kind="policy",
        title=f"{policy.title}: {section.title}",
        section=f"{policy.id}#{section.slug}",
        text=text,
        language=policy.language,
        audience=policy.audience,
        version=number,
        valid_from=policy.valid_from,
        valid_to=valid_to,
        score=0,
        found=None,
    )


def _pieces(section: Section) -> list[str]:
    """The section's text, or whole paragraphs of it together as long as they fit."""
    pieces: list[str] = []
    for paragraph in section.text.split("\n\n"):
        joined = f"{pieces[-1]}\n\n{paragraph}" if pieces else paragraph
        if pieces and count_tokens(joined) <= _MOST_TOKENS:
            pieces[-1] = joined
        else:
            pieces.append(paragraph)
    return pieces


def macro_passages(versions: Iterable[tuple[int, Macro]]) -> Iterator[Searchable]:
    """Each macro as one passage."""
    for number, macro in versions:
        passage = Passage(
            id=f"macro:{macro.id}@{number}:{macro.language}",
            kind="macro",
            title=macro.id,
            section=None,
            text=macro.body,
            language=macro.language,
            audience="internal",
            version=number,
            valid_from=None,
            valid_to=None,
            score=0,
            found=None,
        )
        heading = " ".join([macro.id, *macro.intents, *macro.outcomes]).replace("_", " ").replace("-", " ")
        yield Searchable(macro.id, passage, heading, macro.body)


def is_example(past: PastTicket) -> bool:
    """Whether a past ticket may be learned from: solved, answered, and neither customer nor shop found it wanting."""
    rating = past.labels.rating if past.labels else None
    answered = any(message.author == "agent" for message in past.ticket.messages)
    well = (past.csat is None or past.csat >= _LEAST_CSAT) and rating != -1
    return past.status == "solved" and answered and bool(past.ticket.customer_messages) and well


def ticket_passage(past: PastTicket, question: str, language: str) -> Searchable:
    """A past ticket that is an example: searched by its `question`, shown with the last reply.

    Found from the day after it was solved: a ticket of the same day may not have been solved yet.
    """
    replies = [message for message in past.ticket.messages if message.author == "agent"]
    passage = Passage(
        id=f"ticket:{past.id}",
        kind="ticket",
        title=past.ticket.subject or question.partition("\n")[0][:_LENGTH_OF_A_TITLE],
        section=None,
        text=f"{question}\n\n{replies[-1].text}",
        language=language,
        audience="internal",
        version=1,
        valid_from=past.solved_at.date() + timedelta(days=1) if past.solved_at else None,
        valid_to=None,
        score=0,
        found=None,
    )
    return Searchable(past.id, passage, past.ticket.subject or "", question)
