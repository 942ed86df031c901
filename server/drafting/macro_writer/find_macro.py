"""Where the macro of a reply comes from: the shop's own, else a built-in one, in a language the customer can read."""

from itertools import product

from msgspec import Struct, structs

from server.domain.policy import Macro
from server.drafting.macro_writer.builtin_macros import BUILTIN_MACROS
from server.drafting.macro_writer.choose_macro import Wanted, choose_macro, losing
from server.drafting.macro_writer.macro_values import macro_values
from server.drafting.macro_writer.material import gather, name_for
from server.drafting.macro_writer.notes import note
from server.drafting.macro_writer.placeholders import placeholders
from server.drafting.macro_writer.wordings import Register
from server.drafting.marked import Values
from server.drafting.task import WritingTask

_IDENTITY = "identity"
_ASK = "ask"
_HANDOVER = "law_handover"
_WAITS_FOR_MONEY = "approval_pending_money"
_WAITS = "approval_pending_goods"
_LAST_LANGUAGE = "en"


class Found(Struct, frozen=True):
    """The macro, and the task as it is to be written: handed over where no macro can say what was decided."""

    macro: Macro
    task: WritingTask
    notes: list[str]


def find_macro(task: WritingTask) -> Found:
    """In the customer's language, else in English, else in the shop's first."""
    notes: list[str] = []
    if task.awaits_approval:
        task, notes = _waiting(task), [_note(task, "awaits_approval")]
    for language in _languages(task):
        values = _values(task, language)
        for outcome, macros in product(_outcomes(task), (task.macros, BUILTIN_MACROS)):
            wanted = _wanted(task, outcome, language)
            notes += [_note(task, "incomplete_macro", macro=macro) for macro in losing(macros, wanted, values)]
            macro = choose_macro(macros, wanted, values)
            if macro:
                return Found(macro, task, [*_language_note(task, language), *notes])
    return _handed_over(task, notes)


def _waiting(task: WritingTask) -> WritingTask:
    """What is owed is on a manager's desk: the reply confirms receipt and the day, and asks for nothing yet."""
    decision = structs.replace(
        task.decision, action="handover", amount=None, return_=None, asks=[], missing_facts=[], next_step_day=None
    )
    return structs.replace(task, decision=decision)


def _handed_over(task: WritingTask, notes: list[str]) -> Found:
    """Announcing an answer promises nothing too much."""
    decision = structs.replace(task.decision, action="handover", asks=[], missing_facts=[], next_step_day=None)
    candidates = (
        (language, choose_macro(BUILTIN_MACROS, _wanted(task, _HANDOVER, language), {}))
        for language in [*_languages(task), _LAST_LANGUAGE]
    )
    language, macro = next((language, macro) for language, macro in candidates if macro)
    no_macro = _note(task, "no_macro", outcome=task.decision.outcome or _ASK)
    return Found(macro, structs.replace(task, decision=decision), [*_language_note(task, language), no_macro, *notes])


def _languages(task: WritingTask) -> list[str]:
    """The one asked for where the shop has it, English where it has that, its first."""
    has = task.case.store.languages
    return [language for language in dict.fromkeys([task.language, "en", has[0]]) if language in has]


def _outcomes(task: WritingTask) -> list[str]:
    """Under which names a macro may stand for this decision, the best first."""
    decision = task.decision
    if task.must_prove_identity:
        own = [decision.outcome] if decision.outcome and "sender_matches_order" in decision.asks else []
        return [*own, _IDENTITY]
    if task.awaits_approval:
        return [_WAITS_FOR_MONEY if decision.refund_by else _WAITS]
    if decision.outcome is None:
        return [_ASK]
    return [decision.outcome, _ASK] if decision.action == "ask" else [decision.outcome]


def _wanted(task: WritingTask, outcome: str, language: str) -> Wanted:
    return Wanted(
        outcome=outcome,
        intent=task.intent,
        kind="reply",
        channel=task.channel,
        variant="short" if task.is_brief and task.variant == "standard" else task.variant,
        language=language,
        form=task.case.store.address_form,
        may_confirm_withdrawal=task.may_confirm_withdrawal,
    )


def _values(task: WritingTask, language: str) -> Values:
    register = Register(language, task.case.store.address_form)
    if register.wording is None:
        return placeholders(task, register, name_for(task))
    return macro_values(gather(task, register, register.wording))


def _language_note(task: WritingTask, written: str) -> list[str]:
    return [] if written == task.language else [_note(task, "other_language", asked=task.language, written=written)]


def _note(task: WritingTask, key: str, **values: str) -> str:
    return note(key, task.agents_language, **values)
