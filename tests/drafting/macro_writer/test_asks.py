"""Everything still needed, asked for once."""

import pytest
from msgspec import structs

from server.domain.case import OrderMatch
from server.domain.facts import FactValue
from server.drafting.macro_writer.asks import ask_phrase, ask_text, needed, unspeakable
from server.drafting.macro_writer.material import Material, gather
from server.drafting.macro_writer.wordings import WORDINGS, Register
from tests.drafting.tasks import make_case, make_decision, make_facts, make_task


def material(
    asks: list[str], language: str = "de", problem: FactValue = "damaged", missing: list[str] | None = None
) -> Material:
    decision = make_decision(None, "ask", asks=asks, missing_facts=missing or [])
    task = make_task(language=language, decision=decision, facts=make_facts(problem=problem))
    return gather(task, Register(language, "du"), WORDINGS[language])


def test_one_ask_is_a_question() -> None:
    """Asked as a person asks."""
    assert ask_text(material(["photo"])).text == (
        "Schickst du mir bitte ein Foto, auf dem der Schaden gut zu sehen ist?"
    )


def test_two_asks_are_one_sentence() -> None:
    """What to send and what to tell go together."""
    assert ask_text(material(["photo", "item_condition"])).text == (
        "Bitte schick mir noch ein Foto vom Schaden, und schreib dazu, ob du den Artikel schon benutzt hast."
    )


def test_three_asks_are_a_list() -> None:
    """One glance shows what is missing."""
    assert ask_text(material(["photo", "item", "address"], "en")).text == (
        "Here's what I still need from you:\n"
        "- a photo of the damage\n"
        "- which item in the order this is about\n"
        "- your full delivery address"
    )


def test_the_problem_changes_the_question() -> None:
    """Nobody photographs the damage of a missing item."""
    assert "alles" not in ask_text(material(["photo"])).text
    assert "von allem, was im Paket war" in ask_text(material(["photo"], problem="missing_item")).text


def test_inside_a_sentence_asks_are_a_phrase() -> None:
    """For macros that write "Wir brauchen noch {{asks}}."."""
    assert ask_phrase(material(["order_number", "video"])).text == (
        "die Bestellnummer aus der Bestellbestätigung und ein kurzes Video vom Fehler"
    )


def test_missing_facts_are_asked_for_too() -> None:
    """A walk that stopped at an unknown fact asks for it."""
    assert needed(material([], missing=["seal_broken"]).task) == ["seal_broken"]


def test_the_order_number_answers_what_the_order_tells() -> None:
    """Nobody is asked for what the shop can look up with it."""
    task = material(["order_number"], missing=["shipping_status", "item_condition"]).task
    assert needed(task) == ["order_number", "item_condition"]


def test_a_number_that_does_not_exist_is_named() -> None:
    """The customer sees what was searched for."""
    asked = material(["order_number"])
    case = make_case(order=None, match=OrderMatch(None, [], None, ["48213"]))
    task = structs.replace(asked.task, case=case, items=[])
    assert ask_text(gather(task, asked.register, asked.wording)).text.startswith("Die Nummer 48213 finde ich")


def test_several_orders_are_asked_about_as_such() -> None:
    """Which one, not whether there is one."""
    asked = material(["order_number"])
    decision = structs.replace(asked.task.decision, order_candidates=["#1", "#2"])
    task = structs.replace(asked.task, decision=decision)
    assert ask_text(gather(task, asked.register, asked.wording)).text == (
        "Du hast mehrere Bestellungen bei uns: Um welche geht es?"
    )


@pytest.mark.parametrize("asks", [["photo", "address"], ["sender_matches_order", "photo"]])
def test_a_stranger_is_asked_for_one_thing_only(asks: list[str]) -> None:
    """Until the order is shown to be theirs, nothing else matters."""
    task = structs.replace(material(asks).task, facts=make_facts(sender_matches_order=False))
    assert needed(task) == ["sender_matches_order"]


def test_what_has_no_question_is_told_to_the_agent() -> None:
    """A word that no wording knows is never spoken to a customer."""
    asked = material(["blood_type"])
    assert unspeakable(asked.task, asked.wording) == ["blood_type"]
    assert ask_text(asked).text == ""
