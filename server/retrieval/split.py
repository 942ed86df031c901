"""Policies, macros and past tickets as passages."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from server.domain.passage import Passage
from server.domain.policy import Macro, Policy
from server.domain.ticket import PastTicket


def policy_passages(versions: Iterable[tuple[int, Policy]]) -> Iterator[tuple[str, Passage]]:
    """Each section of each policy, valid until the next version; pairs of policy id and passage.

    `versions`: version number and policy, oldest valid_from first within id and language.
    """
    for (policy_id, language), group in groupby(versions, key=lambda v: (v[1].id, v[1].language)):
        in_time = list(group)
        ends: list[date | None] = [policy.valid_from for _, policy in in_time[1:]]
        for (number, policy), valid_to in zip(in_time, [*ends, None], strict=True):
            for section in policy.sections:
                yield (
                    policy_id,
                    Passage(
                        id=f"policy:{policy_id}#{section.slug}@{number}:{language}",
                        kind="policy",
                        title=f"{policy.title}: {section.title}",
                        section=f"{policy_id}#{section.slug}",
                        text=section.text,
                        language=language,
                        audience=policy.audience,
                        version=number,
                        valid_from=policy.valid_from,
                        valid_to=valid_to,
                        score=0,
                    ),
                )


def macro_passages(versions: Iterable[tuple[int, Macro]]) -> Iterator[tuple[str, Passage]]:
    """Each macro as one passage; pairs of macro id and passage."""
    for number, macro in versions:
        yield (
            macro.id,
            Passage(
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
            ),
        )


def ticket_passages(tickets: Iterable[PastTicket]) -> Iterator[tuple[str, Passage]]:
    """The first question and the last reply of each solved ticket; pairs of ticket id and passage."""
    for past in tickets:
        questions = past.ticket.customer_messages
        replies = [m for m in past.ticket.messages if m.author == "agent"]
        if past.status != "solved" or not questions or not replies:
            continue
        yield (
            past.id,
            Passage(
                id=f"ticket:{past.id}",
                kind="ticket",
                title=past.ticket.subject or questions[0].text.partition("\n")[0][:80],
                section=None,
                text=f"{questions[0].text}\n\n{replies[-1].text}",
                language=(past.labels.language if past.labels else None) or "und",
                audience="internal",
                version=1,
                valid_from=past.solved_at.date() if past.solved_at else None,
                valid_to=None,
                score=0,
            ),
        )
