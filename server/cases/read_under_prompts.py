"""Past tickets read by a model under the prompts in force and under those of a label: a prompt that reads may flip a
decision, one that writes cannot."""

from collections.abc import Callable, Sequence

from msgspec import Struct, structs

from server.cases.decide_case import question_of
from server.cases.past_questions import answered_at, past_case
from server.db import tickets
from server.db.past_questions import Asked
from server.db.pool import Connection, Database
from server.domain.decision import Question
from server.domain.ticket import PastTicket
from server.errors import InvalidRequest
from server.llm.client import Model
from server.llm.prompts import PromptLibrary
from server.refunds.replay.compare import PastCase
from server.stores.prompts import check_label, prompts_in_force
from server.stores.shop import Shop, open_shop
from server.tickets.model_reading.read_with_model import READ_BY

_AT_ONCE = 20


class OtherPrompts(Struct, frozen=True):
    """The prompts of `label` in place of those in force; `model` reads with both."""

    label: str
    model: Model


async def read_under_prompts(
    database: Database,
    store_id: str,
    asked: Sequence[Asked],
    other: OtherPrompts,
    on_read: Callable[[int, int], None],
) -> tuple[list[PastCase], int]:
    """The cases of `asked`, each read twice by the model, and how many of its answers came to nothing (there the rules'
    reading stands). What people noted in a ticket is left aside, for it would hide what a prompt reads.

    BadValue for a label that is on nothing; InvalidRequest where it reads by the same prompts: then nothing can flip.
    """
    async with database.store(store_id) as conn:
        await check_label(conn, other.label)
        shop = await open_shop(conn)
        in_force, labelled = await prompts_in_force(conn), await prompts_in_force(conn, other.label)
    if all(in_force.texts[name] == labelled.texts[name] for name in READ_BY):
        raise InvalidRequest(
            f"{other.label!r:.60} reads mails by the same prompts as those in force, so no decision can flip; try its "
            "words with kulanz eval run --prompts LABEL."
        )
    unanswered_before = other.model.unanswered
    cases: list[PastCase] = []
    for start in range(0, len(asked), _AT_ONCE):
        batch = asked[start : start + _AT_ONCE]
        async with database.store(store_id) as conn:
            for one in batch:
                (past,) = await tickets.by_ids(conn, [one.ticket_id])
                now = await _question(conn, shop, past, other.model, in_force)
                then = await _question(conn, shop, past, other.model, labelled)
                cases.append(structs.replace(past_case(one), question=now, read_otherwise=then))
        on_read(len(cases), len(asked))
    return cases, other.model.unanswered - unanswered_before


async def _question(conn: Connection, shop: Shop, past: PastTicket, model: Model, prompts: PromptLibrary) -> Question:
    moment = answered_at(past.ticket)
    return await question_of(conn, shop, past.ticket.unanswered(moment), {}, moment, model, prompts)
