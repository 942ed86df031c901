"""Macros that will hardly ever be taken are told about."""

from typing import Any

import pytest
from msgspec import structs

from server.drafting.macro_writer.macro_warnings import macro_warnings
from tests.drafting.tasks import make_macro
from tests.samples import sample_store

GERMAN_ONLY = structs.replace(sample_store(), languages=["de"])


def warned(*changes: dict[str, Any]) -> dict[str, list[str]]:
    """The warnings of macros that differ from a good one so, by their paths a, b …"""
    macros = [
        structs.replace(make_macro("Du bekommst {{amount}}.", ["refund"], path=path, id=path), **changed)
        for path, changed in zip("abcdef", changes, strict=False)
    ]
    return {path: list(found) for path, found in macro_warnings(macros, GERMAN_ONLY).items()}


@pytest.mark.parametrize(
    ("changed", "warning"),
    [
        ({"address_form": "sie"}, "other_form"),
        ({"body": "{{supplier_name}} sagt ja."}, "never_filled"),
        ({"kind": "acknowledge"}, "not_written"),
    ],
)
def test_a_macro_is_warned_of_for_what_it_is(changed: dict[str, Any], warning: str) -> None:
    """The other form of address, a slot that stays empty, a kind that is never drafted."""
    assert warned({}) == {} and warned(changed) == {"a": [warning]}


def test_a_formal_variant_may_use_the_other_form() -> None:
    """That is what it is for."""
    assert warned({"address_form": "sie", "variant": "formal"}) == {}


def test_the_later_of_two_alike_is_never_taken() -> None:
    """Unless it is for something else, or has other slots to fill."""
    assert warned({}, {}) == {"b": ["behind_another"]}
    assert warned({}, {"intents": ["late"]}) == warned({}, {"outcomes": ["other"]}) == {}
    assert warned({}, {"body": "Du bekommst {{amount}} bis {{refund_by}}."}) == {}


def test_a_macro_that_is_missing_in_a_language_is_told() -> None:
    """Where the shop speaks two."""
    alone = make_macro("Hallo.", ["refund"])
    assert macro_warnings([alone], sample_store()) == {alone.path: ["one_language"]}
