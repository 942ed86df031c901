"""Short texts of a policy."""

from pathlib import Path

import pytest
from msgspec import structs

from server.domain.pack import Pack
from server.drafting.snippets.compose import PLACES, snippets_of
from server.stores.read_pack import read_pack


@pytest.fixture(scope="module")
def pack(mini_folder: Path) -> Pack:
    found, _ = read_pack(mini_folder)
    assert found
    return found


def texts(pack: Pack, path: str, **changed: object) -> dict[str, str]:
    policy = next(policy for policy in pack.policies if policy.path == path)
    store = structs.replace(pack.store, **changed)
    return {snippet.place: snippet.text for snippet in snippets_of(policy, store)}


def test_a_policy_has_a_text_for_each_place(pack: Pack) -> None:
    """In its own language, with the shop's numbers."""
    said = texts(pack, "policies/delivery.de.md")
    assert list(said) == list(PLACES)
    assert said["product"] == "Lieferung nach Deutschland in höchstens 14 Tagen."


def test_a_sentence_without_its_fact_is_left_out(pack: Pack) -> None:
    """Without any law there is no statutory right to speak of, and without free returns none to promise."""
    whole = texts(pack, "policies/returns.en.md")["checkout"]
    assert "Returns from Germany and Austria are free." in whole
    terms = structs.replace(pack.store.returns, postage={"default": "customer"})
    assert "free" not in texts(pack, "policies/returns.en.md", returns=terms)["checkout"]
    assert "statutory" not in texts(pack, "policies/returns.en.md", jurisdiction="none")["product"]


def test_without_any_fact_the_policy_is_quoted(pack: Pack) -> None:
    """Its own first sentence, marked as such."""
    policy = next(policy for policy in pack.policies if policy.path == "policies/payment.en.md")
    first = snippets_of(policy, pack.store)[0]
    assert (first.text, first.is_quote) == ("By card, PayPal or Klarna.", True)


def test_an_internal_policy_has_none(pack: Pack) -> None:
    """It is never shown to customers."""
    assert texts(pack, "policies/handling.en.md") == {}
