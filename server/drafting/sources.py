"""What a draft rests on: the sections its decision cites, passages near the question, earlier replies."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from server.cases.decide_case import Decided
from server.cases.gather import BegunCase
from server.db import drafts, tickets
from server.db.pool import Connection
from server.domain.draft import Citation
from server.domain.passage import Passage, PassageKind
from server.domain.person import person_keys
from server.domain.policy import Macro
from server.domain.ticket import PastTicket
from server.retrieval.find import BY_DEFAULT, NO_QUESTION, Weights, ask, find_passages
from server.stores.shop import Shop
from server.tickets.question import question_in
from server.tickets.redaction.redact import Redaction

_NEAR_POLICIES = 3
_NEAR_TICKETS = 2
_EXCERPT = 280


class Sources(Struct, frozen=True):
    """`cited`: in the decision's order. `near`: found by the customer's own words. `policy_url`: of the first cited.

    `past`: the past tickets among `near`, by passage id.
    """

    cited: list[Passage]
    near: list[Passage]
    policy_url: str | None
    earlier_texts: list[str]
    past: dict[str, PastTicket]


class SourceSearch:
    """The search of one draft: begun while its ticket is still being read, done once its case is decided.

    `language`: of the draft, where it is not the customer's.
    """

    def __init__(self, conn: Connection, weights: Weights = BY_DEFAULT, language: str | None = None) -> None:
        self._conn = conn
        self._weights = weights
        self._language = language
        self._question = NO_QUESTION
        self._near_tickets: list[Passage] = []

    async def begin(self, begun: BegunCase) -> None:
        """Take the question out of the newest message and ask it of past tickets, which no decision changes.

        `decide_ticket` calls this meanwhile.
        """
        text = question_in(begun.reading.own_words)
        self._question = await ask(self._conn, text, self._weights, redact=Redaction(begun.known).redact)
        own = str(tickets.ticket_id(begun.store.id, begun.ticket))
        language = self._language or begun.reading.language
        self._near_tickets = await self._near("ticket", language, begun.today, _NEAR_TICKETS, but_not=[own])

    async def find(self, decided: Decided) -> Sources:
        """The sources of a decided case; policies as they stood on the day of the order."""
        case = decided.case
        day = case.day_of(case.order.placed_at) if case.order else case.today
        language = self._language or case.reading.language
        cited = _cited(decided.shop, decided.decision.cites, language, day)
        near = [*await self._near("policy", language, day, _NEAR_POLICIES), *self._near_tickets]
        known = {passage.section for passage in cited}
        ticket_id = str(tickets.ticket_id(case.store.id, case.ticket))
        return Sources(
            cited,
            [passage for passage in near if passage.section is None or passage.section not in known],
            _url(decided.shop, cited),
            await drafts.earlier_texts(self._conn, person_keys(case.ticket.sender, case.store.country), ticket_id),
            await _past(self._conn, near),
        )

    async def _near(
        self, kind: PassageKind, language: str, day: date, limit: int, but_not: Sequence[str] = ()
    ) -> list[Passage]:
        return await find_passages(
            self._conn, self._question, kind, language=language, day=day, limit=limit, but_not=but_not
        )


async def _past(conn: Connection, near: list[Passage]) -> dict[str, PastTicket]:
    passages = {passage.id.removeprefix("ticket:"): passage.id for passage in near if passage.kind == "ticket"}
    found = await tickets.by_ids(conn, list(passages)) if passages else []
    return {passages[past.id]: past for past in found}


def cite(sources: Sources, macro: Macro | None) -> list[Citation]:
    """Citations with markers from 1: sections cited, passages near, the macro used."""
    found = [*sources.cited, *sources.near]
    citations = [
        Citation(str(n), p.kind, p.title, p.section, _excerpt(p.text), p.version, p.audience, [])
        for n, p in enumerate(found, start=1)
    ]
    if macro:
        marker = str(len(citations) + 1)
        citations.append(Citation(marker, "macro", macro.id, None, _excerpt(macro.body), None, "internal", []))
    return citations


def _cited(shop: Shop, sections: list[str], language: str, day: date) -> list[Passage]:
    in_force = [p for p in shop.policy_passages if p.valid_from and p.valid_from <= day]
    found: list[Passage] = []
    for section in sections:
        versions = [p for p in in_force if p.section == section and (p.valid_to is None or p.valid_to > day)]
        best = next((p for p in versions if p.language == language), next(iter(versions), None))
        found += [best] if best else []
    return found


def _url(shop: Shop, cited: list[Passage]) -> str | None:
    """The only policy link a draft may give: of a public policy, in the language cited."""
    urls = {(v.record.id, v.record.language, v.number): v.record.url for v in shop.policies}
    keys = [((p.section or "").partition("#")[0], p.language, p.version) for p in cited if p.audience == "public"]
    return next((url for key in keys if (url := urls.get(key))), None)


def _excerpt(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _EXCERPT else flat[: _EXCERPT - 1].rsplit(" ", 1)[0] + "…"
