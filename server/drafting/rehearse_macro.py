"""What a macro would say, before it is in force: drafts on cases that end in its outcome, none of them kept."""

import asyncio
from collections.abc import AsyncIterator
from time import perf_counter

from msgspec import Struct, structs

from server.cases.decide_case import Decided, decide_ticket
from server.db import overview, tickets
from server.db.pool import Connection, Database
from server.domain.access import Principal
from server.domain.draft import Draft, DraftRequest
from server.domain.policy import Macro
from server.domain.ticket import PastTicket
from server.drafting.draft_reply import Origin, Prepared, checked, finished, prepare, write_prepared
from server.drafting.macro_writer.write import write
from server.drafting.rehearse import as_first_seen
from server.errors import KulanzError
from server.retrieval.find import BY_DEFAULT, Weights
from server.stores.read_macros import ASK

_LOOKED_AT = 40
"""Tickets at most that are decided to find cases: a second or two."""


class MacroRehearsal(Struct, frozen=True):
    """What a macro makes of a kept ticket. `otherwise`: the macro that writes there by the rules, if another one."""

    ticket: PastTicket
    draft: Draft
    otherwise: str | None


async def rehearse_macro(
    database: Database, principal: Principal, macro: Macro, most: int = 3, weights: Weights = BY_DEFAULT
) -> list[MacroRehearsal]:
    """Drafts of `macro` on up to `most` kept tickets of its language and outcomes; empty where there are none."""
    rehearsed: list[MacroRehearsal] = []
    async with database.store(principal.store) as conn:
        async for past in _candidates(conn, macro):
            one = await _rehearse_on(conn, principal, past, macro, weights)
            rehearsed += [one] if one else []
            if len(rehearsed) == most:
                break
    return rehearsed


async def _candidates(conn: Connection, macro: Macro) -> AsyncIterator[PastTicket]:
    """Tickets that have ended in its outcomes before, then the newest of all."""
    likely = await tickets.that_ended_in(conn, macro.outcomes, _LOOKED_AT)
    newest = [heading.id for heading in await overview.newest_tickets(conn, _LOOKED_AT)]
    ids = list(dict.fromkeys([*likely, *newest]))[:_LOOKED_AT]
    by_id = {past.id: past for past in await tickets.by_ids(conn, ids)}
    for one in ids:
        yield by_id[one]


async def _rehearse_on(
    conn: Connection, principal: Principal, past: PastTicket, macro: Macro, weights: Weights
) -> MacroRehearsal | None:
    """None where the case is another language's or outcome's, cannot be drafted, or the macro would lose its say."""
    started = perf_counter()
    origin = Origin(variant=macro.variant)
    request = _request(past, macro)
    try:
        request = checked(request, None)
        # First without a search for sources, which most candidates do not need any more.
        if not _fits(await decide_ticket(conn, principal, request.ticket, {}, request.as_of), macro):
            return None
        prepared = await prepare(conn, principal, request, origin, None, weights)
    except KulanzError:
        return None
    alone = structs.replace(prepared, task=structs.replace(prepared.task, macros=[macro]))
    draft = await finished(write_prepared(alone, request, origin, None, started))
    if macro.id not in [citation.title for citation in draft.citations if citation.kind == "macro"]:
        return None
    by_rules = await asyncio.to_thread(_macro_by_rules, prepared)
    return MacroRehearsal(past, draft, None if by_rules == macro.id else by_rules)


def _request(past: PastTicket, macro: Macro) -> DraftRequest:
    kind = "supplier_message" if macro.kind == "supplier_message" else "reply"
    channel = macro.channel or past.ticket.channel
    request = structs.replace(as_first_seen(past), kind=kind)
    return structs.replace(request, ticket=structs.replace(request.ticket, channel=channel))


def _fits(decided: Decided, macro: Macro) -> bool:
    outcome = decided.decision.outcome or ASK
    is_asking = decided.decision.action == "ask" and ASK in macro.outcomes
    speaks = macro.kind == "supplier_message" or decided.case.reading.language == macro.language
    return speaks and (outcome in macro.outcomes or is_asking)


def _macro_by_rules(prepared: Prepared) -> str | None:
    macro = write(prepared.task).macro
    return macro.id if macro else None
