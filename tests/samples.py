"""Small sample nouns that many tests share."""

from datetime import time
from decimal import Decimal

from server.domain.store import Empowerment, ReturnTerms, Store


def sample_store(store_id: str = "nord") -> Store:
    """A German shop that is open on weekdays from nine to five."""
    return Store(
        id=store_id,
        name="Nordlicht",
        languages=["de", "en"],
        address_form="du",
        voice=None,
        jurisdiction="DE",
        region="DE-NW",
        currency="EUR",
        fx={"CHF": Decimal("1.04")},
        timezone="Europe/Berlin",
        hours={day: [(time(9), time(17))] for day in range(5)},
        addresses=["hilfe@nordlicht.example"],
        order_formats=["#{n}", "NL-{n}"],
        signature="draft",
        agents=[],
        parameters={},
        returns=ReturnTerms({"default": "customer"}, {"default": "Beispielweg 1"}, "on_request", None, None),
        empowerment={
            "agent": Empowerment(Decimal(40), Decimal(15)),
            "manager": Empowerment(Decimal(500), Decimal(50)),
        },
        payment_fee_percent=Decimal("2.9"),
    )
