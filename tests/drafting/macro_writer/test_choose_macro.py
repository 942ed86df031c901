"""Which macro a draft is made of."""

from typing import Any

import pytest
from msgspec import structs

from server.drafting.macro_writer.choose_macro import Wanted, choose_macro, keeps_decision, losing
from server.drafting.marked import Value
from tests.drafting.tasks import make_macro

WANTED = Wanted("refund", "late", "reply", "email", "standard", "de", "du", True)
AMOUNT = {"amount": Value("5 €")}


def test_the_outcome_must_be_one_of_the_macros() -> None:
    """A macro without the decision's outcome is none."""
    assert choose_macro([make_macro("a", ["other"])], WANTED, {}) is None


@pytest.mark.parametrize("changes", [{"kind": "acknowledge"}, {"language": "en"}, {"channel": "chat"}])
def test_kind_language_and_channel_must_be_the_wanted_ones(changes: dict[str, Any]) -> None:
    """A chat text never becomes a mail, an acknowledgement never a reply."""
    assert choose_macro([make_macro("a", ["refund"], **changes)], WANTED, {}) is None


def test_the_channels_own_macro_is_taken_on_that_channel() -> None:
    """A macro with a channel fits that one."""
    assert choose_macro([make_macro("a", ["refund"], channel="email")], WANTED, {}) is not None


def test_intent_comes_before_variant() -> None:
    """The right matter in another tone beats the right tone for another matter."""
    macros = [
        make_macro("a", ["refund"], id="tone", intents=["praise"]),
        make_macro("a", ["refund"], id="matter", intents=["late"], variant="warm"),
    ]
    found = choose_macro(macros, WANTED, {})
    assert found and found.id == "matter"


def test_a_macro_for_withdrawals_alone_needs_one() -> None:
    """It would confirm what nobody has declared; one that serves returns as well does not."""
    alone = make_macro("a", ["refund"], id="alone", intents=["withdrawal"])
    both = make_macro("b", ["refund"], id="both", intents=["withdrawal", "return"])
    none_declared = structs.replace(WANTED, may_confirm_withdrawal=False)
    assert choose_macro([alone], WANTED, {}) is alone
    assert choose_macro([alone], none_declared, {}) is None and choose_macro([alone, both], none_declared, {}) is both


def test_a_macro_for_every_intent_beats_one_for_another() -> None:
    """No intents means any."""
    macros = [make_macro("a", ["refund"], id="a", intents=["praise"]), make_macro("a", ["refund"], id="b")]
    found = choose_macro(macros, WANTED, {})
    assert found and found.id == "b"


def test_the_wanted_variant_comes_before_the_standard_and_that_before_others() -> None:
    """Without a formal macro the standard one serves."""
    macros = [make_macro("a", ["refund"], id=variant, variant=variant) for variant in ("short", "standard", "warm")]
    wanted = structs.replace(WANTED, variant="warm")
    assert [choose_macro(macros, w, {}) for w in (wanted, structs.replace(wanted, variant="formal"))] == [
        macros[2],
        macros[1],
    ]


def test_then_the_one_with_more_placeholders_filled() -> None:
    """The macro that can say more about this case."""
    macros = [make_macro("Gut.", ["refund"], id="a"), make_macro("{{amount}}", ["refund"], id="b")]
    found = choose_macro(macros, WANTED, AMOUNT)
    assert found and found.id == "b"


def test_the_id_decides_at_last() -> None:
    """The same macros give the same choice, in whatever order they come."""
    macros = [make_macro("a", ["refund"], id=name) for name in ("b", "a", "c")]
    assert choose_macro(macros, WANTED, {}) == choose_macro(list(reversed(macros)), WANTED, {}) == macros[1]


def test_more_formal_may_be_the_other_form_of_address() -> None:
    """A shop that says du reaches its Sie macro when the formal variant is asked for, and only then."""
    du = make_macro("a", ["refund"], id="du", address_form="du")
    sie = make_macro("a", ["refund"], id="sie", address_form="sie", variant="formal")
    chosen = [choose_macro([du, sie], structs.replace(WANTED, variant=v), {}) for v in ("formal", "standard")]
    assert chosen == [sie, du]


def test_the_shops_form_of_address_is_kept_where_there_is_a_choice() -> None:
    """A shop that says du takes its du macros."""
    macros = [make_macro("a", ["refund"], id=form, address_form=form) for form in ("sie", "du")]
    found = choose_macro(macros, WANTED, {})
    assert found and found.id == "du"


def test_a_macro_left_without_its_decision_is_not_used() -> None:
    """Without the amount, a promise of money would be empty words."""
    macro = make_macro("Schade.\n\nDu bekommst {{amount}} zurück.", ["refund"])
    assert not keeps_decision(macro, {})
    assert losing([macro], WANTED, {}) == ["m"]
    assert choose_macro([macro], WANTED, {}) is None


def test_a_macro_may_lose_a_paragraph_beside_its_decision() -> None:
    """The return number is helpful, the money is the decision."""
    macro = make_macro("Du bekommst {{amount}} zurück.\n\nNummer: {{rma}}", ["refund"])
    assert keeps_decision(macro, AMOUNT)
