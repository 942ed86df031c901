"""Rewrite a draft: the same decision in other words, as a new draft."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from msgspec import structs

from server.db import drafts
from server.db.pool import Database
from server.domain.access import Principal
from server.domain.draft import DraftEvent, Preset, RewriteRequest
from server.domain.policy import Variant
from server.drafting.draft_reply import Origin, draft_reply
from server.errors import InvalidRequest, ModelRequired
from server.llm.client import Model
from server.retrieval.find import BY_DEFAULT, Weights
from server.tickets.validate import check_length

_VARIANTS: dict[Preset, Variant] = {"shorter": "short", "warmer": "warm", "more_formal": "formal"}


async def rewrite_draft(
    database: Database,
    principal: Principal,
    draft_id: str,
    rewrite: RewriteRequest,
    model: Model | None = None,
    weights: Weights = BY_DEFAULT,
) -> AsyncGenerator[DraftEvent, None]:
    """The events of the rewritten draft. DraftNotFound; ModelRequired for presets that no macro can serve."""
    async with database.store(principal.store) as conn:
        row = await drafts.get(conn, draft_id)
    check_length(rewrite.instruction)
    if model is None and rewrite.preset in ("clearer", "custom"):
        raise ModelRequired("This preset needs a model; without one, choose shorter, warmer, more_formal or translate.")
    if rewrite.preset == "custom" and not rewrite.instruction:
        raise InvalidRequest('Say what to change: {"preset": "custom", "instruction": "…"}.')
    request = row.request
    if rewrite.preset == "translate":
        if not rewrite.language:
            raise InvalidRequest('Say into which language: {"preset": "translate", "language": "en"}.')
        request = structs.replace(request, language=rewrite.language)
    variant = _VARIANTS.get(rewrite.preset, "standard")
    origin = Origin(row.draft.decision, row.draft.id, variant, rewrite, row.draft.text)
    async with aclosing(draft_reply(database, principal, request, origin, model, weights)) as events:
        async for event in events:
            yield event
