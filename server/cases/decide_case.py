"""Decide a case: gather it, compute its facts, walk the tree under the law. The way every surface goes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from msgspec import Struct

from server.cases.as_of import read_as_of
from server.cases.corrections import read_corrections
from server.cases.facts import compute_facts
from server.cases.facts.promise import expected_day
from server.cases.gather import Meanwhile, gather, nothing
from server.cases.money_basis import bare_money_basis, money_basis
from server.cases.supplier import supplier_of
from server.db import audit, decisions
from server.db.pool import Connection, Database
from server.domain.access import Principal
from server.domain.case import Case, Corrections
from server.domain.decision import Decision, Question
from server.domain.facts import Fact, read_fact
from server.domain.ticket import Ticket
from server.domain.triage import Triage
from server.llm.client import Model
from server.llm.prompts import PromptLibrary
from server.refunds.decide import decide
from server.stores.shop import Shop, open_shop
from server.triage.triage import triage_ticket


class Decided(Struct, frozen=True):
    """A case with everything that code says about it."""

    shop: Shop
    case: Case
    facts: dict[str, Fact]
    triage: Triage
    decision: Decision


async def decide_case(
    database: Database,
    principal: Principal,
    ticket: Ticket,
    raw_facts: Mapping[str, Any],
    as_of: str | None,
    model: Model | None = None,
) -> Decision:
    """The decision for a ticket under the agent's corrections; recorded, and without effect on later ones."""
    async with database.store(principal.store) as conn:
        decided = await decide_ticket(conn, principal, ticket, raw_facts, as_of, model=model)
        await save_decision(conn, principal, decided, ticket_id=None)
    return decided.decision


async def decide_facts(
    database: Database, principal: Principal, raw_facts: Mapping[str, Any], as_of: str | None
) -> Decision:
    """The bare walk over facts as given; what is not given is unknown."""
    async with database.store(principal.store) as conn:
        shop = await open_shop(conn)
        corrections = read_corrections(raw_facts, shop.store)
        facts = {name: read_fact(name, raw, shop.store.currency) for name, raw in corrections.facts.items()}
        moment = read_as_of(as_of, shop.store)
        question = Question(
            facts=facts,
            as_of=moment,
            request_day=moment.astimezone(shop.store.zone).date(),
            order_day=None,
            order_number=corrections.order_number,
            order_candidates=[],
            other_problems=[],
            money=bare_money_basis(facts, shop.store),
            expected_day=None,
            supplier_id=None,
            role=principal.role,
            language=shop.store.default_language,
        )
        decision = _walk(shop, question)
        await decisions.save(
            conn,
            principal.store,
            decision,
            as_of=moment,
            corrections=dict(raw_facts),
            ticket_id=None,
            actor=principal.token_id,
        )
    return decision


async def decide_ticket(
    conn: Connection,
    principal: Principal,
    ticket: Ticket,
    raw_facts: Mapping[str, Any],
    as_of: str | None,
    chosen_outcome: str | None = None,
    model: Model | None = None,
    meanwhile: Meanwhile = nothing,
) -> Decided:
    """Gather, compute, triage, walk; nothing is written. `model` helps to read the ticket's words."""
    shop = await open_shop(conn)
    corrections = read_corrections(raw_facts, shop.store)
    case = await gather(conn, shop, ticket, corrections, read_as_of(as_of, shop.store), model, meanwhile)
    facts = compute_facts(case)
    language = shop.store.default_language
    triage = triage_ticket(
        case.ticket, case.reading, facts, shop.store, shop.triage_rules, shop.calendar, case.as_of, language
    )
    return Decided(shop, case, facts, triage, _walk(shop, _question(case, facts, principal, language, chosen_outcome)))


async def question_of(
    conn: Connection,
    shop: Shop,
    ticket: Ticket,
    raw_facts: Mapping[str, Any],
    as_of: datetime,
    model: Model | None = None,
    prompts: PromptLibrary | None = None,
) -> Question:
    """What an agent's decision on the ticket is a function of, beside the shop's rules; read as `gather` does."""
    corrections = read_corrections(raw_facts, shop.store)
    case = await gather(conn, shop, ticket, corrections, as_of, model, prompts=prompts)
    agent = Principal(shop.store.id, "agent", None, None)
    return _question(case, compute_facts(case), agent, shop.store.default_language, chosen_outcome=None)


async def save_decision(conn: Connection, principal: Principal, decided: Decided, *, ticket_id: str | None) -> None:
    """Write the record; corrections also go to the audit log, by the names of the facts alone."""
    corrections = decided.case.corrections
    await decisions.save(
        conn,
        principal.store,
        decided.decision,
        as_of=decided.case.as_of,
        corrections=_as_record(corrections),
        ticket_id=ticket_id,
        actor=principal.token_id,
    )
    if _as_record(corrections):
        details = {"decision": decided.decision.id, "corrected": sorted(_as_record(corrections))}
        await audit.add(conn, principal.store, principal.name, "facts_corrected", details)


def _question(
    case: Case, facts: dict[str, Fact], principal: Principal, language: str, chosen_outcome: str | None
) -> Question:
    supplier = supplier_of(case)
    return Question(
        facts=facts,
        as_of=case.as_of,
        request_day=case.request_day,
        order_day=case.day_of(case.order.placed_at) if case.order else None,
        order_number=case.match.number,
        order_candidates=case.match.candidates,
        other_problems=case.reading.other_problems,
        money=money_basis(case, facts),
        expected_day=expected_day(case),
        supplier_id=supplier.id if supplier else None,
        role=principal.role,
        language=language,
        chosen_outcome=chosen_outcome,
    )


def _walk(shop: Shop, question: Question) -> Decision:
    return decide(
        shop.tree, shop.tree_version, shop.store, shop.suppliers, shop.calendar, question, decision_id=str(uuid4())
    )


def _as_record(corrections: Corrections) -> dict[str, Any]:
    given = {"order_number": corrections.order_number, "items": corrections.items}
    return {name: value for name, value in given.items() if value is not None} | corrections.facts
