"""What a model would be sent for a kept ticket with a prompt in other words, nobody's name in it."""

import asyncio

from msgspec import structs

from server.db.pool import Connection
from server.domain.access import Principal
from server.domain.draft import DraftRequest
from server.drafting.checks.table import run_checks
from server.drafting.draft_reply import Origin, Prepared, checked, prepare
from server.drafting.model_writer.material import gather_material
from server.drafting.model_writer.write import ask_again
from server.drafting.rehearse import read_asked, writing_job
from server.llm.client import Turn
from server.llm.prompts import SNIPPETS, PromptLibrary
from server.retrieval.find import BY_DEFAULT, Weights

_AGAIN = f"{SNIPPETS}again"
_STYLE = f"{SNIPPETS}style."


async def show_prompt(
    conn: Connection,
    principal: Principal,
    request: DraftRequest,
    name: str,
    prompts: PromptLibrary,
    weights: Weights = BY_DEFAULT,
) -> list[Turn]:
    """The turns in which the prompt or snippet `name` of `prompts` is used. Raises what `draft_reply` does."""
    request = checked(_request_for(request, name), None)
    prepared = await prepare(conn, principal, request, Origin(), None, weights)
    return await asyncio.to_thread(_turns, prepared, name, prompts)


def _request_for(request: DraftRequest, name: str) -> DraftRequest:
    """The ticket's own, but for what only another kind of text or another language uses."""
    if name == "supplier-message":
        return structs.replace(request, kind="supplier_message")
    if name.startswith(_STYLE):
        return structs.replace(request, language=name.removeprefix(_STYLE)[:2])
    return request


def _turns(prepared: Prepared, name: str, prompts: PromptLibrary) -> list[Turn]:
    if name in ("reading", f"{SNIPPETS}text_facts"):
        return read_asked(prepared, prompts, "reading")
    if name == "reading-again":
        return read_asked(prepared, prompts, "reading-again")
    job = writing_job(prepared, prompts)
    if name == "rewrite":
        job = structs.replace(job, earlier_text=job.macro.text, preset="shorter")
    material = gather_material(job)
    if name != _AGAIN:
        return material.turns
    checks = [check for check in run_checks(job.task, job.macro) if check.severity == "block"]
    return [*material.turns, *ask_again(job.macro.text, checks[:1], material, prompts)]
