"""A reply put together from macro and wordings."""

from datetime import date
from typing import Any

import pytest
from msgspec import structs

from server.domain.store import Store
from server.domain.tree import Action
from server.drafting.macro_writer.write_reply import write_reply
from server.drafting.task import WritingTask
from tests.drafting.tasks import (
    STORE,
    eur,
    law,
    make_case,
    make_decision,
    make_facts,
    make_macro,
    make_task,
    make_ticket,
    make_triage,
    way_back,
)

BODY = "Wir schicken dir Ersatz."
LETTER = "Hallo {{first_name}},\n\nwir schicken dir Ersatz.\n\nViele Grüße\n{{agent_name}}"


def task(body: str, action: Action = "replace", language: str = "de", **changes: Any) -> WritingTask:
    decision = changes.pop("decision", make_decision("new", action))
    facts = changes.pop("facts", make_facts(problem="damaged"))
    return make_task(macros=[make_macro(body, ["new"], language)], decision=decision, facts=facts, **changes)


def in_store(store: Store, body: str = BODY, **changes: Any) -> WritingTask:
    return task(body, case=make_case(store=store), **changes)


def text_of(writing: WritingTask) -> str:
    return write_reply(writing).text


def test_a_body_gets_salutation_opening_next_step_and_signature() -> None:
    """The slots stand in their order."""
    paragraphs = text_of(task(BODY)).split("\n\n")
    assert paragraphs[0] == "Hallo Jonas,"
    assert "„Leselampe Luna“" in paragraphs[1]
    assert paragraphs[2] == BODY
    assert paragraphs[3].startswith("Bis Mittwoch, 18. November schreibe ich dir")
    assert paragraphs[4] == "Viele Grüße\nMia"


def test_a_whole_letter_brings_its_own_salutation_opening_and_signature() -> None:
    """Nothing of it is said twice."""
    text = text_of(task(LETTER))
    assert text.startswith("Hallo Jonas,\n\nwir schicken dir Ersatz.\n\nBis Mittwoch")
    assert text.endswith("Viele Grüße\nMia")
    assert text.count("Mia") == text.count("Grüße") == text.count("Hallo") == 1


def test_a_name_that_is_not_known_leaves_the_letter_a_salutation() -> None:
    """The macro's own salutation is left out with its name, the letter is not."""
    case = make_case(ticket=make_ticket(customer=None), order=None)
    text = text_of(task(LETTER, case=case, items=[]))
    assert text.startswith("Hallo,\n\nwir schicken dir Ersatz.")


def test_the_helpdesk_adds_the_name_where_it_signs() -> None:
    """Never two signatures."""
    store = structs.replace(STORE, signature="helpdesk")
    assert text_of(in_store(store)).endswith("Viele Grüße")
    assert text_of(in_store(store, LETTER)).endswith("Viele Grüße")


def test_an_unknown_agent_is_told_and_not_invented() -> None:
    """The draft ends without a name and says so to the agent."""
    written = write_reply(task(BODY, agent_name=None))
    assert written.text.endswith("Viele Grüße")
    assert any("unterschreib" in note for note in written.notes)


def test_asks_inside_the_macro_are_not_asked_again() -> None:
    """{{asks}} means that slot is spoken."""
    decision = make_decision("new", "ask", asks=["photo"])
    text = text_of(task("Dafür brauche ich noch {{asks}}.", decision=decision))
    assert "Dafür brauche ich noch ein Foto vom Schaden." in text
    assert text.count("Foto") == 1


def test_asks_alone_in_a_paragraph_are_a_whole_sentence() -> None:
    """The macro only says where."""
    decision = make_decision("new", "ask", asks=["photo"])
    assert "\n\nSchickst du mir bitte ein Foto" in text_of(task("Gern.\n\n{{asks}}", decision=decision))


@pytest.mark.parametrize("body", ["Danach: {{next_step}}", "Am {{next_step_day}} hörst du von mir."])
def test_a_next_step_inside_the_macro_is_not_said_again(body: str) -> None:
    """The day stands once."""
    assert text_of(task(body)).count("18. November") == 1


def test_a_day_that_the_macro_names_is_not_named_again() -> None:
    """Whatever placeholder it came from."""
    decision = make_decision("new", "refund", amount=eur("5.00"), refund_by=date(2026, 11, 30))
    text = text_of(task("Du bekommst {{amount}} bis {{refund_by}}.", decision=decision))
    assert text.count("30. November") == 1


