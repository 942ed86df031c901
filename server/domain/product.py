"""What a shop sells (products.csv) and who ships it (suppliers.yaml)."""

from decimal import Decimal
from typing import Literal

from msgspec import Struct


class Product(Struct, frozen=True):
    """One variant. Money is in `currency`, except `cost` in `cost_currency`."""

    sku: str
    title: str
    supplier: str | None
    cost: Decimal | None
    cost_currency: str | None
    price: Decimal | None
    currency: str | None
    weight_g: int | None
    return_cost: Decimal | None
    tags: list[str]
    substitutes: list[str]
    aliases: list[str]


class SupplierReturns(Struct, frozen=True, forbid_unknown_fields=True):
    """Whether and where the supplier takes goods back; `postage` in the shop's currency."""

    accepted: bool
    to: str | None = None
    postage: Decimal | None = None


class SupplierClaims(Struct, frozen=True, forbid_unknown_fields=True):
    """What the supplier pays back: percent of the goods' cost by problem, inside a window of days."""

    window_days: int
    window_from: Literal["delivery", "order", "shipment"]
    pays: dict[str, Decimal]
    needs: list[str] = []


class Supplier(Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of suppliers.yaml. `ships_to`: postage by country, `default` for the rest."""

    id: str
    name: str
    contact: str
    language: str
    timezone: str = "UTC"
    answers_within_hours: int = 48
    quiet_hours: int = 72
    ships_to: dict[str, Decimal] = {}
    returns: SupplierReturns | None = None
    claims: SupplierClaims | None = None
