"""Rules that edits suggest, and topics whose drafts nobody uses."""

import asyncio
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.params import FromQuery
from litestar.response import Redirect
from msgspec import Struct, convert

from server.console.prompts.one_prompt import address_of
from server.console.render import HEADERS, page, wants_fragment
from server.console.session import AnyRequest, OpenDatabase, Session
from server.db import edited_drafts, eval_rules, stores
from server.db.eval_rules import RuleAnswer
from server.db.pool import Database
from server.domain.draft import UnusedTopic
from server.domain.store import Store
from server.drafting.unused_topic import unused_topics
from server.evaluation.learning.answer_rule import (
    Rule,
    accept_into_macro,
    accept_into_snippet,
    macro_file,
    refuse_rule,
    snippet_for,
)
from server.evaluation.learning.propose_rules import DAYS, LEAST_DRAFTS, ProposedRule, propose_rules

_RULES = "/console/evals/rules"


class RuleCard(Struct, frozen=True):
    """A rule with where it may go; None where that is not there."""

    rule: ProposedRule
    snippet: str | None
    macro: str | None


class RulesDesk(Struct, frozen=True):
    """`rules`: None where they were not looked for, which takes seconds."""

    store: Store
    edits: int
    rules: list[RuleCard] | None
    answered: list[RuleAnswer]
    unused: list[UnusedTopic]


@get("/evals/rules")
async def show_rules(
    request: AnyRequest, session: Session, database: OpenDatabase, look: FromQuery[bool] = False
) -> Response[str]:
    """What was answered and what is not used; with `look` also what edits of the last weeks suggest. The page opens
    without, and asks for that itself."""
    desk = await _set_up(database, session.store, look=look)
    template = "evals/_suggested.html" if wants_fragment(request) else "evals/rules.html"
    return page(request, template, here="evals", desk=desk, days=DAYS, least=LEAST_DRAFTS)


@post("/evals/rules")
async def answer_rule(request: AnyRequest, session: Session, database: OpenDatabase) -> Redirect:
    """Accept a rule, and go on to the editor that it is now in; or refuse it."""
    form = await request.form()
    rule, by = _rule(form), session.name
    async with database.store(session.store) as conn:
        store = (await stores.get(conn)).store
        match form.get("do"):
            case "snippet":
                name, version = await accept_into_snippet(conn, store, rule, by)
                then = f"{address_of(name)}?version={version}"
            case "macro":
                file = await accept_into_macro(conn, store, rule, str(form.get("macro") or ""), by)
                added = f"?{urlencode({'add': rule.sentence})}" if rule.change == "added" else ""
                then = f"/console/prompts/macros/{file}{added}"
            case _:
                await refuse_rule(conn, store, rule, by)
                then = _RULES
    return Redirect(then, status_code=303, headers=HEADERS)


def _rule(form: FormMultiDict) -> Rule:
    given: dict[str, Any] = {name: str(form.get(name) or "") for name in Rule.__struct_fields__}
    return convert(given, Rule)


async def _set_up(database: Database, store_id: str, *, look: bool) -> RulesDesk:
    async with database.store(store_id) as conn:
        store = (await stores.get(conn)).store
        edits, answered = await edited_drafts.edited(conn, DAYS), await eval_rules.all_of(conn)
        unused = await unused_topics(conn)
    if not look and edits:
        return RulesDesk(store, len(edits), None, answered, unused)
    rules = await asyncio.to_thread(propose_rules, store, edits, answered)
    async with database.store(store_id) as conn:
        cards = [
            RuleCard(
                rule,
                snippet_for(store, rule.language),
                rule.macro if rule.macro and await macro_file(conn, rule.macro, rule.language) else None,
            )
            for rule in rules
        ]
    return RulesDesk(store, len(edits), cards, answered, unused)
