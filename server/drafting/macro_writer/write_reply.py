"""The macro writer: a reply put together from the shop's macro and our own wordings, without a model.

Pure: the same task gives the same text.
"""

from server.domain.policy import Macro
from server.drafting.macro_writer.asks import needed, unspeakable
from server.drafting.macro_writer.compose import Composed, compose, compose_alone
from server.drafting.macro_writer.find_macro import find_macro
from server.drafting.macro_writer.material import gather, name_for
from server.drafting.macro_writer.notes import note
from server.drafting.macro_writer.placeholders import placeholders
from server.drafting.macro_writer.subject import subject
from server.drafting.macro_writer.wordings import Register
from server.drafting.marked import claims_of
from server.drafting.task import WritingTask, Written


def write_reply(task: WritingTask) -> Written:
    """A reply for the agent to look over and send. The language is another one where no macro speaks it."""
    found = find_macro(task)
    task, macro = found.task, found.macro
    form = task.case.store.address_form if macro.address_form == "none" else macro.address_form
    register = Register(macro.language, form)
    composed = _compose(task, register, macro)
    return Written(
        text=composed.text.text,
        subject=subject(task, register),
        language=macro.language,
        claims=claims_of(composed.text),
        macro=macro,
        notes=[*found.notes, *_notes(task, register)],
        opening_id=composed.opening_id,
    )


def _compose(task: WritingTask, register: Register, macro: Macro) -> Composed:
    if register.wording is None:
        return compose_alone(task, macro, placeholders(task, register, name_for(task)))
    return compose(gather(task, register, register.wording), macro)


def _notes(task: WritingTask, register: Register) -> list[str]:
    """What the draft could not do by itself."""
    language, wording, notes = task.agents_language, register.wording, list[str]()
    if wording is None and needed(task):
        notes.append(note("unspoken_asks", language, asks=", ".join(needed(task))))
    if wording is not None:
        notes += [note("unknown_ask", language, ask=word) for word in unspeakable(task, wording)]
    if task.case.store.signature == "draft" and not task.agent_name and not task.is_brief:
        notes.append(note("no_agent_name", language))
    return notes
