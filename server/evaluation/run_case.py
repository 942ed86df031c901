"""One case through the functions that serve agents."""

from datetime import UTC, datetime

from server.cases.as_of import read_as_of
from server.db import orders, stores
from server.db.pool import Database
from server.domain.access import Principal
from server.domain.draft import Draft, DraftRequest, Tokens
from server.domain.ticket import Ticket
from server.drafting.draft_reply import draft_reply, finished
from server.errors import Internal, KulanzError
from server.evaluation.expectations import Said, judge
from server.evaluation.result import Answer, Attempt, Judged, Status
from server.evaluation.rubric import judge_rubric
from server.evaluation.suite import Case, Search
from server.llm.client import Model
from server.retrieval.find import ask, find_passages
from server.tickets.redaction.known import Known, known_people


async def run_case(database: Database, case: Case, model: Model | None) -> Attempt:
    """The case once. What the product refuses, or fails at, is an error and no failure of the answer."""
    try:
        said = await _say(database, case, model)
    except KulanzError as error:
        return Attempt("error", [], None, f"{error.code}: {error.message}")
    judged = judge(case.expect, said)
    if said.draft and case.expect.rubric and case.ticket:
        words = "\n\n".join(message.text for message in case.ticket.customer_messages)
        known = await _people_of(database, case, case.ticket, said.draft)
        judged += await judge_rubric(case.expect.rubric, words, said.draft, known, model)
    return Attempt(_status(judged), judged, _answer(said), None)


async def _say(database: Database, case: Case, model: Model | None) -> Said:
    if case.search:
        return Said(None, await _search(database, case, case.search))
    if case.ticket is None:
        raise Internal(f"The case {case.name} has neither ticket nor search.")
    request = DraftRequest(
        case.ticket,
        kind=case.kind,
        instruction=case.instruction,
        typed_text=case.typed_text,
        language=case.language,
        agent_name=case.agent_name,
        facts=case.facts,
        outcome=case.outcome,
        as_of=case.as_of,
    )
    principal = Principal(case.store, case.role, None, None)
    draft = await finished(draft_reply(database, principal, request, model=model))
    return Said(draft, [citation.section for citation in draft.citations if citation.section])


async def _people_of(database: Database, case: Case, ticket: Ticket, draft: Draft) -> Known:
    """Whom the ticket and its order name: what the model that judges is not told."""
    async with database.store(case.store) as conn:
        store = (await stores.get(conn)).store
        found = await orders.of_addresses(conn, [ticket.sender.email])
        if number := draft.decision.order_number:
            found.append(await orders.get(conn, number, store.order_formats))
    return known_people(ticket, found, store)


async def _search(database: Database, case: Case, search: Search) -> list[str]:
    """The sections that the question finds, best first."""
    async with database.store(case.store) as conn:
        store = (await stores.get(conn)).store
        day = (read_as_of(case.as_of, store) if case.as_of else datetime.now(UTC)).astimezone(store.zone).date()
        question = await ask(conn, search.query)
        passages = await find_passages(conn, question, "policy", language=search.language, day=day, limit=search.limit)
    return [passage.section for passage in passages if passage.section]


def _status(judged: list[Judged]) -> Status:
    verdicts = {one.passed for one in judged}
    return "failed" if False in verdicts else "unscored" if None in verdicts or not judged else "passed"


def _answer(said: Said) -> Answer:
    draft: Draft | None = said.draft
    if draft is None:
        return Answer("", None, "search", None, [], [], said.found, None, Tokens(0, 0))
    return Answer(
        draft.text,
        draft.decision.outcome or "ask",
        draft.writer,
        draft.degraded.code if draft.degraded else None,
        draft.citations,
        draft.checks,
        said.found,
        draft.timing_ms,
        draft.tokens,
    )
