"""Findings about policies of a whole shop."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import structs

from server.stores.policy_lint.finding import PolicyFinding
from server.stores.policy_lint.lint import lint_policies
from server.stores.read_pack import read_pack

Lint = Callable[..., list[PolicyFinding]]


@pytest.mark.parametrize("shop", ["mini", "nordlicht"])
def test_the_sample_shops_have_nothing_to_mend(mini_folder: Path, shop: str) -> None:
    """Their policies were written with care: whatever is found there is a false alarm."""
    pack, _ = read_pack(mini_folder.parent / shop)
    assert pack
    assert lint_policies(pack.policies, pack.texts, pack.store) == []


def test_a_number_that_the_tree_does_not_follow_is_found_with_the_right_one(lint_with: Lint) -> None:
    """The proposal is the sentence with the parameter of store.yaml."""
    found = lint_with("policies/returns.en.md", "take goods back for 21 days", "take goods back for 28 days")
    tree = [f for f in found if f.code == "policy_against_tree"]
    assert [(f.file, f.line) for f in tree] == [("policies/returns.en.md", 13)]
    assert "take goods back for 21 days" in (tree[0].proposal or "")


def test_a_number_in_one_language_only_is_found(lint_with: Lint) -> None:
    """It is said at the language that differs from the shop's first."""
    found = lint_with("policies/returns.en.md", "take goods back for 21 days", "take goods back for 28 days")
    assert {(f.file, f.code) for f in found if f.code == "policy_against_language"} == {
        ("policies/returns.en.md", "policy_against_language")
    }


def test_two_numbers_for_one_fact_are_found_in_either_policy(lint_with: Lint) -> None:
    """The message names the other place."""
    found = lint_with(
        "policies/refunds.en.md", "Within 14 days of your withdrawal", "Within 10 days of your withdrawal"
    )
    (twice,) = [f for f in found if f.code == "policy_against_policy"]
    assert twice.file == "policies/withdrawal.en.md"
    assert "policies/refunds.en.md, line 13" in twice.what.en


def test_who_pays_the_way_back_is_held_to_the_terms(lint_with: Lint) -> None:
    """By country."""
    old = "From Germany and Austria we pay the return postage; from other countries you pay it."
    new = "From Germany we pay the return postage; from other countries and Austria you pay it."
    found = lint_with("policies/returns.en.md", old, new)
    assert ["AT" in f.what.en for f in found if f.code == "policy_against_tree"] == [True]


def test_a_missing_fact_is_said_where_it_belongs(lint_with: Lint) -> None:
    """Here nothing else says when somebody answers."""
    old = "Wir sind montags bis freitags von 9 bis 17 Uhr da und antworten innerhalb von 24 Stunden."
    missing = [f for f in lint_with("policies/changes.de.md", old, "") if f.code == "policy_missing_fact"]
    assert [(f.file, f.language) for f in missing] == [("policies/changes.de.md", "de")]


def test_text_above_the_first_heading_is_found(lint_with: Lint) -> None:
    """No draft could cite it."""
    found = lint_with("policies/payment.en.md", "## How you can pay", "By the way.\n\n## How you can pay")
    assert [(f.line, f.code, f.quote) for f in found] == [(11, "policy_no_heading", "By the way.")]


def test_a_long_sentence_is_found(lint_with: Lint) -> None:
    """Counted up to a full stop, colon or semicolon."""
    found = lint_with("policies/payment.en.md", "By card, PayPal or Klarna.", "By card" + " and by card" * 20 + ".")
    assert "policy_long_sentence" in {f.code for f in found}


def test_ten_working_days_are_two_weeks(lint_with: Lint) -> None:
    """The same time in a word that needs no reckoning."""
    found = lint_with(
        "policies/payment.en.md", "By card, PayPal or Klarna.", "By card. It takes 10 to 15 working days."
    )
    assert [f.proposal for f in found if f.code == "policy_hard_word"] == ["It takes 2 to 3 weeks."]


def test_without_a_law_nothing_is_harsher_than_it(mini_folder: Path) -> None:
    """`jurisdiction: none` turns the floor off here as well."""
    pack, _ = read_pack(mini_folder)
    assert pack
    texts = {path: text.replace("24 months", "6 months") for path, text in pack.texts.items()}
    assert any(f.code == "policy_against_law" for f in lint_policies(pack.policies, texts, pack.store))
    free = structs.replace(pack.store, jurisdiction="none")
    assert not any(f.code == "policy_against_law" for f in lint_policies(pack.policies, texts, free))
