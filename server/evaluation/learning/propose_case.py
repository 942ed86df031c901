"""A draft that an agent rewrote, as a case: sample people in the place of real ones, what was sent as reference."""

import re
from typing import Any

import msgspec
from msgspec import structs

from server.db import orders
from server.db.edited_drafts import SentDraft
from server.db.pool import Connection
from server.domain.draft import Draft, DraftRequest
from server.domain.facts import FACTS
from server.domain.order import number_key
from server.domain.store import Store
from server.domain.ticket import Attachment, Message, Ticket
from server.evaluation.learning.edits import sentence_edits, share_kept
from server.evaluation.suite import CaseFields, Expect, ExpectedDecision, ExpectedTriage
from server.evaluation.write_suite import written_case
from server.tickets.redaction.known import known_people
from server.tickets.redaction.stand_ins import StandIns

_WHY = {
    "de": "Dieser Entwurf wurde vor dem Senden stark geändert: {share} % seiner Wörter blieben.",
    "en": "This draft was changed heavily before it was sent: {share} % of its words stayed.",
}
_FIGURES = {"amount", "date", "percent"}
_DIGIT = re.compile(r"\d")
_OF_PERSON = [name for name, spec in FACTS.items() if spec.source == "customer" or name == "sender_matches_order"]
"""Facts that hang on who the sender is: a sample person has no past in the shop, so the case states them."""


async def propose_case(conn: Connection, store: Store, edited: SentDraft) -> str:
    """The case as YAML, for a manager to read and correct before it counts."""
    draft, request = edited.draft, edited.request
    found = await orders.by_address(conn, request.ticket.sender.email, edited.sent_at)
    if draft.decision.order_number:
        found += await orders.by_keys(conn, [number_key(draft.decision.order_number, store.order_formats)])
    texts = [draft.text, edited.final_text, *(message.text for message in request.ticket.messages)]
    people = StandIns(known_people(request.ticket, found, store), texts)
    return written_case(_fields(store, edited, people, request))


def _fields(store: Store, edited: SentDraft, people: StandIns, request: DraftRequest) -> CaseFields:
    draft = edited.draft
    why = _WHY.get(store.default_language, _WHY["en"])
    return CaseFields(
        id=f"{(draft.decision.outcome or 'ask').replace('_', '-')}-{draft.language}-{draft.id[:8]}",
        why=why.format(share=round(share_kept(draft.text, edited.final_text) * 100)),
        store=store.id,
        as_of=request.as_of,
        kind=draft.kind,
        ticket=msgspec.to_builtins(_ticket(request.ticket, people)),
        facts=_facts(draft, request) or None,
        outcome=request.outcome,
        language=request.language,
        instruction=request.instruction and people.replace(request.instruction),
        typed_text=request.typed_text and people.replace(request.typed_text),
        expect=_expected(edited, people),
        reference=people.replace(edited.final_text),
    )


def _ticket(ticket: Ticket, people: StandIns) -> Ticket:
    """The conversation without what leads back to it in the helpdesk."""
    replaced: dict[str, Any] = {
        name: people.replace(value) if value else None for name, value in structs.asdict(ticket.sender).items()
    }
    return structs.replace(
        ticket,
        helpdesk=None,
        external_id=None,
        url=None,
        subject=ticket.subject and people.replace(ticket.subject),
        customer=structs.replace(ticket.sender, **replaced),
        messages=[_message(message, people) for message in ticket.messages],
    )


def _message(message: Message, people: StandIns) -> Message:
    attachments = [_attachment(number, one) for number, one in enumerate(message.attachments or [], 1)]
    return structs.replace(
        message,
        text=people.replace(message.text),
        name=message.name and people.replace(message.name),
        attachments=attachments or None,
    )


def _attachment(number: int, attachment: Attachment) -> Attachment:
    """A file's name may be a person's; what kind of file it is counts."""
    ending = re.search(r"\.\w{1,5}$", attachment.name or "")
    return structs.replace(attachment, name=f"datei-{number}{ending[0] if ending else ''}")


def _facts(draft: Draft, request: DraftRequest) -> dict[str, Any]:
    known = draft.decision.facts
    of_person = {name: known[name].value for name in _OF_PERSON if name in known and known[name].state == "known"}
    order = {"order_number": draft.decision.order_number} if draft.decision.order_number else {}
    return {**order, **of_person, **(request.facts or {})}


def _expected(edited: SentDraft, people: StandIns) -> Expect:
    """The decision as it was, the figures that stayed, and not the sentences that were taken out."""
    draft, decision = edited.draft, edited.draft.decision
    claimed = [claim.text for claim in draft.claims if claim.kind in _FIGURES and _DIGIT.search(claim.text)]
    figures = [text for text in claimed if text in edited.final_text]
    gone = [edit.before for edit in sentence_edits(draft.text, edited.final_text) if edit.change == "deleted"]
    return Expect(
        triage=ExpectedTriage(intent=draft.triage.intent),
        decision=ExpectedDecision(
            outcome=decision.outcome or "ask",
            action=decision.action,
            amount=str(decision.amount.amount) if decision.amount else None,
            order_number=decision.order_number,
        ),
        contains=list(dict.fromkeys(figures)) or None,
        not_contains=[people.replace(sentence) for sentence in gone] or None,
        language=draft.language,
        checks="all",
    )
