"""Every sentence of the console exists in both languages, and is said somewhere."""

import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from server.console import wording
from server.console.wording import LANGUAGES, WORDINGS, Speech
from server.domain.draft import Citation, DraftKind
from server.domain.facts import FACTS, FactSpec, Source, State
from server.domain.money import Money
from server.domain.reading import INTENTS, Mood
from server.domain.store import Role
from server.domain.ticket import Author, Channel
from server.domain.tree import Action, Ask, SupplierRequest
from server.domain.triage import PRIORITIES
from server.errors import TABLE

CONSOLE = Path(wording.__file__).parent
SAID = re.findall(
    r'\bt\(\s*"([\w.]+)"', "".join(file.read_text("utf-8") for file in (CONSOLE / "templates").rglob("*.html"))
)
WORDS = {
    "fact": list(FACTS),
    "ask": get_args(Ask),
    "action": get_args(Action),
    "supplier": get_args(SupplierRequest),
    "source": get_args(Source),
    "state": get_args(State),
    "intent": INTENTS,
    "mood": get_args(Mood),
    "priority": PRIORITIES,
    "role": get_args(Role),
    "channel": get_args(Channel),
    "author": get_args(Author),
    "kind": get_args(DraftKind),
    "citation": get_args(Citation.__annotations__["kind"]),
}


@pytest.mark.parametrize("key", sorted({key for key in SAID if not key.endswith(".")}))
def test_what_a_template_says_is_worded(key: str) -> None:
    """No page fails for a missing sentence."""
    assert key in WORDINGS


@pytest.mark.parametrize("kind", WORDS)
def test_every_word_of_the_contract_is_worded(kind: str) -> None:
    """No reader meets a code where a word belongs."""
    assert [word for word in WORDS[kind] if f"{kind}.{word}" not in WORDINGS] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fact", [spec for spec in FACTS.values() if spec.choices], ids=lambda spec: spec.name)
def test_every_choice_of_a_fact_is_worded(fact: FactSpec, language: wording.Language) -> None:
    """A word, not the tree's code, except where both are the same word."""
    speech = Speech(language)
    for choice in fact.choices:
        assert "_" not in speech.word(fact.name, choice)


def test_both_languages_fill_in_the_same_values() -> None:
    """A placeholder that one language lacks would be lost or fail."""

    def names(text: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    assert [key for key, said in WORDINGS.items() if names(said.de) != names(said.en)] == []


def test_advice_belongs_to_an_error_that_exists() -> None:
    """Titles and advice are found by the code of the error."""
    codes = {code for code, _ in TABLE.values()} | {"title", "home", "stale_form"}
    assert {key.split(".")[1] for key in WORDINGS if key.startswith("error.")} <= codes


def test_values_are_written_as_people_write_them() -> None:
    """Yes and no, money, sets and nothing at all, in the reader's language."""
    german, english = Speech(LANGUAGES["de"]), Speech(LANGUAGES["en"])
    amount = Money.of("1234.5", "EUR")
    assert (german.value("item_value", amount, "known"), english.value("item_value", amount, "known")) == (
        "1.234,50 €",
        "€1,234.50",
    )
    assert (german.value("is_consumer", True, "known"), english.value("is_consumer", False, "known")) == ("ja", "no")
    assert german.value("problem", "damaged", "known") == "beschädigt"
    assert english.value("item_tags", ["hygiene", "lamp"], "known") == "hygiene, lamp"
    assert english.value("days_since_delivery", None, "none") == "not delivered yet"
    assert german.value("country", None, "unknown") == "unbekannt"
