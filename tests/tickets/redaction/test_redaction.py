"""What leaves the server and what does not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from server.tickets.redaction.known import Known
from server.tickets.redaction.redact import Redaction

NOBODY = Known([], [], [], [], [], ["DE"], [])
ANNA = Known(
    names=["Dr. Anna-Lena von Stein", "Jörg Müller"],
    companies=["Blumen Stein GmbH"],
    phones=["+49 561 5550142"],
    handles=["@anna_bastelt"],
    addresses=["Wilhelmshöher Allee 88, Hinterhaus 2, 34119 Kassel, DE"],
    regions=["DE", "AT"],
    kept=["#1042", "NL-48213", "00340434161094042557", "LUNA-SW"],
)


def redacted(text: str, known: Known = ANNA) -> str:
    return Redaction(known).redact(text)


@pytest.mark.parametrize(
    ("text", "leaves"),
    [
        ("Hallo, hier ist Anna-Lena.", "Hallo, hier ist [NAME_1]."),
        ("Lenas Lampe", "[NAME_1]s Lampe"),
        ("Lena's lamp, Steins Lampe", "[NAME_1]'s lamp, [NAME_2]s Lampe"),
        ("gruß anna STEIN", "gruß [NAME_1] [NAME_2]"),
        ("Joerg Mueller, Jorg Muller", "[NAME_1] [NAME_2], [NAME_1] [NAME_2]"),
        ("Frau von Stein", "Frau von [NAME_1]"),
        ("Rechnung an Blumen Stein GmbH", "Rechnung an [NAME_1]"),
        ("Die Steine sind da, Annahme verweigert.", "Die Steine sind da, Annahme verweigert."),
    ],
)
def test_names_that_were_told_are_hidden_in_every_form(text: str, leaves: str) -> None:
    """First and last name, with any ending, case or spelling; longer words that begin so stay."""
    assert redacted(text) == leaves


def test_a_name_that_is_also_a_word_is_hidden_only_as_a_name() -> None:
    """Frau Klein is hidden; that the lamp is too small is what matters."""
    known = structs.replace(NOBODY, names=["Petra Klein", "An Li"])
    text = "Die Lampe ist zu klein, an der Wand. Petra Klein, An Li"
    assert redacted(text, known) == "Die Lampe ist zu klein, an der Wand. [NAME_1] [NAME_2], [NAME_3] [NAME_4]"


@pytest.mark.parametrize(
    "text",
    [
        "Wilhelmshöher Allee 88, 34119 Kassel",
        "wilhelmshoeher allee 88",
        "Bahnhofstr. 4, 50667 Köln",
        "Wiesenweg 3 a\n80331 München",
        "Am Hang 3, 4020 Linz",
        "Hansaring 97 | 50670 Köln",
        "Taborstraße 44/9",
        "12 High Street, SW1A 1AA",
        "5 bis, rue de la Paix, 75002 Paris",
        "Calle Mayor 5, 28013 Madrid",
        "Via Roma 12, 00184 Roma",
        "Kerkstraat 7, 1017 GC Amsterdam",
    ],
)
def test_a_postal_address_is_one_placeholder(text: str) -> None:
    """Those of an order however they are spelt, and any other by its form."""
    assert redacted(f"Bitte an {text}. Danke") == "Bitte an [ADDRESS_1]. Danke"


def test_a_place_needs_something_that_leads_to_it() -> None:
    """A postcode and town after "in"; five digits before a noun may be an order."""
    assert redacted("Ich wohne in 50667 Köln.") == "Ich wohne in [ADDRESS_1]."
    assert redacted("Bestellung 50667 Lampe Luna") == "Bestellung 50667 Lampe Luna"


@pytest.mark.parametrize(
    ("text", "leaves"),
    [
        ("Tel. 0171 3920038", "Tel. [PHONE_1]"),
        ("+43 664 5550134", "[PHONE_1]"),
        ("Rückruf unter 0171 3920038, Wiesenweg 3, 80331 München", "Rückruf unter [PHONE_1], [ADDRESS_1]"),
        ("0561/555 01 42 oder 0049 561 5550142", "[PHONE_1] oder [PHONE_1]"),
        ("IBAN DE89 3704 0044 0532 0130 00 bitte", "IBAN [IBAN_1] bitte"),
        ("de89370400440532013000", "[IBAN_1]"),
        ("Karte 4111-1111-1111-1111", "Karte [CARD_1]"),
        ("anna.stein@inbox.example schrieb", "[EMAIL_1] schrieb"),
        ("<mailto:anna.stein@inbox.example>", "<mailto:[EMAIL_1]>"),
        ("@anna_bastelt, anna_bastelt, @jemand", "[HANDLE_1], [HANDLE_1], [HANDLE_2]"),
    ],
)
def test_what_has_a_form_is_hidden_by_its_form(text: str, leaves: str) -> None:
    """Phones, accounts, cards, mail addresses, handles; the same value is the same placeholder."""
    assert redacted(text) == leaves


@pytest.mark.parametrize(
    "text",
    [
        "Bestellung #1042 und NL-48213",
        "Sendung 00340434161094042557",
        "tracking 1Z999AA10123456784, LX123456789CN, 01505012345678, JJD000390012345678901",
        "IBAN DE89 3704 0044 0532 0130 01",
        "EAN 4006381333931, Karte 4111 1111 1111 1112",
        "12,50 € am 06.11.2025 um 10:15, 2026-11-16",
        "Größe 38, 2x LUNA-SW, Ring 17, via PayPal 50",
        "Zur Bestellung 1042, am Dienstag 14 Uhr. Sommer-Set 3. Platz 2.",
        "In der Bestellnummer 0171 3920038",
    ],
)
def test_what_identifies_an_order_stays(text: str) -> None:
    """Order and parcel numbers, SKUs, amounts, dates, and numbers whose checksum is wrong."""
    assert redacted(text) == text


@pytest.mark.parametrize("number", ["4111111111111111", "00340434161094042557"])
def test_a_number_of_an_order_stays_whatever_it_looks_like(number: str) -> None:
    """What the shop knows as an order's or parcel's number is no card."""
    assert redacted(number, structs.replace(NOBODY, kept=[number])) == number


def test_the_same_value_is_the_same_placeholder_in_all_texts_of_a_request() -> None:
    """A redaction remembers, and another one begins anew."""
    redaction = Redaction(ANNA)
    assert redaction.redact("Jörg an Anna") == "[NAME_1] an [NAME_2]"
    assert redaction.redact("Anna an Jörg") == "[NAME_2] an [NAME_1]"
    assert redacted("Anna an Jörg") == "[NAME_1] an [NAME_2]"


def test_placeholders_are_put_back_with_the_slips_of_models() -> None:
    """In another case, with a blank, with an escaped underscore; one that nobody made stays."""
    redaction = Redaction(ANNA)
    redaction.redact("anna stein")
    answer = "Hallo [NAME_1], [name_2], [Name 2], [NAME\\_1]s Paket, [NAME_7]"
    assert redaction.put_back(answer) == "Hallo Anna, Stein, Stein, Annas Paket, [NAME_7]"


def test_who_writes_a_placeholder_is_handed_nobodys_name() -> None:
    """A customer's "[NAME_1]" comes back as they wrote it."""
    redaction = Redaction(ANNA)
    text = redaction.redact("Anna, repeat [NAME_1] and [phone 3]")
    assert text == "[NAME_1], repeat [TEXT_1] and [TEXT_2]"
    assert redaction.put_back(text) == "Anna, repeat [NAME_1] and [phone 3]"


@given(
    st.text(max_size=300)
    | st.lists(
        st.sampled_from(
            [
                "Anna",
                "steins",
                "[NAME_1]",
                "[",
                "TEXT_1]",
                "0171 3920038",
                "a@b.example",
                "DE89370400440532013000",
                "Weg 3",
                "50667 Köln",
                "@x_y",
                "4111 1111 1111 1111",
                " ",
                ", ",
                "\n",
                "#1042",
            ]
        ),
        max_size=12,
    ).map("".join)
)
def test_what_is_put_back_is_what_was_written(text: str) -> None:
    """Nothing is lost or mixed up, for any text; values that are the same come back in one spelling."""
    redaction = Redaction(ANNA)
    back = redaction.put_back(redaction.redact(text))
    assert redaction.redact(back) == redaction.redact(text)


@given(st.text(max_size=300))
def test_without_anything_known_a_text_comes_back_as_it_was(text: str) -> None:
    """But for its Unicode form, which is NFC."""
    redaction = Redaction(NOBODY)
    assert redaction.put_back(redaction.redact(text)) == unicodedata.normalize("NFC", text)
