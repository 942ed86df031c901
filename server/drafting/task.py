"""What the writer is given, and what it hands back. Both are plain data; writing is pure."""

from datetime import date, datetime
from decimal import Decimal

from msgspec import Struct

from server.domain import facts
from server.domain.case import Case
from server.domain.decision import Decision
from server.domain.draft import Claim, DraftKind
from server.domain.facts import Facts
from server.domain.order import OrderLine
from server.domain.passage import Passage
from server.domain.policy import Macro, Variant
from server.domain.product import Supplier
from server.domain.ticket import Channel
from server.domain.triage import Triage


class WritingTask(Struct, frozen=True, kw_only=True):
    """One draft to write.

    `language`: the one asked for, which the writer may have to leave (a note says so). `items`: the lines
    of the order that the ticket is about, empty where that is unknown. `expected_day`: when the parcel
    should come; `promised_day`: when it was promised; `window_end`: last day of the shop's own return
    window. `discount_percent`: of a voucher. `policy_url`: the public link of the policy cited first.
    `policy_versions`: policy id to the version in force; 1 where not given. `earlier_openings`: texts, or
    their openings, that this customer has already had from us. `supplier`: whom a supplier message goes to.
    `policies`: the passages of all policies in force, the cited ones first.
    `awaits_approval`: what the law owes is with a manager; until then the reply confirms receipt and the day.
    `agent_language`: of notes and reasons; the shop's first language where not given.
    """

    case: Case
    facts: Facts
    decision: Decision
    triage: Triage
    macros: list[Macro]
    language: str
    kind: DraftKind = "reply"
    channel: Channel = "email"
    variant: Variant = "standard"
    agent_name: str | None = None
    items: list[OrderLine] = []
    expected_day: date | None = None
    promised_day: date | None = None
    window_end: date | None = None
    discount_percent: Decimal | None = None
    policy_url: str | None = None
    policy_versions: dict[str, int] = {}
    earlier_openings: list[str] = []
    supplier: Supplier | None = None
    policies: list[Passage] = []
    awaits_approval: bool = False
    agent_language: str | None = None

    @property
    def may_confirm_withdrawal(self) -> bool:
        """Whether a withdrawal counts as declared: not where the facts say that none was, whatever the words say."""
        return not facts.is_known(self.facts, "withdrawal_declared", False)

    @property
    def intent(self) -> str:
        """What the reply answers: the ticket's intent, and a return where the withdrawal in it was corrected away."""
        intent = self.triage.intent
        return intent if self.may_confirm_withdrawal or intent != "withdrawal" else "return"

    @property
    def must_prove_identity(self) -> bool:
        """The order is not the sender's, or nobody knows: until they show that it is, nothing of it is given away."""
        asked = {*self.decision.asks, *self.decision.missing_facts}
        return facts.is_known(self.facts, "sender_matches_order", False) or "sender_matches_order" in asked

    @property
    def agents_language(self) -> str:
        """The language of notes and reasons."""
        return self.agent_language or self.case.store.default_language

    @property
    def is_brief(self) -> bool:
        """Channels on which nobody writes a letter: few words, no closing formula."""
        return self.channel in ("chat", "social")


class Written(Struct, frozen=True):
    """A text without subject, placeholders or Markdown, one blank line between paragraphs.

    `macro`: what the body was made of (None: built-in text of a supplier message). `notes`: for the
    agent, in the agent's language. `supplier`, `due_at`: supplier messages only.
    """

    text: str
    subject: str | None
    language: str
    claims: list[Claim]
    macro: Macro | None
    notes: list[str]
    opening_id: str | None
    supplier: str | None = None
    due_at: datetime | None = None
