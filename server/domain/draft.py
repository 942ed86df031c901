"""A draft: what is proposed to the agent, with its sources, claims and checks (contract.md, Draft)."""

from datetime import datetime
from typing import Any, Literal

from msgspec import Struct

from server.domain.decision import Decision
from server.domain.money import Money
from server.domain.order import Order
from server.domain.ticket import Ticket
from server.domain.triage import Triage

DraftKind = Literal["reply", "supplier_message"]
Preset = Literal["shorter", "warmer", "clearer", "more_formal", "translate", "custom"]
ClaimKind = Literal["amount", "percent", "date", "duration", "promise", "policy", "tracking", "order", "link"]


class DraftRequest(Struct, frozen=True):
    """The body of POST /v1/drafts. `facts` are the agent's corrections."""

    ticket: Ticket
    kind: DraftKind = "reply"
    reply_to: str | None = None
    instruction: str | None = None
    typed_text: str | None = None
    language: str | None = None
    agent_name: str | None = None
    facts: dict[str, Any] | None = None
    outcome: str | None = None
    as_of: str | None = None


class RewriteRequest(Struct, frozen=True):
    """How to rewrite a draft: `instruction` goes with custom, `language` with translate."""

    preset: Preset
    instruction: str | None = None
    language: str | None = None


class Degraded(Struct, frozen=True):
    """Why the macro writer served where a model was meant to."""

    code: Literal["no_model", "timeout", "rate_limited", "model_error", "refused", "broken_stream", "checks_failed"]
    message: str


class Citation(Struct, frozen=True):
    """A source of the draft; `spans` are UTF-16 offsets of the words that rest on it."""

    marker: str
    kind: Literal["policy", "ticket", "macro", "order"]
    title: str
    section: str | None
    excerpt: str
    version: int | None
    audience: Literal["public", "internal"]
    spans: list[tuple[int, int]]


class Claim(Struct, frozen=True):
    """An amount, a date, a promise … in the text, and what supports it (null: nothing)."""

    text: str
    start: int
    end: int
    kind: ClaimKind
    supported_by: str | None


class Check(Struct, frozen=True):
    """A check that ran; `reason` is a sentence in the agent's language; span null = the whole draft."""

    id: str
    passed: bool
    severity: Literal["block", "warn"]
    reason: str
    start: int | None
    end: int | None


class Timing(Struct, frozen=True):
    """Milliseconds."""

    context: int
    first_token: int
    total: int


class Tokens(Struct, frozen=True):
    """`cached`: those of the prompt that the model's server had read before, and takes less for."""

    prompt: int
    completion: int
    cached: int = 0

    def __add__(self, other: "Tokens") -> "Tokens":
        return Tokens(self.prompt + other.prompt, self.completion + other.completion, self.cached + other.cached)


ContextKind = Literal["question", "decision", "order", "policy", "earlier_message", "ticket"]


class ContextPart(Struct, frozen=True):
    """A piece of what a writer is given: how many tokens of it went in, and how many it has."""

    kind: ContextKind
    title: str
    tokens: int
    tokens_of_all: int


class SentTurn(Struct, frozen=True):
    """One message of what left for the model: names, addresses and numbers of people are placeholders in it."""

    role: Literal["system", "user", "assistant"]
    text: str


TopicKind = Literal["outcome", "intent"]


class UnusedTopic(Struct, frozen=True):
    """In the last `days`, replies about this were drafted for so many tickets, and none was inserted or sent."""

    kind: TopicKind
    topic: str
    tickets: int
    days: int


class Draft(Struct, frozen=True):
    """What is proposed. Immutable; a rewrite is a new draft with `parent_id`."""

    id: str
    parent_id: str | None
    kind: DraftKind
    language: str
    subject: str | None
    text: str
    writer: Literal["model", "macro"]
    model: str | None
    prompt_version: str | None
    prompt_label: str | None
    degraded: Degraded | None
    decision: Decision
    triage: Triage
    order: Order | None
    order_candidates: list[str]
    citations: list[Citation]
    claims: list[Claim]
    checks: list[Check]
    timing_ms: Timing
    tokens: Tokens
    cost: Money | None
    notes: list[str]
    supplier: str | None
    due_at: datetime | None
    context: list[ContextPart]
    sent: list[SentTurn]
    unused_topic: UnusedTopic | None


class ContextEvent(Struct, frozen=True):
    """First event of a stream: everything that is known before a word is written."""

    triage: Triage
    decision: Decision
    order: Order | None
    citations: list[Citation]


class TextEvent(Struct, frozen=True):
    delta: str


class ResetEvent(Struct, frozen=True):
    """Forget the text so far; new deltas follow."""

    code: str
    message: str


DraftEvent = ContextEvent | TextEvent | ResetEvent | Draft
"""What a draft yields while it is made; the last is the Draft."""
