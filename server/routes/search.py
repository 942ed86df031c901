"""POST /v1/search: policies, past tickets and macros."""

from datetime import datetime
from typing import Annotated

from litestar import post
from litestar.params import JSONBody
from msgspec import Meta, Struct

from server.db import stores
from server.domain.passage import Passage, PassageKind
from server.retrieval.find import ask, find_passages
from server.routes.access import Caller, OpenDatabase, OpenWeights
from server.routes.schema import ERRORS
from server.tickets.redaction.known import known_of_shop
from server.tickets.redaction.redact import Redaction

_ALL_KINDS: tuple[PassageKind, ...] = ("policy", "ticket", "macro")


class SearchRequest(Struct, frozen=True):
    """`limit` from 1 to 50; all kinds unless some are named."""

    query: Annotated[str, Meta(min_length=1, max_length=4000)]
    kinds: list[PassageKind] | None = None
    language: str | None = None
    limit: Annotated[int, Meta(ge=1, le=50)] = 10


class SearchAnswer(Struct, frozen=True):
    passages: list[Passage]


@post("/v1/search", status_code=200, tags=["search"], summary="Find passages", responses=ERRORS)
async def search(
    data: JSONBody[SearchRequest], database: OpenDatabase, weights: OpenWeights, principal: Caller
) -> SearchAnswer:
    """Passages in force today, best first."""
    async with database.store(principal.store) as conn:
        store = (await stores.get(conn)).store
        day = datetime.now(store.zone).date()
        question = await ask(conn, data.query, weights, redact=Redaction(known_of_shop(store)).redact)
        found = [
            passage
            for kind in data.kinds or _ALL_KINDS
            for passage in await find_passages(conn, question, kind, language=data.language, day=day, limit=data.limit)
        ]
    return SearchAnswer(sorted(found, key=lambda passage: -passage.score)[: data.limit])
