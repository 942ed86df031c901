"""A store's own past tickets as a suite: what people noted in them is what is expected."""

from collections.abc import Iterable
from pathlib import Path

from server.domain.ticket import Labels, PastTicket, Ticket
from server.errors import PackRefused
from server.evaluation.split import split_of
from server.evaluation.suite import Case, Expect, ExpectedDecision, ExpectedTriage
from server.stores.read_pack import read_pack

SUITE = "past-tickets"


def past_ticket_cases(folder: Path) -> list[Case]:
    """A case for each labelled ticket of a store pack, as it stood when the shop first answered."""
    pack, findings = read_pack(folder, None)
    if pack is None:
        raise PackRefused(
            f"{folder} cannot be read: mend what is listed.", findings=[str(finding) for finding in findings]
        )
    return cases_of(pack.tickets, pack.store.id)


def cases_of(tickets: Iterable[PastTicket], store: str) -> list[Case]:
    """A case for each of them in which a person noted something."""
    return [_case(past, store) for past in tickets if past.labels and past.ticket.customer_messages]


def _first_answer(ticket: Ticket) -> str | None:
    return next((message.text for message in ticket.messages if message.author == "agent"), None)


def _case(past: PastTicket, store: str) -> Case:
    labels, ticket = past.labels or Labels(), past.ticket
    answered = ticket.first_answer_at
    return Case(
        suite=SUITE,
        id=past.id,
        why="people noted this in the ticket",
        store=store,
        expect=Expect(
            triage=ExpectedTriage(labels.priority, labels.intent, labels.mood),
            facts={"problem": labels.problem} if labels.problem else None,
            decision=ExpectedDecision(labels.outcome) if labels.outcome else None,
            language=labels.language,
            checks="all",
        ),
        ticket=ticket.unanswered(answered),
        search=None,
        as_of=answered.isoformat() if answered else None,
        split=split_of(ticket),
        tags=past.tags or [],
        reviewed_by=None,
        kind="reply",
        role="agent",
        agent_name=None,
        facts=None,
        outcome=None,
        language=None,
        instruction=None,
        typed_text=None,
        reference=_first_answer(ticket),
    )
