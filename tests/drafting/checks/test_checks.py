"""What guards a draft, on texts as models and agents write them."""

from typing import Any

import pytest
from msgspec import structs

from server.domain.draft import Check
from server.domain.store import AddressForm
from server.domain.ticket import Message
from server.drafting.checks.table import CHECKS, check_text
from tests.drafting.tasks import eur, make_case, make_decision, make_facts, make_passage, make_task, make_ticket


def check(name: str, text: str, language: str = "de", form: AddressForm = "du", **changes: Any) -> Check:
    found = check_text(text, make_task(language=language, **changes), language, form)
    return next(check for check in found if check.id == name)


def passes(name: str, text: str, language: str = "de", form: AddressForm = "du", **changes: Any) -> bool:
    return check(name, text, language, form, **changes).passed


STRANGER = {"facts": make_facts(sender_matches_order=False)}


@pytest.mark.parametrize(
    "text",
    [
        "Hallo Jonas,",
        "Die Bestellung von Petersen ist da.",
        "Sie geht in den Ahornweg.",
        "Es geht um die Leselampe Luna.",
        "Die Nummer ist 00340434161094042557.",
        "Das Paket ist unterwegs.",
        "Zuletzt war es in Hagen.",
        "DHL hat es.",
    ],
)
def test_nothing_of_a_strangers_order_may_be_given_away(text: str) -> None:
    """Name, address, item, tracking and status block."""
    found = check("identity", text, **STRANGER)
    assert (found.passed, found.severity) == (False, "block")
    assert found.start is not None


def test_identity_passes_once_the_agent_confirms_the_sender() -> None:
    """The same words are fine for the owner of the order."""
    assert passes("identity", "Das Paket mit Leselampe Luna ist unterwegs.")


def test_even_a_request_for_proof_is_held_until_the_agent_confirms_the_sender() -> None:
    """It gives nothing away, so no words are marked; the reason says what to do."""
    found = check("identity", "Bitte schreib mir von der E-Mail-Adresse, mit der bestellt wurde.", **STRANGER)
    assert (found.passed, found.start) == (False, None)
    assert "sender_matches_order" in found.reason


def test_an_unknown_sender_may_be_asked() -> None:
    """Who writes in a chat without an address is no stranger yet; their order stays closed all the same."""
    unknown = {"facts": make_facts(sender_matches_order=None)}
    asking = {"decision": make_decision(None, "ask", asks=["sender_matches_order"])} | unknown
    assert passes("identity", "Bitte leite mir die Bestellbestätigung weiter.", **asking)
    assert not passes("identity", "Es geht um die Leselampe Luna.", **asking)


def test_the_agents_own_name_is_no_secret() -> None:
    """An agent may be called like the customer."""
    assert check("identity", "Viele Grüße\nJonas", **STRANGER, agent_name="Jonas").start is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "No rights are lost in the meantime."),
        ("en", "You ask what was returned."),
        ("de", "Du fragst, was schon erstattet wurde."),
    ],
)
def test_rights_and_questions_tell_nothing_of_an_order(language: str, text: str) -> None:
    """A right that is lost is no lost parcel, and what was asked is not told."""
    assert check("identity", text, language, **STRANGER).start is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Your parcel was delivered on the doorstep."),
        ("en", "Your order, which was delivered, is fine."),
        ("en", "It was returned, and all your rights remain."),
        ("en", "Your parcel is lost, but your rights remain."),
        ("de", "Es wurde zugestellt, deine Rechte bleiben."),
        ("en", "I can tell you which parcels were returned."),
        ("en", "What was returned is in our warehouse."),
        ("en", "To your first question: what was returned is in our warehouse."),
        ("de", "Was du bestellt hast, wurde schon verschickt."),
        ("de", "Alles, was bestellt und verschickt wurde, ist da."),
        ("en", "Don't worry, I will tell you what was delivered."),
    ],
)
def test_a_state_beside_rights_or_a_relative_clause_is_told(language: str, text: str) -> None:
    """Where a stranger's parcel is stays closed, whatever else the sentence says."""
    assert check("identity", text, language, **STRANGER).start is not None


@pytest.mark.parametrize(
    ("language", "text", "is_right"),
    [
        ("de", "Du bekommst die Ware neu, und alle Kosten dafür tragen wir.", True),
        ("de", "You get a new one, and all the costs are ours.", False),
        ("en", "You get a new one, and all the costs are ours.", True),
        ("en", "Du bekommst die Ware neu, und alle Kosten dafür tragen wir.", False),
        ("fr", "Vous recevrez le colis dans la semaine avec votre facture.", True),
        ("de", "Ok, Leselampe Luna.", True),
    ],
)
def test_the_language_is_told_by_little_words(language: str, text: str, is_right: bool) -> None:
    """Too few words pass."""
    assert passes("language", text, language) is is_right


@pytest.mark.parametrize("text", ["Hallo {{first_name}},", "Hallo [Name],", "Hallo <Vorname>,", "Nummer XXX", "TODO"])
def test_what_is_left_to_fill_in_blocks(text: str) -> None:
    """In whatever brackets."""
    assert not passes("placeholder_left", text)


