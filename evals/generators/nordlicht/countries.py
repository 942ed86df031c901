"""What the shop charges in each country, and how the last mile goes there."""

from decimal import ROUND_FLOOR, Decimal
from zoneinfo import ZoneInfo

from msgspec import Struct

from evals.generators.nordlicht.sources import read_yaml


class Country(Struct, frozen=True, forbid_unknown_fields=True):
    """Money is in `currency`; `price` times a euro price is the local one; `tax` is a name and percent."""

    currency: str
    zone: str
    language: str
    shipping: Decimal
    methods: list[str]
    gateways: list[str]
    hubs: dict[str, list[str]]
    phones: list[str]
    extra_days: tuple[int, int]
    tax: tuple[str, int] | None = None
    express: Decimal | None = None
    free_from: Decimal | None = None
    price: Decimal = Decimal(1)
    provinces: dict[str, str] = {}

    @property
    def timezone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def hubs_near(self, zip_code: str) -> list[str]:
        return self.hubs.get(zip_code[0]) or self.hubs["default"]

    def local_price(self, euros: Decimal) -> Decimal:
        """A price as a shop would write it: whole units, or ending in 90 as the euro price does."""
        if self.price == 1:
            return euros
        whole = (euros * self.price).to_integral_value(ROUND_FLOOR)
        return whole + (Decimal("0.90") if euros % 1 and self.currency != "SEK" else Decimal("0.00"))


COUNTRIES = read_yaml("countries.yaml", dict[str, Country])
