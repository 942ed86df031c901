"""Conversations of one person are recognised by address, phone and handle, however these are written."""

import pytest

from server.domain.person import person_keys
from server.domain.ticket import Customer


def test_an_address_counts_without_case() -> None:
    """Mail programs write the same address in several ways."""
    assert person_keys(Customer(email="Anna.Berger@Inbox.example "), "DE") == ["email:anna.berger@inbox.example"]


@pytest.mark.parametrize("written", ["030 901820", "+49 30 901820", "0049-30-90 18 20", "(030) 90 18 20"])
def test_a_phone_number_counts_as_one_number(written: str) -> None:
    """With or without country code, blanks and brackets."""
    assert person_keys(Customer(phone=written), "DE") == ["phone:+4930901820"]


def test_a_number_without_country_code_is_of_the_shops_country() -> None:
    """The same digits are another number in Austria."""
    assert person_keys(Customer(phone="01 5321234"), "AT") == ["phone:+4315321234"]


@pytest.mark.parametrize("phone", ["110", "anonym", "", "12345678901234567890"])
def test_what_is_no_phone_number_is_no_key(phone: str) -> None:
    """Helpdesks write all sorts of things into that field."""
    assert person_keys(Customer(phone=phone), "DE") == []


def test_a_handle_counts_without_its_sign() -> None:
    """@lisa on one channel is lisa on the next."""
    assert person_keys(Customer(handle="@Lisa_M"), "DE") == ["handle:lisa_m"]


def test_a_name_is_no_key() -> None:
    """Two people called Anna Berger have nothing to do with each other."""
    assert person_keys(Customer(name="Anna Berger"), "DE") == []
