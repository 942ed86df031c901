"""Rules and model weighed: who agrees makes surer, who disagrees twice makes unknown."""

from typing import Any

import pytest
from msgspec import structs

from server.domain.reading import Read, Reading
from server.tickets.model_reading.answer import Answer
from server.tickets.model_reading.merge import differs, merge
from tests.tickets.labelled_mails import read_words, value_of

NOTHING = read_words("Guten Tag, hier ist Post von mir, schöne Grüße aus dem Norden und dem Süden.")


def answer(like: Reading = NOTHING, **changes: Any) -> Answer:
    """What a model says that reads just like the rules, but for `changes`."""
    problem = like.problem.value
    as_read: dict[str, Any] = {
        "problems": None if problem is None else [problem, *like.other_problems],
        "wish": like.wish.value,
        "withdrawal_declared": like.withdrawal_declared.value or False,
        "item_condition": like.item_condition.value,
        "seal_broken": like.seal_broken.value,
        "mood": like.mood.value,
        "intent": like.intent.value,
    }
    return Answer(**(as_read | changes))


def said(field: str, value: str | bool | None, words: str = "so steht es da") -> Reading:
    """A reading in which the rules found words for a value."""
    return structs.replace(NOTHING, **{field: Read(value, 0.6, words)})


def silent(field: str, value: str | bool | None) -> Reading:
    """A reading in which the rules found no words, and have the value for nothing said."""
    return said(field, value, "")


def test_who_agrees_makes_surer() -> None:
    """The value and its words stay."""
    reading = said("wish", "refund")
    assert not differs(reading, answer(reading))
    assert merge(reading, answer(reading), answer(reading)).wish == Read("refund", 0.9, "so steht es da")


@pytest.mark.parametrize(
    ("field", "rules", "model"),
    [
        ("wish", "none", "refund"),
        ("withdrawal_declared", False, True),
        ("item_condition", None, "used"),
        ("seal_broken", None, False),
        ("mood", "calm", "worried"),
        ("intent", "other", "return"),
    ],
)
def test_two_answers_speak_where_rules_are_silent(field: str, rules: Any, model: Any) -> None:
    """The model's value, but no surer than likely, and without words of the customer's."""
    reading, told = silent(field, rules), answer(**{field: model})
    assert differs(reading, told)
    assert getattr(merge(reading, told, told), field) == Read(model, 0.6, "")


def test_problems_are_taken_as_both_answers_name_them() -> None:
    """The first of the table leads; beside it stay those that both name."""
    reading = structs.replace(silent("problem", "none"), other_problems=[])
    first, second = answer(problems=["late", "damaged", "unwanted"]), answer(problems=["late", "damaged"])
    merged = merge(reading, first, second)
    assert (merged.problem, merged.other_problems) == (Read("damaged", 0.6, ""), ["late"])


@pytest.mark.parametrize(
    ("field", "rules", "model"),
    [
        ("wish", "refund", "replacement"),
        ("item_condition", "unused", "used"),
        ("item_condition", "unused", None),
        ("seal_broken", False, True),
        ("withdrawal_declared", False, True),
    ],
)
def test_a_disagreement_is_unknown(field: str, rules: Any, model: Any) -> None:
    """Twice another value than the rules found words for: neither is guessed."""
    reading, told = said(field, rules), answer(**{field: model})
    assert getattr(merge(reading, told, told), field).value is None


@pytest.mark.parametrize(("field", "rules", "model"), [("mood", "angry", "calm"), ("intent", "return", "wismo")])
def test_what_only_sorts_tickets_stands_where_rules_found_words(field: str, rules: str, model: str) -> None:
    """Unknown would sort a ticket last; and nobody pays for a second answer about it."""
    reading, told = said(field, rules), answer(**{field: model})
    assert not differs(reading, told)
    assert getattr(merge(reading, told, told), field) == getattr(reading, field)


def test_a_mood_that_two_answers_dispute_is_the_rules() -> None:
    """Nothing said is calm."""
    reading = silent("mood", "calm")
    assert merge(reading, answer(mood="angry"), answer(mood="worried")).mood == reading.mood


def test_a_disputed_problem_is_unknown_and_the_others_stay() -> None:
    """What the rules read beside it was not disputed."""
    reading = structs.replace(said("problem", "damaged"), other_problems=["late"])
    merged = merge(reading, answer(problems=["wrong_item"]), answer(problems=["wrong_item"]))
    assert (merged.problem.value, merged.other_problems) == (None, ["late"])


def test_two_answers_that_differ_from_each_other_and_the_rules_are_unknown() -> None:
    """Something is wished, and nobody knows what."""
    reading = silent("wish", "none")
    assert merge(reading, answer(wish="refund"), answer(wish="credit")).wish.value is None


@pytest.mark.parametrize("words", ["", "so steht es da"])
def test_a_second_answer_that_agrees_with_the_rules_leaves_them(words: str) -> None:
    """The model was not sure; the rules stand as they were, no surer."""
    reading = said("wish", "refund", words)
    assert merge(reading, answer(wish="credit"), answer(reading)).wish == reading.wish


@pytest.mark.parametrize(
    ("field", "value", "model"),
    [
        ("problem", "safety", {"problems": []}),
        ("problem", "chargeback", {"problems": ["payment"]}),
        ("withdrawal_declared", True, {"withdrawal_declared": False}),
        ("mood", "legal_threat", {"mood": "calm"}),
        ("intent", "legal_letter", {"intent": "spam"}),
        ("intent", "withdrawal", {"intent": "return"}),
    ],
)
def test_a_danger_or_a_right_that_was_read_is_never_dropped(field: str, value: Any, model: dict[str, Any]) -> None:
    """No model takes back a withdrawal, a danger or a deadline, and it is not even asked twice."""
    reading = said(field, value)
    told = answer(reading, **model)
    assert not differs(reading, told)
    assert getattr(merge(reading, told, told), field) == getattr(reading, field)


def test_no_model_alone_breaks_a_seal() -> None:
    """It would take a right away that the words leave."""
    told = answer(seal_broken=True)
    assert merge(NOTHING, told, told).seal_broken == NOTHING.seal_broken


@pytest.mark.parametrize(
    ("problems", "leading", "ranked"),
    [
        (None, None, []),
        ([], "none", []),
        (["none"], "none", []),
        (["late", "none", "late", "safety"], "safety", ["safety", "late"]),
    ],
)
def test_an_answers_problems_are_ranked(problems: Any, leading: str | None, ranked: list[str]) -> None:
    """Each once, in the order of the table; "none" beside a problem is nothing."""
    told = answer(problems=problems)
    assert (told.problem, told.ranked_problems) == (leading, ranked)


def test_only_text_facts_change() -> None:
    """Numbers, items, proof, language and the words themselves are the rules' alone."""
    reading = read_words("Bestellung #1042: Die Lampe ist zerbrochen, ich will Ersatz.")
    told = Answer(["late"], "refund", True, "used", False, "angry", "late")
    merged = merge(reading, told, told)
    changed = {name for name in reading.__struct_fields__ if value_of(merged, name) != value_of(reading, name)}
    assert changed <= {"problem", "wish", "withdrawal_declared", "item_condition", "seal_broken", "mood", "intent"}
    assert {"problem", "wish", "item_condition"} <= changed
