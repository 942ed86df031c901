"""Candidates for order numbers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.tickets.order_numbers import normalise_number, order_numbers

FORMATS = ["#{n}", "NL-{n}"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Meine Bestellung 1042 ist nicht da", ["1042"]),
        ("Bestellnummer: 1042", ["1042"]),
        ("meine Bestellnr. lautet #1042", ["#1042"]),
        ("Auftragsnummer 20417", ["20417"]),
        ("order no 1042 and 1043", ["1042", "1043"]),
        ("Orders 1042, 1043 & NL-1044", ["1042", "1043", "NL-1044"]),
        ("my nl 1042 or NL1043?", ["nl 1042", "NL1043"]),
        ("#1042 is broken", ["#1042"]),
        ("order 1042 may have been lost", ["1042"]),
        ("Bestellung (1042) am Montag", ["1042"]),
        ("1042 is my order number", ["1042"]),
        ("Order ID 7", ["7"]),
        ("1042", ["1042"]),
        ("NL-1042, nl1042 und #1042", ["NL-1042", "#1042"]),
    ],
)
def test_numbers_of_orders_are_found_as_written(text: str, numbers: list[str]) -> None:
    """In the shop's formats, next to a word for an order, or as the whole answer; each once."""
    assert order_numbers(text, FORMATS) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "Bestellung vom 12.03.2026",
        "Bestellung 2 Lampen",
        "Bestellung 120 € und 250 Euro",
        "Ich habe 1042 Euro bezahlt",
        "Tel. 0171 1234567",
        "10115 Berlin, NL-1042 AB Amsterdam",
        "Sendungsnummer 00340434161094000000",
        "Ticket #5551, Kundennummer 5555",
        "Bestellung 250 Stück, Lieferung in 14 Tagen",
        "meine Lampe 4711 flackert",
    ],
)
def test_other_numbers_are_none(text: str) -> None:
    """Dates, prices, quantities, phone numbers, postcodes, tracking and bare numbers are no order's."""
    assert order_numbers(text, FORMATS) == []


def test_a_format_without_a_mark_takes_no_bare_numbers() -> None:
    """`{n}` alone would make every number an order's."""
    assert order_numbers("Die Lampe hat 4711 Lumen", ["{n}"]) == []


@pytest.mark.parametrize(("written", "same"), [("#1042", "1042"), ("nl 1042", "NL-1042"), ("NL1042", "nl-1042")])
def test_spellings_of_a_number_are_equal(written: str, same: str) -> None:
    """Case, `#`, blanks and hyphens make no difference."""
    assert normalise_number(written) == normalise_number(same)


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.integers(min_value=100, max_value=10**9))
def test_any_number_next_to_the_word_is_found(number: int) -> None:
    """Whatever the number, "Bestellnummer" before it makes it an order's."""
    assert order_numbers(f"Hallo, Bestellnummer {number}, danke", FORMATS) == [str(number)]
