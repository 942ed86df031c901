"""The golden drafts: 40 tickets of the mini shop and what the product writes for them without a model."""

import json
from pathlib import Path
from typing import Any

from msgspec import Struct, convert

from server.db.pool import Database
from server.domain.access import Principal
from server.domain.draft import Draft, DraftRequest
from server.drafting.draft_reply import draft_reply, finished
from server.llm.client import Model

FOLDER = Path(__file__).parent / "golden"
TICKETS = sorted(FOLDER.glob("*.json"))


class Golden(Struct, frozen=True, forbid_unknown_fields=True):
    """A ticket with what a person expects of its draft, written before any code ran."""

    why: str
    as_of: str
    kind: str
    ticket: dict[str, Any]
    expect: dict[str, Any]
    agent_name: str | None = None
    facts: dict[str, Any] | None = None


def read_golden(path: Path) -> Golden:
    return convert(json.loads(path.read_text(encoding="utf-8")), Golden)


async def draft_golden(database: Database, golden: Golden, model: Model | None = None) -> Draft:
    """The draft, through the verb that API, CLI and console call."""
    request = convert(
        {
            "ticket": golden.ticket,
            "kind": golden.kind,
            "as_of": golden.as_of,
            "agent_name": golden.agent_name,
            "facts": golden.facts,
        },
        DraftRequest,
    )
    return await finished(draft_reply(database, Principal("mini", "agent", "Mia", None), request, model=model))


def as_file(draft: Draft) -> str:
    """What is compared and read: the decision in one line, then the letter."""
    head = f"{draft.decision.outcome or 'ask'} · {draft.decision.order_number or 'no order'} · {draft.language}"
    return f"{head}\n\n{draft.text}\n"
