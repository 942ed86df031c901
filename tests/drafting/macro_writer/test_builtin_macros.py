"""The macros that stand in where a shop has none."""

import pytest

from server.domain.policy import PLACEHOLDERS, Macro
from server.drafting.checks.address_form import mixes_address
from server.drafting.checks.context import CheckContext
from server.drafting.checks.stock_phrases import stock_phrase
from server.drafting.macro_writer.builtin_macros import BUILTIN_MACROS
from server.drafting.marked import names_in
from tests.drafting.tasks import make_task

OUTCOMES = {
    "approval_pending_money",
    "approval_pending_goods",
    "law_refund",
    "law_replace",
    "law_redeliver",
    "law_handover",
    "ask",
    "identity",
}


@pytest.mark.parametrize("language", ["de", "en"])
def test_each_language_has_every_outcome(language: str) -> None:
    """The law's outcomes, what waits for approval, asking, and a sender who is not the order's."""
    macros = [macro for macro in BUILTIN_MACROS if macro.language == language]
    assert {outcome for macro in macros for outcome in macro.outcomes} == OUTCOMES


def test_german_has_both_forms_of_address() -> None:
    """Every outcome in du and Sie, or in words that need neither."""
    for outcome in OUTCOMES:
        forms = {m.address_form for m in BUILTIN_MACROS if m.language == "de" and outcome in m.outcomes}
        assert forms in ({"du", "sie"}, {"none"}), outcome


@pytest.mark.parametrize("macro", BUILTIN_MACROS, ids=lambda macro: str(macro.path))
def test_they_keep_the_rules_of_every_macro(macro: Macro) -> None:
    """Known placeholders, one form of address, nothing canned."""
    assert set(names_in(macro.body)) <= PLACEHOLDERS
    form = "sie" if macro.address_form == "sie" else "du"
    context = CheckContext.of(macro.body, make_task(), macro.language, form)
    assert mixes_address(macro.body, context) is None
    assert stock_phrase(macro.body, context) is None
