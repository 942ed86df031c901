"""A store's own past tickets as a suite: what people noted in them is what is expected."""

import hashlib
from pathlib import Path

from msgspec import structs

from server.domain.ticket import Labels, PastTicket
from server.errors import PackRefused
from server.evaluation.suite import Case, Expect, ExpectedDecision, ExpectedTriage, Split
from server.stores.read_pack import read_pack

SUITE = "past-tickets"


def past_ticket_cases(folder: Path) -> list[Case]:
    """A case for each labelled ticket of a store pack, as it stood when the shop first answered."""
    pack, findings = read_pack(folder, None)
    if pack is None:
        raise PackRefused(
            f"{folder} cannot be read: mend what is listed.", findings=[str(finding) for finding in findings]
        )
    return [_case(past, pack.store.id) for past in pack.tickets if past.labels and past.ticket.customer_messages]


def _case(past: PastTicket, store: str) -> Case:
    labels, ticket = past.labels or Labels(), past.ticket
    answered = min((m.sent_at for m in ticket.messages if m.author == "agent" and m.sent_at), default=None)
    seen = ticket.until(answered) if answered else ticket
    unanswered = structs.replace(seen, messages=[message for message in seen.messages if message.author != "agent"])
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
        ticket=unanswered,
        search=None,
        as_of=answered.isoformat() if answered else None,
        split=_split(ticket.sender.email or past.id),
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
    )


def _split(sender: str) -> Split:
    """By a hash of the sender, so that one person's way of writing is never on both sides; a third is held out."""
    return "held-out" if hashlib.sha256(sender.casefold().encode()).digest()[0] < 85 else "dev"