def test_a_paragraph_without_its_value_is_left_out() -> None:
    """No empty gap, no half sentence."""
    text = text_of(task("Du bekommst Ersatz.\n\nDie Nummer ist {{rma}}."))
    assert "Nummer" not in text


def test_german_says_sie_where_the_shop_does() -> None:
    """Full name, no honorific, Sie in every slot."""
    text = text_of(in_store(structs.replace(STORE, address_form="sie"), "Sie bekommen Ersatz."))
    assert text.startswith("Guten Tag Jonas Petersen,")
    assert "schreibe ich Ihnen" in text
    assert text.endswith("Freundliche Grüße\nMia")


def test_a_macro_in_the_other_form_takes_the_letter_with_it() -> None:
    """du and Sie are never mixed in one letter."""
    writing = task(BODY)
    sie = [structs.replace(writing.macros[0], body="Sie bekommen Ersatz.", address_form="sie")]
    assert text_of(structs.replace(writing, macros=sie)).startswith("Guten Tag Jonas Petersen,")


def test_frau_stands_only_where_the_customer_wrote_it() -> None:
    """An honorific is the customer's own word."""
    ticket = make_ticket("Wo bleibt sie?\n\nFreundliche Grüße\nFrau Petersen", customer=None)
    case = make_case(ticket=ticket, store=structs.replace(STORE, address_form="sie"))
    order = structs.replace(case.order, customer_name=None) if case.order else None
    assert text_of(task(BODY, case=structs.replace(case, order=order))).startswith("Guten Tag Frau Petersen,")


def test_a_chat_gets_few_words_and_no_letter() -> None:
    """No farewell, no name, no subject."""
    written = write_reply(task(BODY, channel="chat"))
    assert len(written.text.split()) <= 45
    assert "Grüße" not in written.text
    assert written.subject is None


def test_the_opening_gives_way_where_a_chat_has_no_room() -> None:
    """What is decided matters more; without it the salutation is a sentence of its own."""
    long = " ".join(["Wort"] * 32) + "."
    assert text_of(task(long, channel="chat")).startswith("Hallo Jonas!\n\nWort")


def test_a_short_variant_says_no_reassurance() -> None:
    """Salutation, opening, decision, next step, farewell."""
    assert len(text_of(task(BODY, variant="short"))) < len(text_of(task(BODY)))


def test_the_language_falls_back_to_english_with_a_note() -> None:
    """A language that the shop lacks is answered in English."""
    written = write_reply(french())
    assert written.language == "en"
    assert written.text.startswith("Hi Jonas,")
    assert written.notes == ["Für fr gibt es kein Macro; der Entwurf ist auf en geschrieben."]


def french() -> WritingTask:
    macros = [make_macro(BODY, ["new"]), make_macro("You get a new one.", ["new"], "en")]
    return make_task(macros=macros, decision=make_decision("new", "replace"), language="fr", case=make_case("fr"))


def test_a_language_without_wordings_of_ours_uses_the_macro_alone() -> None:
    """A French letter of a French shop stands as it is written."""
    store = structs.replace(STORE, languages=["fr"])
    macro = make_macro("Bonjour {{first_name}},\n\nremboursement : {{amount}}.\n\n{{agent_name}}", ["new"], "fr")
    decision = make_decision("new", "refund", amount=eur("5.00"), asks=["photo"])
    written = write_reply(make_task(macros=[macro], decision=decision, language="fr", case=make_case(store=store)))
    assert written.text == "Bonjour Jonas,\n\nremboursement : 5.00 EUR.\n\nMia"
    assert any("photo" in note for note in written.notes)


@pytest.mark.parametrize(("outcome", "action"), [("law_refund", "return_refund"), ("law_replace", "replace")])
def test_what_the_law_raised_uses_the_built_in_macro(outcome: str, action: Action) -> None:
    """The shop has no macro for it, the product has."""
    decision = make_decision(
        outcome, action, amount=eur("49.00"), return_=way_back(), return_by=date(2026, 11, 30), raised_by_law=True
    )
    written = write_reply(make_task(macros=[], decision=decision, facts=make_facts(problem="damaged")))
    assert written.macro is not None and written.macro.id == outcome
    assert written.notes == []


def test_without_a_macro_the_draft_only_announces_an_answer() -> None:
    """It promises nothing of the decision, and tells the agent why."""
    decision = make_decision("new", "refund", amount=eur("5.00"), refund_by=date(2026, 11, 30), asks=["photo"])
    written = write_reply(make_task(macros=[], decision=decision))
    assert "5,00" not in written.text and "30. November" not in written.text and "Foto" not in written.text
    assert "Bis Dienstag, 17. November bekommst du von uns eine Antwort." in written.text
    assert any("new" in note for note in written.notes)


