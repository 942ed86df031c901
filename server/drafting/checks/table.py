"""All checks, in the order in which they are shown: what blocks first."""

from importlib.resources import files

import msgspec
import yaml
from msgspec import Struct, structs

from server.domain.draft import Check, Claim
from server.domain.store import AddressForm
from server.drafting.checks.address_form import mixes_address
from server.drafting.checks.admits_fault import admits_fault
from server.drafting.checks.amount import unknown_amount
from server.drafting.checks.approval import needs_approval
from server.drafting.checks.asks import asks_wrongly
from server.drafting.checks.context import CheckContext, Rule, Trouble
from server.drafting.checks.denies_law import denies_law
from server.drafting.checks.earlier_day import earlier_day
from server.drafting.checks.goodwill import calls_it_goodwill
from server.drafting.checks.identity import gives_away_order
from server.drafting.checks.internal import internal_detail
from server.drafting.checks.language import is_other_language
from server.drafting.checks.length import too_long
from server.drafting.checks.link import foreign_link
from server.drafting.checks.next_step import no_next_step
from server.drafting.checks.number import unknown_number
from server.drafting.checks.opening import opens_anyhow
from server.drafting.checks.placeholder_left import placeholder_left
from server.drafting.checks.positive import says_what_is_not
from server.drafting.checks.promise import promises_more
from server.drafting.checks.regret import too_much_regret
from server.drafting.checks.remedy import another_remedy
from server.drafting.checks.signature import unsigned
from server.drafting.checks.stock_phrases import stock_phrase
from server.drafting.checks.untied import untied_claim
from server.drafting.marked import code_point, utf16
from server.drafting.task import WritingTask, Written

_HANDED_OVER = "law_handover"
CHECKS: tuple[Rule, ...] = (
    Rule("identity", "block", gives_away_order, ("reply",)),
    Rule("language", "block", is_other_language),
    Rule("placeholder_left", "block", placeholder_left),
    Rule("remedy", "block", another_remedy, ("reply",)),
    Rule("promise", "block", promises_more, ("reply",)),
    Rule("amount", "block", unknown_amount),
    Rule("earlier_day", "block", earlier_day, ("reply",)),
    Rule("number", "block", unknown_number, ("reply",)),
    Rule("link", "block", foreign_link),
    Rule("denies_law", "block", denies_law, ("reply",)),
    Rule("goodwill", "block", calls_it_goodwill, ("reply",)),
    Rule("admits_fault", "block", admits_fault, ("reply",)),
    Rule("internal", "block", internal_detail, ("reply",)),
    Rule("approval", "warn", needs_approval, ("reply",)),
    Rule("untied", "warn", untied_claim, ("reply",)),
    Rule("asks", "warn", asks_wrongly, ("reply",)),
    Rule("next_step", "warn", no_next_step, ("reply",)),
    Rule("address_form", "warn", mixes_address, ("reply",)),
    Rule("opening", "warn", opens_anyhow, ("reply",)),
    Rule("positive", "warn", says_what_is_not, ("reply",)),
    Rule("signature", "warn", unsigned, ("reply",)),
    Rule("stock_phrases", "warn", stock_phrase, ("reply",)),
    Rule("regret", "warn", too_much_regret, ("reply",)),
    Rule("length", "warn", too_long, ("reply",)),
)


class _Sentence(Struct, frozen=True, forbid_unknown_fields=True):
    de: str
    en: str


class _Reason(Struct, frozen=True, forbid_unknown_fields=True):
    passed: _Sentence
    failed: _Sentence
    held: _Sentence | None = None


_REASONS = msgspec.convert(
    yaml.safe_load(files(__package__).joinpath("reasons.yaml").read_text("utf-8")), dict[str, _Reason], strict=True
)


def run_checks(task: WritingTask, written: Written, *, beside: str | None = None) -> list[Check]:
    """Every check that runs on drafts of this kind, on the text as written.

    `beside`: beside what a model wrote, the macro writer's text; None where the macro writer wrote.
    """
    macro_form = written.macro.address_form if written.macro else "none"
    form = task.case.store.address_form if macro_form == "none" else macro_form
    if written.macro and _HANDED_OVER in written.macro.outcomes:
        task = structs.replace(task, decision=structs.replace(task.decision, asks=[]))  # who takes over will ask
    filled = tuple((code_point(written.text, c.start), code_point(written.text, c.end)) for c in _filled(written))
    context = structs.replace(CheckContext.of(written.text, task, written.language, form, beside=beside), filled=filled)
    return _check_all(written.text, context)


def _filled(written: Written) -> list[Claim]:
    return [claim for claim in written.claims if claim.supported_by]


def check_text(text: str, task: WritingTask, language: str, form: AddressForm, *, beside: str = "") -> list[Check]:
    """The same on any text in NFC: a model's, an agent's, a past reply, beside what the macro writer made of it."""
    return _check_all(text, CheckContext.of(text, task, language, form, beside=beside))


def _check_all(text: str, context: CheckContext) -> list[Check]:
    return [_check(rule, text, context) for rule in CHECKS if context.task.kind in rule.kinds]


def _check(rule: Rule, text: str, context: CheckContext) -> Check:
    trouble = rule.looks(text, context)
    return Check(
        id=rule.id,
        passed=trouble is None,
        severity=rule.severity,
        reason=_reason(rule.id, trouble, context.task.agents_language),
        start=None if trouble is None or trouble.start is None else utf16(text, trouble.start),
        end=None if trouble is None or trouble.end is None else utf16(text, trouble.end),
    )


def _reason(check: str, trouble: Trouble | None, language: str) -> str:
    """In German, or in English for readers of every other language."""
    reason = _REASONS[check]
    if trouble is None:
        sentence, words = reason.passed, ""
    else:
        sentence, words = (reason.held if trouble.reason == "held" else None) or reason.failed, trouble.words
    return (sentence.de if language == "de" else sentence.en).format(words=words)
