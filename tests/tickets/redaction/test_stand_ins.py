"""Sample people in the place of real ones: the same everywhere, and nothing of the real ones left."""

import re

import pytest
from stdnum import iban

from server.tickets.redaction.known import Known
from server.tickets.redaction.stand_ins import StandIns

KNOWN = Known(
    names=["Sandra Köhler", "Mia"],
    companies=["Köhler Licht GmbH"],
    phones=["+49 40 1234567"],
    handles=["@sandra_k"],
    addresses=["Lindenweg 4, 20095 Hamburg"],
    regions=["DE"],
    kept=["1001", "hilfe@lichtblick.example"],
)
MAIL = (
    "Hallo Frau Krause,\n\nhier Sandra Köhler (Köhler Licht GmbH), Bestellung #1001 über 49,90 € vom 3. Mai.\n"
    "Tel. 040 1234567, sandra.koehler@mail.example, @sandra_k, Konto DE89 3704 0044 0532 0130 00,\n"
    "Lindenweg 4, 20095 Hamburg. Ich schrieb an hilfe@lichtblick.example.\n\nViele Grüße\nPetra Mertens"
)
PERSONAL = (
    "Sandra",
    "Köhler",
    "koehler",
    "Krause",
    "Petra",
    "Mertens",
    "1234567",
    "Lindenweg",
    "20095",
    "3704",
    "sandra_k",
)


def test_nothing_of_the_people_remains_and_everything_of_the_order_does() -> None:
    """Also of those who only sign or are greeted."""
    replaced = StandIns(KNOWN, [MAIL]).replace(MAIL)
    for word in PERSONAL:
        assert word.casefold() not in replaced.casefold(), replaced
    for kept in ("#1001", "49,90 €", "3. Mai", "hilfe@lichtblick.example"):
        assert kept in replaced


def test_a_person_is_the_same_sample_in_every_text() -> None:
    """First name, last name and both; what stands for them is a name too."""
    people = StandIns(KNOWN, [MAIL])
    assert people.replace("Liebe Sandra,") == "Liebe Kim,"
    assert people.replace("Frau Köhler") == "Frau Albrecht"
    assert people.replace("Sandra Köhlers Lampe") == "Kim Albrechts Lampe"
    assert people.replace("Mia") == "Robin"


def test_a_sample_account_passes_as_one_and_is_nobody_s() -> None:
    """Its checksum is right; its bank code was never given out."""
    found = re.search(r"DE[\d ]{20,}", StandIns(KNOWN, []).replace("DE89 3704 0044 0532 0130 00"))
    assert found and iban.is_valid(found[0]) and "0000 0000" in found[0]


@pytest.mark.parametrize("greeting", ["Hallo Team,", "Hallo zusammen!", "Sehr geehrte Damen und Herren,", "Hi there,"])
def test_whoever_is_greeted_as_nobody_stays(greeting: str) -> None:
    """They are no people."""
    assert StandIns(KNOWN, [greeting]).replace(greeting) == greeting


def test_what_looks_like_a_placeholder_stays_what_it_is() -> None:
    """Nobody gets a name by writing one."""
    assert StandIns(KNOWN, []).replace("[NAME_1] und Sandra") == "[NAME_1] und Kim"
