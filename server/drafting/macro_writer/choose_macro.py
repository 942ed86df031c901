"""Which macro a draft is made of (store-pack.md, macros)."""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from server.domain.policy import Macro, MacroKind, Variant
from server.domain.store import AddressForm
from server.domain.ticket import Channel
from server.drafting.marked import Values, can_fill, names_in

_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_MONEY = frozenset({"amount", "credit_amount", "discount_percent"})
_DECISION = _MONEY | frozenset(
    {
        "asks",
        "next_step",
        "next_step_day",
        "return_address",
        "return_by",
        "return_postage",
        "refund_by",
        "rma",
        "window_end",
    }
)
_WITHDRAWAL_ALONE = ["withdrawal"]
_RANK_OF_VARIANT = {"standard": 1}


class Wanted(Struct, frozen=True):
    """What the macro must be for. `may_confirm_withdrawal`: not where the facts say that none was declared."""

    outcome: str
    intent: str
    kind: MacroKind
    channel: Channel
    variant: Variant
    language: str
    form: AddressForm
    may_confirm_withdrawal: bool


def choose_macro(macros: Iterable[Macro], wanted: Wanted, values: Values) -> Macro | None:
    """The best that keeps its decision, None where none does.

    Its outcomes hold the wanted one and its channel is absent or the wanted one; one for withdrawals alone only
    where there is one. Then intent, then variant, then more placeholders filled, then id.
    """
    fitting = [macro for macro in macros if _fits(macro, wanted) and keeps_decision(macro, values)]
    return min(fitting, key=lambda macro: _rank(macro, wanted, values), default=None)


def losing(macros: Iterable[Macro], wanted: Wanted, values: Values) -> list[str]:
    """Ids of macros that would fit but are left without their decision."""
    return sorted({m.id for m in macros if _fits(m, wanted) and not keeps_decision(m, values)})


def keeps_decision(macro: Macro, values: Values) -> bool:
    """Whether what is decided still stands in it once paragraphs without a value are left out.

    Money carries the decision where the macro names any; else every placeholder of the decision does.
    """
    carrying = _MONEY if _MONEY & set(names_in(macro.body)) else _DECISION
    deciding = [p for p in paragraphs(macro.body) if carrying & set(names_in(p))]
    kept = [p for p in paragraphs(macro.body) if can_fill(p, values)]
    return any(p in kept for p in deciding) if deciding else bool(kept)


def paragraphs(body: str) -> list[str]:
    """The paragraphs of a text: what blank lines part."""
    return [paragraph.strip("\n") for paragraph in _BLANK_LINES.split(body) if paragraph.strip()]


def _fits(macro: Macro, wanted: Wanted) -> bool:
    return (
        macro.kind == wanted.kind
        and macro.language == wanted.language
        and wanted.outcome in macro.outcomes
        and macro.channel in (None, wanted.channel)
        and (wanted.may_confirm_withdrawal or macro.intents != _WITHDRAWAL_ALONE)
    )


def _rank(macro: Macro, wanted: Wanted, values: Values) -> tuple[bool, int, int, int, str]:
    return (
        not _keeps_the_form(macro, wanted),
        _intent_rank(macro.intents, wanted.intent),
        _variant_rank(macro.variant, wanted.variant),
        -sum(name in values for name in names_in(macro.body)),
        macro.id,
    )


def _keeps_the_form(macro: Macro, wanted: Wanted) -> bool:
    """A shop that has both says du or Sie throughout, unless the formal variant is asked for and is the other form."""
    return macro.address_form in (wanted.form, "none") or wanted.variant == macro.variant == "formal"


def _intent_rank(intents: Sequence[str], intent: str) -> int:
    """This intent, then any, then another."""
    return 0 if intent in intents else 2 if intents else 1


def _variant_rank(variant: Variant, wanted: Variant) -> int:
    """The wanted one, then the standard, then another."""
    return 0 if variant == wanted else _RANK_OF_VARIANT.get(variant, 2)
