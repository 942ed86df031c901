"""Criteria in words, judged by a model: one yes or no at a time, on redacted text alone."""

import structlog
from msgspec import Struct

from server.domain.draft import Draft
from server.errors import ModelFailed
from server.evaluation.result import Judged
from server.llm.client import Model, Turn
from server.llm.prompts import BUILT_IN, PromptLibrary, fenced
from server.tickets.redaction.known import Known
from server.tickets.redaction.redact import Redaction

_SECONDS = 30.0

log = structlog.get_logger()


class Verdict(Struct, frozen=True, forbid_unknown_fields=True):
    """`reason` comes first: who has to say why judges better."""

    reason: str
    met: bool


async def judge_rubric(
    criteria: list[str], ticket_text: str, draft: Draft, known: Known, model: Model | None
) -> list[Judged]:
    """A verdict for each criterion; not judged without a model, or where its verdict cannot be read."""
    return [await _verdict(criterion, ticket_text, draft, known, model) for criterion in criteria]


async def _verdict(criterion: str, ticket_text: str, draft: Draft, known: Known, model: Model | None) -> Judged:
    if model is None:
        return Judged("rubric", None, f"not judged without a model: {criterion}")
    turns = rubric_turns(criterion, ticket_text, draft.text, BUILT_IN, known)
    try:
        verdict = await model.ask(turns, Verdict, within=_SECONDS)
    except ModelFailed as error:
        log.warning("rubric_not_judged", code=error.code)
        return Judged("rubric", None, f"no verdict ({error.code}): {criterion}")
    return Judged("rubric", verdict.met, f"{criterion}: {verdict.reason}")


def rubric_turns(criterion: str, ticket_text: str, draft_text: str, prompts: PromptLibrary, known: Known) -> list[Turn]:
    """What a model is asked about one criterion, without the people who are `known`."""
    redact = Redaction(known).redact
    values = {
        "ticket": fenced(redact(ticket_text)),
        "draft": fenced(redact(draft_text)),
        "criterion": redact(criterion),
    }
    return prompts.prompt("rubric").render(values)
