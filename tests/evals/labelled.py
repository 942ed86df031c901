"""The demo shop's past tickets as cases: the moment of their first reply, and the facts that people read in them."""

from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct, convert, json

from server.cases.decide_case import decide_ticket
from server.db.pool import Database
from server.domain.access import Principal
from server.domain.decision import Decision
from server.domain.ticket import Labels, Ticket

ROOT = Path(__file__).parent.parent.parent
NORDLICHT = ROOT / "evals" / "stores" / "nordlicht"
AS_OF = "2026-11-16T10:00:00+01:00"


def labelled_tickets() -> list[tuple[Ticket, Labels]]:
    """Every past ticket with its labels."""
    lines = (NORDLICHT / "tickets.jsonl").read_text(encoding="utf-8").splitlines()
    decoded = [(json.decode(line, type=Ticket), json.decode(line)) for line in lines if line]
    return [(ticket, json.decode(json.encode(raw["labels"]), type=Labels)) for ticket, raw in decoded]


def first_reply_at(ticket: Ticket) -> str:
    """The moment at which the shop first answered; the shop's as_of where it has not yet."""
    return ticket.first_answer_at.isoformat() if ticket.first_answer_at else AS_OF


def before_reply(ticket: Ticket) -> Ticket:
    """The ticket as the agent saw it when answering first."""
    return ticket.unanswered(datetime.fromisoformat(first_reply_at(ticket)))


class Read(Struct, frozen=True, forbid_unknown_fields=True):
    """What a second person read in a ticket beyond the keys of its labels (evals/labels/nordlicht.yaml)."""

    features: list[str] = []
    facts: dict[str, Any] = {}


READ = convert(yaml.safe_load((ROOT / "evals" / "labels" / "nordlicht.yaml").read_text("utf-8")), dict[str, Read])


def facts_as_labelled(ticket: Ticket, labels: Labels) -> dict[str, Any]:
    """What people read in the mail, as an agent's corrections."""
    facts: dict[str, Any] = {"problem": labels.problem, "wish": labels.wish, "items": labels.items}
    read = READ.get(ticket.external_id or "", Read())
    # The second reader noted a withdrawal where there is one; to cancel is to declare it (store-pack.md).
    declared = {"withdrawal_declared": labels.problem == "cancel"}
    return {name: value for name, value in facts.items() if value} | declared | read.facts


async def decide_as_labelled(database: Database, ticket: Ticket, labels: Labels) -> Decision:
    """The decision at the moment of the first reply, with the facts as labelled."""
    principal = Principal("nordlicht", "agent", "Mia", None)
    async with database.store("nordlicht") as conn:
        decided = await decide_ticket(
            conn, principal, before_reply(ticket), facts_as_labelled(ticket, labels), first_reply_at(ticket)
        )
    return decided.decision
