"""The model writes, the checks read; what does not pass is written once more with the reasons, and then not at all."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

import structlog
from msgspec import Struct, structs

from server.domain.draft import Check, ResetEvent, TextEvent, Tokens
from server.drafting.checks.table import run_checks
from server.drafting.degraded import DegradedCode, why_again
from server.drafting.ledger.claims import listen_ahead
from server.drafting.model_writer.material import Job, Material, gather_material
from server.drafting.model_writer.put_back import PutBack
from server.drafting.model_writer.tidy import tidy
from server.drafting.task import Written
from server.errors import ModelFailed
from server.llm.client import Model, Turn
from server.llm.prompts import PromptLibrary, fenced, in_a_row

_TRIES = 2
_LINE_END = "\n"
_CODES: dict[str, DegradedCode] = {
    "timeout": "timeout",
    "rate_limited": "rate_limited",
    "refused": "refused",
    "broken_stream": "broken_stream",
}

log = structlog.get_logger()


class ModelWritten(Struct, frozen=True):
    """What the model's writing came to. `written` None: it may not serve, and `failed` says why.

    `checks`: of what was written; of the macro writer's text where nothing may serve.
    """

    written: Written | None
    checks: list[Check]
    failed: DegradedCode | None
    prompt_version: str
    sent: list[Turn]
    tokens: Tokens


async def write_with_model(job: Job, model: Model) -> AsyncGenerator[TextEvent | ResetEvent | ModelWritten, None]:
    """The text as it comes, a ResetEvent before a second try, at last one ModelWritten."""
    material = await asyncio.to_thread(gather_material, job)
    # What fails in the macro writer's text as well is not the model's doing.
    of_macro = run_checks(job.task, job.macro)
    allowed = {check.id for check in of_macro if not check.passed}
    turns, tokens = material.turns, Tokens(0, 0)
    for tries_left in reversed(range(_TRIES)):
        text, listening = "", []
        try:
            async with aclosing(_text(model, turns, material)) as pieces:
                async for piece in pieces:
                    if isinstance(piece, Tokens):
                        tokens += piece
                    elif piece:
                        text += piece
                        yield TextEvent(piece)
                        if _LINE_END in piece:
                            ahead = asyncio.to_thread(listen_ahead, tidy(text), job.macro.text)
                            listening.append(asyncio.create_task(ahead))
        except ModelFailed as error:
            log.warning("model_writing_failed", code=error.code, model=model.name, **error.details)
            failed = _CODES.get(error.code, "model_error")
            yield ModelWritten(None, of_macro, failed, material.prompt_version, turns, tokens)
            return
        await asyncio.gather(*listening)
        written = structs.replace(job.macro, text=tidy(text), claims=[], opening_id=None)
        checks = await asyncio.to_thread(run_checks, job.task, written, beside=job.macro.text)
        troubles = [check for check in checks if not check.passed and check.id not in allowed]
        if not any(map(_refuses, troubles)) and not (troubles and tries_left):
            yield ModelWritten(written, checks, None, material.prompt_version, turns, tokens)
            return
        log.info("model_draft_refused", checks=[check.id for check in troubles], model=model.name)
        if tries_left:
            yield ResetEvent("checks_failed", why_again(job.task.agents_language))
            turns = [*turns, *ask_again(text, troubles, material, job.prompts)]
    yield ModelWritten(None, of_macro, "checks_failed", material.prompt_version, turns, tokens)


async def _text(model: Model, turns: Sequence[Turn], material: Material) -> AsyncGenerator[str | Tokens, None]:
    """The model's pieces with people in them again."""
    put_back = PutBack(material.redaction)
    async with aclosing(model.write(turns)) as pieces:
        async for piece in pieces:
            if isinstance(piece, Tokens):
                yield put_back.rest()
                yield piece
            else:
                yield put_back.feed(piece)


def _refuses(trouble: Check) -> bool:
    """What no text of a model may hold in the end. The other warnings ask for a second try, and are shown if it fails:
    a claim that rests on nothing is an invented policy, day or figure, where an agent's own may be what they know."""
    return trouble.severity == "block" or trouble.id == "untied"


def ask_again(text: str, troubles: Sequence[Check], material: Material, prompts: PromptLibrary) -> list[Turn]:
    """What a model is told after a text that may not serve: the text that was refused, and why."""
    redact = material.redaction.redact
    reasons = "\n".join(f"- {check.reason}" for check in troubles)
    return [
        Turn("assistant", redact(text)),
        Turn("user", in_a_row([prompts.snippet("again"), fenced(redact(reasons))])),
    ]