def test_brackets_with_figures_are_no_placeholder() -> None:
    """A reference such as [1] or a smaller-than sign is text."""
    assert passes("placeholder_left", "Siehe [1], das gilt für 3 < 4.")


@pytest.mark.parametrize(
    "text", ["Du bekommst 49,00 €.", "Du bekommst 49 Euro.", "EUR 53.90", "Porto: 4,90€", "Es waren 12,50 €."]
)
def test_amounts_of_decision_order_ticket_and_policies_pass(text: str) -> None:
    """However they are written."""
    ticket = make_ticket(messages=[Message("customer", "Ich habe 12,50 € zu viel bezahlt.")])
    decision = make_decision("new", "refund", amount=eur("49.00"))
    assert passes("amount", text, decision=decision, case=make_case(ticket=ticket))


@pytest.mark.parametrize("text", ["Du bekommst 48,00 €.", "1.049,00 €", "49,00 CHF", "€ 5", "20 Euro geschenkt"])
def test_an_amount_that_nothing_supports_blocks(text: str) -> None:
    """A promise of money that no one decided."""
    assert not passes("amount", text)


def test_an_amount_in_a_policy_is_known() -> None:
    """What the shop promises in public may be repeated."""
    text = "Ab 30 € ist der Versand frei."
    assert not passes("amount", text)
    assert passes("amount", text, policies=[make_passage("Ab 30,00 € liefern wir ohne Versandkosten.")])


@pytest.mark.parametrize("text", ["Shenzhen Lumen schickt es.", "Frag service@lumen.example.", "LM-71903", "14,20 $"])
def test_supplier_and_purchase_price_stay_inside(text: str) -> None:
    """Nothing of them belongs in a reply."""
    assert not passes("internal", text)


def test_a_message_to_the_supplier_may_name_it() -> None:
    """The checks of replies do not run there."""
    found = check_text("Hello Shenzhen Lumen", make_task(kind="supplier_message"), "en", "du")
    assert {check.id for check in found} == {"language", "placeholder_left", "amount", "link"}


@pytest.mark.parametrize(
    ("form", "text", "is_whole"),
    [
        ("du", "Hier hast du dein Paket. Sie ist da, und ihre Farbe stimmt.", True),
        ("du", "Hallo, wir schicken Ihnen Ersatz.", False),
        ("du", "Bitte geben Sie das Paket ab.", False),
        ("sie", "Bitte geben Sie das Paket ab.", True),
        ("sie", "Bitte gib uns dein Paket.", False),
    ],
)
def test_du_and_sie_are_not_mixed(form: AddressForm, text: str, is_whole: bool) -> None:
    """She and her at the start of a sentence are no Sie."""
    assert passes("address_form", text, form=form) is is_whole


def test_the_place_of_the_words_is_given_in_utf16_units() -> None:
    """The panel marks them."""
    found = check("stock_phrases", "🎁 Entschuldige die Unannehmlichkeiten.")
    assert (found.start, found.end) == (20, 38)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Zögern Sie nicht, uns zu schreiben."),
        ("de", "Seitens unseres Lagers"),
        ("en", "We apologise for any inconvenience."),
        ("en", "Kindly send a photo."),
    ],
)
def test_stock_phrases_are_warned_of(language: str, text: str) -> None:
    """Nobody says them aloud."""
    found = check("stock_phrases", text, language)
    assert (found.passed, found.severity) == (False, "warn")


def test_a_shop_adds_stock_phrases_of_its_own() -> None:
    """Those of another language are not meant."""
    case = make_case("de")
    store = structs.replace(case.store, stock_phrases={"de": ["Paketchen"], "en": ["wee parcel"]})
    case = structs.replace(case, store=store)
    assert not passes("stock_phrases", "Dein Paketchen ist da.", case=case)
    assert passes("stock_phrases", "Kein wee parcel.", case=case)


def test_kind_regards_are_fine() -> None:
    """Only whole words count: Kind is not kindly."""
    assert passes("stock_phrases", "Kind regards", "en")


def test_one_leider_is_honest_and_two_are_not() -> None:
    """Sorry once."""
    assert passes("regret", "Leider ist es kaputt.")
    assert not passes("regret", "Leider ist es kaputt, und leider dauert es.")


def test_a_chat_is_shorter_than_a_mail() -> None:
    """45 and 120 words."""
    words = " ".join(["Wort"] * 46)
    assert passes("length", words)
    assert not passes("length", words, channel="chat")


@pytest.mark.parametrize(("language", "start"), [("de", "Der Text ist zu lang"), ("en", "The text is too long")])
def test_reasons_are_in_the_agents_language(language: str, start: str) -> None:
    """Not in the customer's."""
    found = check("length", " ".join(["Wort"] * 121), agent_language=language)
    assert found.reason.startswith(start)


def test_every_check_has_its_reasons_and_blocking_ones_come_first() -> None:
    """The table is whole."""
    assert [rule.severity for rule in CHECKS] == sorted(rule.severity for rule in CHECKS)
    text = "Dein Paket mit der Luna war zuletzt in Hagen, am Mittwoch, 18. November schaue ich wieder nach.\n\nMia"
    results = check_text(text, make_task(), "de", "du")
    assert all(result.passed and result.reason.endswith(".") for result in results)
    assert structs.asdict(results[0])["start"] is None
