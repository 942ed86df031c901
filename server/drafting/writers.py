"""Who writes: the model where there is one and its text passes, else the macro writer. Either way something comes."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing

from msgspec import Struct

from server.domain.draft import Check, Degraded, Preset, ResetEvent, SentTurn, TextEvent, Tokens
from server.drafting.checks.table import run_checks
from server.drafting.context import ContextText
from server.drafting.degraded import DegradedCode, degraded
from server.drafting.macro_writer.write import write
from server.drafting.model_writer.material import LANGUAGES, Job
from server.drafting.model_writer.write import ModelWritten, write_with_model
from server.drafting.task import WritingTask, Written
from server.llm.client import Model
from server.llm.prompts import PromptLibrary


class Wishes(Struct, frozen=True):
    """What the agent wants of the words. `earlier_text`: the draft to word anew."""

    instruction: str | None = None
    typed_text: str | None = None
    preset: Preset | None = None
    earlier_text: str | None = None


class Authored(Struct, frozen=True):
    """A finished text with who wrote it and how. `degraded` None: the model did. `context`: as far as it was built.

    `beside`: beside a model's text, the macro writer's.
    """

    written: Written
    checks: list[Check]
    degraded: Degraded | None
    context: list[ContextText] | None
    model: str | None = None
    prompt_version: str | None = None
    sent: list[SentTurn] = []
    tokens: Tokens = Tokens(0, 0)
    beside: str | None = None


async def write_draft(
    task: WritingTask,
    build_context: Callable[[], list[ContextText]],
    wishes: Wishes,
    model: Model | None,
    prompts: PromptLibrary,
) -> AsyncGenerator[TextEvent | ResetEvent | Authored, None]:
    """The text as it comes, with a ResetEvent wherever it begins anew; at last one Authored.

    `build_context` takes milliseconds, and macros do without.
    """
    macro = await asyncio.to_thread(write, task)
    tried: ModelWritten | None = None
    context: list[ContextText] | None = None
    code: DegradedCode = "no_model"
    if model is not None and macro.language in LANGUAGES:
        context = await asyncio.to_thread(build_context)
        job = Job(
            task=task,
            macro=macro,
            context=context,
            prompts=prompts,
            instruction=wishes.instruction,
            typed_text=wishes.typed_text,
            preset=wishes.preset,
            earlier_text=wishes.earlier_text,
        )
        async with aclosing(write_with_model(job, model)) as events:
            async for event in events:
                if not isinstance(event, ModelWritten):
                    yield event
                    continue
                tried, code = event, event.failed or "model_error"
        if tried and tried.written:
            yield Authored(
                tried.written,
                tried.checks,
                None,
                context,
                model.name,
                tried.prompt_version,
                _sent(tried),
                tried.tokens,
                macro.text,
            )
            return
    fallback = degraded(code, task.agents_language)
    if tried:
        yield ResetEvent(code, fallback.message)
    for paragraph in _paragraphs(macro.text):
        yield TextEvent(paragraph)
    checks = tried.checks if tried else run_checks(task, macro)
    yield Authored(macro, checks, fallback, context, sent=_sent(tried), tokens=tried.tokens if tried else Tokens(0, 0))


def _sent(tried: ModelWritten | None) -> list[SentTurn]:
    return [SentTurn(turn.role, turn.text) for turn in tried.sent] if tried else []


def _paragraphs(text: str) -> Iterator[str]:
    """The text in pieces that add up to it."""
    before, *rest = text.split("\n\n")
    yield before
    for paragraph in rest:
        yield f"\n\n{paragraph}"
