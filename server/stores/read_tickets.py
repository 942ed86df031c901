"""tickets.jsonl: what customers wrote before, and what became of it."""

from collections.abc import Callable
from typing import Annotated, Literal, get_args

from msgspec import Meta

from server.domain.facts import PROBLEMS, WISHES
from server.domain.reading import INTENTS, Mood
from server.domain.ticket import Instant, Labels, PastTicket, Ticket
from server.domain.tree import Action
from server.domain.triage import PRIORITIES
from server.stores.formats.findings import SENTENCES, Findings, Names
from server.stores.formats.json_lines import read_json_lines
from server.stores.formats.typed import read_as

FILE = "tickets.jsonl"

_Stars = Annotated[int, Meta(ge=1, le=5, description="stars")]
_WORDS = {
    "intent": INTENTS,
    "problem": PROBLEMS,
    "wish": WISHES,
    "mood": get_args(Mood),
    "priority": PRIORITIES,
}


class _Line(Ticket, frozen=True, kw_only=True):
    status: Literal["open", "solved"]
    solved_at: Instant | None = None
    tags: list[str] | None = None
    csat: _Stars | None = None
    labels: Labels | None = None


def read_tickets(
    content: bytes,
    outcomes: Names,
    is_missing_sku: Callable[[str], bool],
    findings: Findings,
    on_read: Callable[[int], None],
) -> list[PastTicket]:
    """Past tickets, not yet tied to orders. `on_read` is told how many lines have been read.

    Labels may name `outcomes`, actions, and SKUs that are not missing.
    """
    names = Names("ticket")
    tickets = []
    for count, document in enumerate(read_json_lines(content, FILE, findings), 1):
        on_read(count)
        line = read_as(_Line, document, findings)
        if line is None:
            continue
        ticket = Ticket(**{name: getattr(line, name) for name in Ticket.__struct_fields__})
        here = document.line()
        names.add(ticket.fingerprint, FILE, here, findings)
        if not ticket.messages:
            findings.add("bad_value", FILE, here, SENTENCES("tickets.no_message"))
        if line.labels is not None:
            _check_labels(line.labels, here, outcomes, is_missing_sku, findings)
        tickets.append(
            PastTicket(ticket.fingerprint, ticket, line.status, line.solved_at, line.tags, line.csat, line.labels)
        )
    return tickets


def _check_labels(
    labels: Labels, line: int, outcomes: Names, is_missing_sku: Callable[[str], bool], findings: Findings
) -> None:
    for label, words in _WORDS.items():
        word = getattr(labels, label)
        if word is not None and word not in words:
            said = SENTENCES("tickets.label", label=label, word=word, known=", ".join(words))
            findings.add("bad_value", FILE, line, said)
    for sku in labels.items or []:
        if is_missing_sku(sku):
            findings.add("missing_reference", FILE, line, SENTENCES("tickets.sku", sku=sku))
    outcome = labels.outcome
    if outcome is not None and outcome not in get_args(Action) and outcomes.lacks(outcome):
        # No error: trees change, and what was decided under an old one stays as it was.
        findings.warn("missing_reference", FILE, line, SENTENCES("tickets.outcome", outcome=outcome))
