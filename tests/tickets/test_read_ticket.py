"""Reading a whole ticket."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.facts import PROBLEMS, WISHES
from server.domain.reading import INTENTS
from server.domain.ticket import Attachment, Message, Ticket
from server.tickets.read_ticket import read_by_rules
from tests.samples import sample_store
from tests.tickets.labelled_mails import read_words

ASKED_FOR_PHOTO = "Am 12.03.2026 um 10:15 schrieb Mia <hilfe@nordlicht.example>:\n> Ist #1042 beschädigt? Geld zurück?"


def test_quotes_only_identify_an_order() -> None:
    """Our own words in the history report nothing and wish nothing, but their number is kept."""
    reading = read_words("Hallo, danke für die Antwort.\n\n" + ASKED_FOR_PHOTO)
    assert (reading.problem.value, reading.wish.value) == ("none", "none")
    assert (reading.numbers, reading.other_numbers) == ([], ["#1042"])


def test_the_newest_message_that_states_a_problem_decides() -> None:
    """A later report outweighs an earlier one; a message without one changes nothing."""
    assert (
        read_words("Wo bleibt mein Paket?", "Jetzt ist es da, aber der Schirm ist zerbrochen.").problem.value
        == "damaged"
    )
    assert read_words("Der Schirm ist zerbrochen.", "Hier ist das Foto.").problem.value == "damaged"


def test_a_settled_problem_is_none() -> None:
    """What the customer calls done is no problem any more; an arrived parcel only ends the waiting."""
    assert read_words("Wo bleibt mein Paket?", "Hat sich erledigt, danke!").problem.value == "none"
    assert read_words("Wo bleibt mein Paket?", "Das Paket ist heute angekommen.").problem.value == "none"
    assert (
        read_words("Die Lampe ist zerbrochen.", "Das Paket mit der Decke ist heute angekommen.").problem.value
        == "damaged"
    )


def test_the_newest_wish_counts() -> None:
    """Who first wanted a new one and now the money wants the money; asking again takes no wish back."""
    texts = ["Die Lampe ist defekt, bitte um Ersatz.", "Ich möchte doch lieber mein Geld zurück."]
    assert read_words(*texts).wish.value == "refund"
    assert read_words(*texts, "Wann höre ich von euch?").wish.value == "refund"


def test_a_declared_withdrawal_stays_declared_until_taken_back() -> None:
    """A declaration is not undone by the next mail, unless the customer keeps the goods."""
    declared = "Hiermit widerrufe ich den Kauf der Lampe."
    assert read_words(declared, "Wohin soll ich sie schicken?").withdrawal_declared.value is True
    assert read_words(declared, "Ich möchte sie nun doch behalten.").withdrawal_declared.value is False


def test_several_problems_are_led_by_the_first_of_the_table() -> None:
    """Missing stands before damaged, whatever came first in the mail."""
    reading = read_words("Ein Glas ist zerbrochen und ein anderes fehlt ganz.")
    assert (reading.problem.value, reading.other_problems) == ("missing_item", ["damaged"])


def test_two_wishes_conflict() -> None:
    """Money or a new one: the words do not tell which."""
    wish = read_words("Die Lampe ist kaputt. Ich hätte gern mein Geld zurück oder einen Ersatz.").wish
    assert wish.value is None
    assert "Geld" in wish.words


def test_a_subject_of_the_customer_counts_and_ours_does_not() -> None:
    """A ticket's subject is the customer's where they opened it and it answers no mail of ours."""
    assert read_words("Siehe Betreff, danke", subject="Widerruf Bestellung 1042").withdrawal_declared.value is True
    assert read_words("Vielen Dank", subject="AW: Deine beschädigte Lampe").problem.value == "none"
    assert read_words("Siehe Betreff", subject="Bestellung 1042").other_numbers == ["1042"]


def test_a_new_matter_leaves_the_old_problem_known() -> None:
    """The intent follows the newest message, the problem stays what was reported."""
    reading = read_words("Die Lampe ist zerbrochen.", "Könnten Sie mir noch die Rechnung schicken?")
    assert (reading.problem.value, reading.intent.value) == ("damaged", "invoice")


def test_a_photo_or_a_claim_that_no_rule_reads_is_no_none() -> None:
    """Something seems wrong, and the words do not tell what: unknown, so that someone asks."""
    photo = Message("customer", "Seht selbst.", attachments=[Attachment("IMG_1.jpg", "image/jpeg")])
    reading = read_by_rules(Ticket([photo]), store=sample_store(), products=[], known_language=None)
    assert (reading.problem.value, reading.proof_provided) == (None, True)
    assert read_words("Ich möchte mein Geld zurück.").problem.value is None


@pytest.mark.parametrize("text", ["Bonjour, ma lampe est arrivée cassée.", "Hola, la lámpara llegó rota.", "👍👍"])
def test_what_no_rule_can_read_is_unknown(text: str) -> None:
    """Another language or no words at all: not "no problem"."""
    assert read_words(text).problem.value is None


def test_signatures_hold_no_order_number() -> None:
    """A number below the name is a phone's or a house's."""
    assert read_words("Wo bleibt mein Paket?\n\nViele Grüße\nAnna\nBestellung 4711 GmbH").numbers == []


def test_a_supplier_and_a_spammer_report_nothing() -> None:
    """A delay that a supplier announces is not a customer's late parcel."""
    reading = read_words("Dear friend, sorry for the delay, the parcel is damaged. Our factory ships your PO again.")
    assert (reading.problem.value, reading.intent.value) == ("none", "supplier_reply")


