"""A result that was kept beside one that was made otherwise: what was changed, and what that changed."""

from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct, json

from server.console.try_it.ticket_form import TicketForm
from server.console.try_it.word_diff import Piece, word_diff
from server.console.wording import said
from server.domain.draft import Check, Degraded
from server.domain.money import Money
from server.drafting.rehearse import Rehearsal
from server.errors import BadValue


class Result(Struct, frozen=True):
    """What a comparison shows of a rehearsal, with the form that it was made of. It travels in the page."""

    form: TicketForm
    outcome: str | None
    action: str
    amount: Money | None
    needs_approval: bool
    language: str
    text: str
    model: str | None
    label: str
    degraded: Degraded | None
    checks: list[Check]
    milliseconds: int


class Setting(Struct, frozen=True):
    """A field of the form that differs; `fact` names the fact where it is a correction."""

    field: str
    fact: str | None
    before: str
    after: str


class CheckPair(Struct, frozen=True):
    """A check whose answer differs; None where it did not run."""

    id: str
    before: Check | None
    after: Check | None


class Comparison(Struct, frozen=True):
    """`words`: both texts in pieces."""

    before: Result
    after: Result
    settings: list[Setting]
    words: tuple[list[Piece], list[Piece]]
    checks: list[CheckPair]

    @property
    def same_decision(self) -> bool:
        """Whether outcome, action, amount and approval are the same."""
        return _decided(self.before) == _decided(self.after)

    @property
    def same_text(self) -> bool:
        return self.before.text == self.after.text


def result_of(form: TicketForm, rehearsal: Rehearsal) -> Result:
    """What is kept of a result when the manager keeps it."""
    draft = rehearsal.draft
    return Result(
        msgspec.structs.replace(form, result="", kept=""),
        draft.decision.outcome,
        draft.decision.action,
        draft.decision.amount,
        draft.decision.approval.needed,
        draft.language,
        draft.text,
        draft.model,
        rehearsal.label,
        draft.degraded,
        draft.checks,
        draft.timing_ms.total,
    )


def packed(result: Result | None) -> str:
    """As a hidden field of the page holds it."""
    return json.encode(result).decode() if result else ""


def unpacked(text: str) -> Result | None:
    """What a hidden field held; BadValue where it cannot have been one of ours."""
    try:
        return json.decode(text, type=Result) if text else None
    except msgspec.MsgspecError as error:
        raise BadValue(said("refusal.kept_unreadable")) from error


def compare(before: Result, after: Result) -> Comparison:
    """The two results, and all that differs."""
    return Comparison(
        before,
        after,
        list(_settings(before, after)),
        word_diff(before.text, after.text),
        list(_checks(before.checks, after.checks)),
    )


def _settings(before: Result, after: Result) -> Iterator[Setting]:
    old, new = before.form, after.form
    for fact in dict.fromkeys([*old.corrections, *new.corrections]):
        one, other = old.corrections.get(fact, ""), new.corrections.get(fact, "")
        if one != other:
            yield Setting("fact", fact, one, other)
    pairs = {
        "items": (", ".join(old.items), ", ".join(new.items)),
        "outcome": (old.outcome, new.outcome),
        "kind": (old.kind, new.kind),
        "channel": (old.channel, new.channel),
        "as_of": (old.as_of, new.as_of),
        "label": (before.label, after.label),
        "writer": (before.model or "", after.model or ""),
    }
    for field, (one, other) in pairs.items():
        if one != other:
            yield Setting(field, None, one, other)
    if _ticket(old) != _ticket(new):
        yield Setting("ticket", None, "", "")


def _ticket(form: TicketForm) -> Sequence[object]:
    return form.texts, form.name, form.email, form.subject, form.order_number, form.agent_name


def _checks(before: list[Check], after: list[Check]) -> Iterator[CheckPair]:
    old, new = ({check.id: check for check in checks} for checks in (before, after))
    for one in dict.fromkeys([*old, *new]):
        pair = CheckPair(one, old.get(one), new.get(one))
        if (pair.before and pair.before.passed) != (pair.after and pair.after.passed):
            yield pair


def _decided(result: Result) -> Sequence[object]:
    return result.outcome, result.action, result.amount, result.needs_approval
