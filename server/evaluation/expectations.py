"""Each kind of expectation as one small function: what was expected, against what the product said."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from msgspec import Struct

from server.domain.decision import Decision, FactView, ShownValue
from server.domain.draft import Draft
from server.domain.money import Money
from server.evaluation.result import Judged, shown
from server.evaluation.suite import Expect


class Said(Struct, frozen=True):
    """What the product said: a draft, or the sections that a search found."""

    draft: Draft | None
    found: list[str]


def judge(expect: Expect, said: Said) -> list[Judged]:
    """Every expectation that code can judge; rubrics are judged elsewhere, by a model."""
    judged = [one for looks in _ON_DRAFTS for one in looks(expect, said.draft)] if said.draft else []
    return [*judged, *_cites(expect, said.found)]


def _triage(expect: Expect, draft: Draft) -> Iterator[Judged]:
    if expect.triage is None:
        return
    for name in expect.triage.__struct_fields__:
        wanted, got = getattr(expect.triage, name), getattr(draft.triage, name)
        if wanted is not None:
            yield Judged("triage", wanted == got, f"{name} is {got}, expected {wanted}")


def _facts(expect: Expect, draft: Draft) -> Iterator[Judged]:
    for name, wanted in (expect.facts or {}).items():
        got = _as_written(draft.decision.facts.get(name))
        yield Judged("facts", _same(wanted, got), f"{name} is {shown(got)}, expected {shown(wanted)}")


def _as_written(view: FactView | None) -> ShownValue | None:
    """A fact as a suite writes it, where "none" is a value like others; None where it is unknown."""
    if view is None:
        return None
    return "none" if view.state == "none" else view.value


def _same(wanted: object, got: object) -> bool:
    if isinstance(wanted, Decimal | int) and not isinstance(wanted, bool) and isinstance(got, int | str):
        return str(wanted) == str(got)
    return wanted == got


def _decision(expect: Expect, draft: Draft) -> Iterator[Judged]:
    if expect.decision is None:
        return
    got = _as_expected(draft.decision)
    for name in expect.decision.__struct_fields__:
        wanted = getattr(expect.decision, name)
        if wanted is not None:
            is_met = set(wanted) <= set(draft.decision.asks) if name == "asks" else wanted == got[name]
            yield Judged("decision", is_met, f"{name} is {shown(got[name])}, expected {shown(wanted)}")


def _as_expected(decision: Decision) -> dict[str, object]:
    return {
        "outcome": decision.outcome or "ask",
        "action": decision.action,
        "amount": str(decision.amount.amount) if decision.amount else None,
        "order_number": decision.order_number,
        "raised_by_law": decision.raised_by_law,
        "needs_approval": decision.approval.needed,
        "asks": decision.asks,
    }


def _contains(expect: Expect, draft: Draft) -> Iterator[Judged]:
    for words in expect.contains or []:
        yield Judged("contains", words.casefold() in draft.text.casefold(), f"the draft should say “{words}”")


def _not_contains(expect: Expect, draft: Draft) -> Iterator[Judged]:
    for words in expect.not_contains or []:
        is_met = words.casefold() not in draft.text.casefold()
        yield Judged("not-contains", is_met, f"the draft should not say “{words}”")


def _regex(expect: Expect, draft: Draft) -> Iterator[Judged]:
    for pattern in expect.regex or []:
        yield Judged("regex", re.search(pattern, draft.text) is not None, f"the draft should match /{pattern}/")


def _checks(expect: Expect, draft: Draft) -> Iterator[Judged]:
    wanted = None if expect.checks == "all" else set(expect.checks or [])
    for check in draft.checks:
        is_asked = (wanted is None and check.severity == "block") or (wanted is not None and check.id in wanted)
        if is_asked:
            yield Judged("checks", check.passed, f"{check.id}: {check.reason}")
    for missing in (wanted or set()) - {check.id for check in draft.checks}:
        yield Judged("checks", None, f"{missing}: there is no such check on this kind of draft")


def _language(expect: Expect, draft: Draft) -> Iterator[Judged]:
    if expect.language:
        reason = f"the draft's language is {draft.language}, expected {expect.language}"
        yield Judged("language", draft.language == expect.language, reason)


def _latency(expect: Expect, draft: Draft) -> Iterator[Judged]:
    if expect.latency is None:
        return
    for most, took, what in (
        (expect.latency.first_word, draft.timing_ms.first_token, "first word"),
        (expect.latency.total, draft.timing_ms.total, "whole draft"),
    ):
        if most is not None:
            yield Judged("latency", took <= most, f"{what} after {took} ms, at most {most}")


def _cost(expect: Expect, draft: Draft) -> Iterator[Judged]:
    if expect.cost and expect.cost.tokens is not None:
        tokens = draft.tokens.prompt + draft.tokens.completion
        yield Judged("cost", tokens <= expect.cost.tokens, f"{tokens} tokens, at most {expect.cost.tokens}")
    if expect.cost and expect.cost.money:
        yield _money(expect.cost.money, draft)


def _money(most: Money, draft: Draft) -> Judged:
    """Macros cost nothing; of a model whose price is not known, or is in another currency, nothing can be said."""
    if draft.cost is None and draft.sent:
        return Judged("cost", None, "what the model costs is not known; set KULANZ_MODEL_PRICE")
    cost = draft.cost or Money(Decimal(0), most.currency)
    if cost.currency != most.currency:
        return Judged("cost", None, f"the model's price is in {cost.currency}, the expectation in {most.currency}")
    return Judged("cost", cost.amount <= most.amount, f"{cost.amount} {cost.currency}, at most {most.amount}")


def _cites(expect: Expect, found: list[str]) -> Iterator[Judged]:
    for section in expect.cites or []:
        yield Judged("cites", section in found, f"{section} should be among {', '.join(found) or 'nothing'}")


_ON_DRAFTS: tuple[Callable[[Expect, Draft], Iterator[Judged]], ...] = (
    _triage,
    _facts,
    _decision,
    _contains,
    _not_contains,
    _regex,
    _checks,
    _language,
    _latency,
    _cost,
)