def test_an_endless_conversation_is_read() -> None:
    """Five thousand messages: the first report and the newest wish are found."""
    texts = ["Meine Lampe ist zerbrochen.", *["Hallo?"] * 4998, "Bitte um Ersatz."]
    reading = read_words(*texts)
    assert (reading.problem.value, reading.wish.value) == ("damaged", "replacement")


def test_a_long_text_is_read_at_its_ends() -> None:
    """A megabyte of words hides neither its beginning nor its end."""
    text = (
        "Die Lampe ist zerbrochen.\n\n" + "Lorem ipsum dolor sit amet. " * 30_000 + "\n\nIch möchte mein Geld zurück."
    )
    reading = read_words(text)
    assert (reading.problem.value, reading.wish.value) == ("damaged", "refund")


def test_a_ticket_without_a_customer_is_read() -> None:
    """Only the shop has written so far."""
    ticket = Ticket([Message("agent", "Deine Lampe ist unterwegs.")])
    assert read_by_rules(ticket, store=sample_store(), products=[], known_language="en").language == "en"


WORDS = ["lampe", "paket", "nicht", "kaputt", "angekommen", "wo", "wann", "geld", "zurück", "wenn", "aber", "broken"]
SIGNS = ["not", "order", "refund", "please", "my", "1042", "?", ".", ",", "!"]


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(WORDS + SIGNS), max_size=30).map(" ".join))
def test_every_value_is_one_that_facts_take(text: str) -> None:
    """Whatever the words, the reading holds known values, and each is as sure as 0 to 1."""
    reading = read_words(text)
    assert reading.problem.value in (*PROBLEMS, None)
    assert reading.problem.value not in reading.other_problems
    assert reading.wish.value in (*WISHES, None)
    assert reading.intent.value in INTENTS
    assert all(0 <= read.sure <= 1 for read in (reading.problem, reading.wish, reading.mood, reading.intent))


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("Wenn möglich hätte ich gern mein Geld zurück, die Lampe ist kaputt.", "refund"),
        ("Die Lampe ist defekt. Es wäre toll, wenn ihr mir Ersatz schicken könntet.", "replacement"),
        ("The lamp is faulty. I would be grateful if you could refund me.", "refund"),
        ("Die Lampe ist defekt. Falls ihr noch eine habt, schickt mir bitte Ersatz.", "replacement"),
        ("Die Lampe ist defekt. Bitte um Ersatz, sonst möchte ich mein Geld zurück.", "replacement"),
        ("Die Lampe ist defekt. Ich möchte keinen Gutschein, sondern mein Geld zurück.", "refund"),
        ("Das Paket ist noch nicht da. Wenn es bis Freitag nicht kommt, storniere ich.", "none"),
    ],
)
def test_a_polite_condition_is_a_wish_and_a_threat_is_none_yet(text: str, wish: str) -> None:
    """ "If possible" asks for it now; "if it is not here by Friday" does not."""
    assert read_words(text).wish.value == wish


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Ich habe eine Lampe bestellt, aber bis heute nichts bekommen.", "late"),
        ("I ordered a lamp but it never arrived.", "lost"),
        ("Ich habe die Lampe bestellt, aber sie kam kaputt an.", "damaged"),
        ("Ich habe L bestellt, aber M bekommen.", "wrong_item"),
        ("Die Hose in M ist mir zu klein.", "wrong_size"),
        ("Ich habe versehentlich die falsche Größe bestellt, sie passt nicht.", "wrong_size"),
        ("Die Kerze kam geschmolzen an.", "damaged"),
        ("The bulb burned out after two days.", "defective"),
        ("Die Rechnung fehlt noch.", "none"),
        ("Wann bekomme ich mein Geld?", "none"),
    ],
)
def test_neighbouring_problems_are_told_apart(text: str, problem: str) -> None:
    """Late from lost, another size from one that does not fit, a broken thing from a burning one."""
    assert read_words(text).problem.value == problem
