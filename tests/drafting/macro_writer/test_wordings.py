"""Every wording, in every form: three of a kind, nothing canned, nobody's gender guessed."""

import re
from collections.abc import Iterator
from itertools import product
from typing import get_args

import pytest
from msgspec import structs

from server.domain.facts import FACTS, PROBLEMS
from server.domain.store import AddressForm
from server.domain.tree import Action, Ask, SupplierRequest
from server.drafting.checks.address_form import mixes_address
from server.drafting.checks.context import CheckContext, first_word
from server.drafting.checks.phrases import PHRASES
from server.drafting.macro_writer.compose import words_in
from server.drafting.macro_writer.supplier_wordings import SUPPLIER_WORDINGS
from server.drafting.macro_writer.wordings import WORDINGS, Register
from server.drafting.marked import Value, can_fill, fill, names_in
from tests.drafting.tasks import make_task

REGISTERS: list[tuple[str, AddressForm]] = [("de", "du"), ("de", "sie"), ("en", "du")]
GENDERED = re.compile(r"\b(Herrn?|Frau|Damen?|Lieber?|Kunde|Kundin|Sir|Madam|Mrs?|Ms)\b")
ALWAYS_KNOWN = {"received", "nth", "of_goods"} | {
    name + case for name in ("goods", "order", "parcel", "Goods", "Order", "Parcel") for case in ("", "_dative")
}


def value_of(name: str, register: Register) -> Value:
    wording = register.wording
    assert wording is not None
    if name == "nth":
        return Value(wording.words.ordinals["3"])
    forms = wording.words.about.get(name.lower(), {})
    form = register.say(forms.get("title") or forms.get("plain") or "7").format(title="Luna", number="#1042")
    return Value(form[0].upper() + form[1:] if name[0].isupper() else form)


def rendered(wording: str, language: str, form: AddressForm) -> str:
    register = Register(language, form)
    values = {name: value_of(name, register) for name in names_in(wording)}
    return fill(register.say(wording), values).text


def openings() -> Iterator[tuple[str, str, AddressForm, str]]:
    for language, form in REGISTERS:
        for topic, tones in WORDINGS[language].openings.items():
            for tone, wordings in tones.items():
                for wording in wordings:
                    yield f"{topic}.{tone}", language, form, rendered(wording, language, form)


def sentences() -> Iterator[tuple[str, AddressForm, str]]:
    """All wordings of replies beside the openings."""
    for language, form in REGISTERS:
        wording = WORDINGS[language]
        texts = [text for ask in wording.asks.words.values() for text in (ask.question, ask.phrase)]
        texts += [step for steps in wording.next_steps.values() for step in steps]
        texts += [text for texts in wording.closings.reassurance.values() for text in texts]
        texts += [*wording.receipts.values(), *wording.rights.sentences.values(), *wording.safety.sentences.values()]
        yield from ((language, form, rendered(text, language, form)) for text in texts)


def context(text: str, language: str, form: AddressForm) -> CheckContext:
    return CheckContext.of(text, make_task(language=language), language, form)


def test_every_topic_and_tone_has_three_wordings_whose_values_are_always_known() -> None:
    """No customer hears the same sentence twice in a row for want of another."""
    for language, wording in WORDINGS.items():
        for topic, tones in wording.openings.items():
            for tone, wordings in tones.items():
                sure = [w for w in wordings if set(names_in(w)) <= ALWAYS_KNOWN]
                assert len(sure) >= 3, (language, topic, tone)
                assert len(set(wordings)) == len(wordings), (language, topic, tone)


def test_wordings_that_name_the_very_thing_are_three_as_well() -> None:
    """Where a title or an unknown number is known, only those serve that name it."""
    for language, wording in WORDINGS.items():
        for topic, tones in wording.openings.items():
            for tone, wordings in tones.items():
                pointed = [w for w in wordings if {"title", "Title", "unknown_number"} & set(names_in(w))]
                assert len(pointed) in (0, *range(3, 9)), (language, topic, tone)


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_topic_has_a_tone_to_fall_back_to(language: str) -> None:
    """Calm, or one for every tone; those that know a mood know the upset one."""
    for topic, tones in WORDINGS[language].openings.items():
        assert topic == "any" or "always" in tones or {"calm", "upset"} <= tones.keys(), topic


