"""The customers."""

from msgspec import Struct

from evals.generators.nordlicht.countries import COUNTRIES, Country
from evals.generators.nordlicht.dice import Dice
from evals.generators.nordlicht.sources import read_people


class Address(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a parcel goes."""

    name: str
    street: str
    zip: str
    city: str
    extra: str = ""
    country: str = "DE"

    @property
    def land(self) -> Country:
        return COUNTRIES[self.country]


class Person(Struct, frozen=True):
    """A customer with the one address that all their orders go to; `language` is the one they write in."""

    email: str
    name: str
    language: str
    country: str
    street: str
    extra: str
    zip: str
    city: str
    province: str
    company: str

    @property
    def home(self) -> Country:
        return COUNTRIES[self.country]

    @property
    def address(self) -> Address:
        return Address(self.name, self.street, self.zip, self.city, self.extra, self.country)

    @property
    def accepts_marketing(self) -> bool:
        return Dice(self.email, "marketing").chance(0.4)


PEOPLE = {person.email: person for person in read_people(Person)}


def _phones() -> dict[str, str]:
    """Six in ten leave a number; no two of them the same."""
    phones: dict[str, str] = {}
    for person in PEOPLE.values():
        dice = Dice(person.email, "phone")
        if not dice.chance(0.6):
            continue
        number = dice.filled(dice.pick(person.home.phones))
        while number in phones.values():
            number = dice.filled(dice.pick(person.home.phones))
        phones[person.email] = number
    return phones


PHONES = _phones()