def test_a_macro_without_its_decision_is_reported() -> None:
    """The agent learns which macro was passed over."""
    written = write_reply(task("Du bekommst {{amount}}.", "refund"))
    assert any("„m“" in note for note in written.notes)


@pytest.mark.parametrize(
    ("rows", "problem", "sentence"),
    [
        (("M1",), "damaged", "Dein Recht auf Ersatz oder Reparatur bleibt dabei voll bestehen."),
        (("W1", "L2"), "lost", "Dein Recht auf die Ware oder das Geld bleibt dabei voll bestehen."),
        (("W1",), "unwanted", "An deinem Widerrufsrecht ändert das nichts."),
        (("M4", "M1"), "defective", "Dein Recht, das Geld zurückzubekommen oder weniger zu zahlen, bleibt"),
    ],
)
def test_while_nothing_is_decided_the_right_stays_open_and_the_draft_says_so(
    rows: tuple[str, ...], problem: str, sentence: str
) -> None:
    """One plain sentence about the right in question."""
    decision = make_decision("new", "handover", law=law(*rows))
    assert sentence in text_of(task("Ich kümmere mich darum.", decision=decision, facts=make_facts(problem=problem)))


def test_a_right_that_the_macro_names_is_not_named_again() -> None:
    """The shop's own words are enough."""
    decision = make_decision("new", "handover", law=law("M1"))
    assert "voll bestehen" not in text_of(task("Deine Rechte bleiben unberührt.", decision=decision))


def test_a_withdrawal_beside_a_defect_is_confirmed_too() -> None:
    """Declared is declared, whatever else the mail is about."""
    facts = make_facts(problem="damaged", withdrawal_declared=True)
    text = text_of(task(BODY, facts=facts))
    assert "\n\nDeinen Widerruf haben wir am Montag, 16. November, um 8:42 Uhr bekommen.\n\n" in text


def test_danger_is_named_where_the_macro_forgets_it() -> None:
    """Nobody goes on using what smoked."""
    facts = make_facts(problem="safety")
    decision = make_decision("new", "handover")
    assert "nicht mehr" in text_of(task("Ich kümmere mich darum.", decision=decision, facts=facts))


def test_a_strangers_draft_gives_nothing_away() -> None:
    """Whatever was decided, only the proof is asked for."""
    decision = make_decision("new", "refund", amount=eur("5.00"), refund_by=date(2026, 11, 30))
    facts = make_facts(problem="late", sender_matches_order=False)
    written = write_reply(task("Du bekommst {{amount}} für {{item}}.", decision=decision, facts=facts))
    assert written.macro is not None and written.macro.id == "identity"
    for secret in ("5,00", "Luna", "Jonas", "Petersen", "1042", "Köln", "30. November"):
        assert secret not in written.text


def test_a_stranger_reads_no_macro_that_was_written_for_the_owner() -> None:
    """Asking for a photo would tell that something arrived broken; asking for proof is what the shop's words may do."""
    stranger = make_facts(problem="damaged", sender_matches_order=False)
    photo = make_decision("new", "ask", asks=["photo"])
    proof = make_decision("new", "ask", asks=["sender_matches_order"])
    assert "Ersatz" not in text_of(task("Ersatz steht dir zu.", decision=photo, facts=stranger))
    assert "Erst die Person." in text_of(task("Erst die Person.", decision=proof, facts=stranger))


def test_the_subject_answers_the_customers_own() -> None:
    """Re: once, however often it stood there."""
    case = make_case(ticket=make_ticket(subject="AW: Re: Kaputt"))
    assert write_reply(task(BODY, case=case)).subject == "Re: Kaputt"
    bare = make_case(ticket=make_ticket(subject=None))
    assert write_reply(task(BODY, case=bare)).subject == "Deine Bestellung #1042"


def test_writing_is_pure() -> None:
    """The same task gives the same text."""
    assert write_reply(task(BODY)) == write_reply(task(BODY))


def test_english_begins_anew_after_the_salutation() -> None:
    """And names the item as the shop calls it in English."""
    writing = make_task(
        language="en",
        macros=[make_macro("You get a new one.", ["new"], "en")],
        decision=make_decision("new", "replace"),
        facts=make_facts(problem="damaged"),
        triage=make_triage("damaged", language="en"),
    )
    assert "Reading lamp Luna" in text_of(writing)
    assert text_of(writing).startswith("Hi Jonas,\n\n")