def test_both_languages_know_the_same_topics_asks_and_steps() -> None:
    """Nothing can be said in one language only."""
    de, en = WORDINGS["de"], WORDINGS["en"]
    assert {t: set(v) for t, v in de.openings.items()} == {t: set(v) for t, v in en.openings.items()}
    assert {word: ask.kind for word, ask in de.asks.words.items()} == {w: ask.kind for w, ask in en.asks.words.items()}
    assert de.next_steps.keys() == en.next_steps.keys()
    assert de.closings.reassurance.keys() == en.closings.reassurance.keys()
    assert de.rights.sentences.keys() == en.rights.sentences.keys()


def test_openings_fit_behind_the_salutation() -> None:
    """German goes on in small letters after the comma, English begins anew; each ends as a sentence."""
    for group, language, form, text in openings():
        first = text.lstrip("„“")[0]
        named = text.startswith(("„", "Sie ", "Ihr", "7 "))
        assert named or (first.islower() if language == "de" else first.isupper()), (group, form, text)
        assert text[-1] in ".!", (group, text)
        assert words_in(text) <= 27, (group, text)


def test_no_wording_is_canned_regretful_or_guesses_a_gender() -> None:
    """The words that the checks warn of stand in none of our own."""
    everything = [(language, form, text) for _, language, form, text in openings()] + list(sentences())
    for language, _form, text in everything:
        assert first_word([*PHRASES.stock_phrases[language], PHRASES.regret[language]], text) is None, text
        assert not GENDERED.search(text), text


def test_no_wording_mixes_du_and_sie() -> None:
    """Each form of address is whole."""
    for _group, language, form, text in openings():
        assert mixes_address(f"Hallo, {text}", context(f"Hallo, {text}", language, form)) is None, text
    for language, form, text in sentences():
        assert mixes_address(text, context(text, language, form)) is None, text


def test_wordings_are_clean_text() -> None:
    """No brackets, braces, doubled blanks or blanks before punctuation are left."""
    texts = [text for *_, text in openings()] + [text for *_, text in sentences()]
    assert [text for text in texts if re.search(r"[\[\]{}|]|  | [.,!?]|\.\.", text)] == []


@pytest.mark.parametrize(("language", "word"), list(product(["de", "en"], [*get_args(Ask), *FACTS])))
def test_every_ask_and_every_fact_has_its_question(language: str, word: str) -> None:
    """Whatever a tree may ask for, the draft can ask for."""
    ask = WORDINGS[language].asks.words[word]
    assert ask.question[-1] in "?."
    assert ask.phrase[-1] not in "?."
    assert not names_in(ask.question)


@pytest.mark.parametrize(("language", "action"), list(product(["de", "en"], get_args(Action))))
def test_every_action_names_a_day_for_what_comes_next(language: str, action: str) -> None:
    """Only an answered question needs no next step."""
    steps = WORDINGS[language].next_steps[action]
    days = {"next_step_day", "next_working_day", "until", "refund_by", "return_by"}
    assert action == "answer" or steps
    assert all(days & set(names_in(step)) for step in steps)


@pytest.mark.parametrize("language", ["de", "en", "zh"])
def test_suppliers_can_be_asked_anything_about_any_problem(language: str) -> None:
    """Each request and problem has its sentence, the same variants in each language."""
    wording = SUPPLIER_WORDINGS[language]
    assert set(get_args(SupplierRequest)) <= wording.requests.keys() == SUPPLIER_WORDINGS["en"].requests.keys()
    assert {*PROBLEMS} - wording.problems.keys() <= {"payment", "chargeback"}
    assert wording.problems.keys() == wording.labels.keys()
    assert all("{{deadline}}" in request for request in wording.requests.values())
    values = {"supplier_order": Value("L"), "problem": Value("p"), "supplier_name": Value("n"), "deadline": Value("d")}
    assert all(can_fill(text, values) for text in (*wording.problems.values(), *wording.requests.values()))


def test_reassurances_come_in_threes() -> None:
    """A close is not the same in every letter."""
    for wording in WORDINGS.values():
        assert all(len(set(texts)) >= 3 for texts in wording.closings.reassurance.values())


def test_english_has_one_form_of_address() -> None:
    """The brackets of the German forms never reach English."""
    wording = structs.asdict(WORDINGS["en"])
    assert not re.search(r"\[[^\[\]|]*\|[^\[\]|]*\]", str(wording["openings"]) + str(wording["next_steps"]))
