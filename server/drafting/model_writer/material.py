"""What a model is given to write from: a prompt, filled, with nobody's name in it."""

from collections.abc import Iterator

from msgspec import Struct

from server.domain.draft import ContextKind, Preset
from server.domain.redacted import Redacted
from server.drafting.context import ContextText
from server.drafting.task import WritingTask, Written
from server.llm.client import Turn
from server.llm.prompts import PromptLibrary, fenced, in_a_row, version_of
from server.tickets.redaction.known import known_people
from server.tickets.redaction.redact import Redaction

_LANGUAGES = {"de": "German", "en": "English"}
LANGUAGES = frozenset(_LANGUAGES)
"""In which the checks can hold a text to its facts; in others macros write alone."""

_TITLES: dict[ContextKind, str] = {
    "question": "The customer's newest message",
    "decision": "What has been decided, and the facts it rests on",
    "policy": "From the shop's policies",
    "order": "The order",
    "earlier_message": "An earlier message",
    "ticket": "How the shop answered a similar question once",
}
_CHANGES: dict[Preset, str] = {
    "shorter": "Make it about half as long; keep every fact, day, amount and question.",
    "warmer": "Make it warmer: more understanding for this person and their case, no set phrases.",
    "clearer": "Make it clearer: plainer words, shorter sentences, what happens next easy to find.",
    "more_formal": "Make it more formal, still friendly.",
    "translate": "Translate it, as a native speaker would have written it.",
}


class Job(Struct, frozen=True, kw_only=True):
    """One text to write. `macro`: what the macro writer says to the same task. `earlier_text`: a draft to word anew."""

    task: WritingTask
    macro: Written
    context: list[ContextText]
    prompts: PromptLibrary
    instruction: str | None = None
    typed_text: str | None = None
    preset: Preset | None = None
    earlier_text: str | None = None


class Material(Struct, frozen=True):
    """`turns` may leave the server; `redaction` knows whom their placeholders stand for."""

    turns: list[Turn]
    redaction: Redaction
    prompt_version: str


def gather_material(job: Job) -> Material:
    """The filled prompt. Takes milliseconds: call it in a thread."""
    case = job.task.case
    orders = [*([case.order] if case.order else []), *case.sender_orders]
    redaction = Redaction(known_people(case.ticket, orders, case.store))
    values = {
        "shop": redaction.redact(case.store.name),
        "context": _context(job, redaction),
        "model_reply": fenced(redaction.redact(job.earlier_text or job.macro.text)),
        "wishes": in_a_row(list(_wishes(job, redaction))),
        "language": redaction.redact(_LANGUAGES[job.macro.language]),
    }
    if job.task.kind == "supplier_message":
        prompt = job.prompts.prompt("supplier-message")
        return Material(prompt.render(values), redaction, f"{prompt.id}@{prompt.version}")
    prompt = job.prompts.prompt("rewrite" if job.earlier_text else "reply")
    promises, style = job.prompts.snippet("promises"), job.prompts.snippet(f"style.{_style(job)}")
    values |= {
        "promises": promises,
        "style": style,
        "voice": redaction.redact(case.store.voice or "plain and friendly"),
        "length": redaction.redact("three sentences at most" if job.task.is_brief else "as many words as it needs"),
    }
    return Material(prompt.render(values), redaction, f"{prompt.id}@{version_of(prompt.version, promises, style)}")


def _style(job: Job) -> str:
    if job.macro.language != "de":
        return job.macro.language
    form = job.macro.macro.address_form if job.macro.macro else "none"
    return f"de-{job.task.case.store.address_form if form == 'none' else form}"


def _context(job: Job, redaction: Redaction) -> Redacted:
    kinds = _kinds(job.task)
    return in_a_row([_piece(piece, redaction) for piece in job.context if piece.text and piece.part.kind in kinds])


def _kinds(task: WritingTask) -> frozenset[ContextKind]:
    """A supplier learns nothing of the customer; who has not shown whose order it is, nothing of the order."""
    if task.kind == "supplier_message":
        return frozenset({"order"})
    return frozenset({"question", "policy"}) if task.must_prove_identity else frozenset(_TITLES)


def _piece(piece: ContextText, redaction: Redaction) -> Redacted:
    title = " · ".join(filter(None, [_TITLES[piece.part.kind], piece.part.title]))
    return in_a_row([redaction.redact(f"{title}:"), fenced(redaction.redact(piece.text))])


def _wishes(job: Job, redaction: Redaction) -> Iterator[Redacted]:
    if job.preset in _CHANGES:
        yield redaction.redact(_CHANGES[job.preset])
    if job.instruction:
        yield redaction.redact("What the agent wants of the words (it changes no fact and no promise):")
        yield fenced(redaction.redact(job.instruction))
    if job.typed_text and job.typed_text.strip():
        yield redaction.redact("The agent has begun to write. Keep what they say and build the reply around it:")
        yield fenced(redaction.redact(job.typed_text))
