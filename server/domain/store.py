"""Who the shop is (store.yaml), with its dated parameters and working hours."""

from datetime import date, time
from decimal import Decimal
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from msgspec import Meta, Struct

Role = Literal["agent", "manager", "admin"]
AddressForm = Literal["du", "sie"]
Span = tuple[time, time]
ParameterValue = Decimal | bool | list[str] | dict[str, Decimal]


class Agent(Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    email: str
    role: Role


class DatedValue(Struct, frozen=True, rename={"from_": "from"}, forbid_unknown_fields=True):
    """A parameter's value from a day on; None = since ever. A mapping is by country with `default`.

    Text is a list of one: a decoder could not tell a bare text from a Decimal.
    """

    from_: date | None
    value: ParameterValue


class ReturnTerms(Struct, frozen=True, forbid_unknown_fields=True):
    """How goods come back. `postage` and `address` by country, `default` for the rest."""

    postage: dict[str, Literal["customer", "shop"]]
    address: dict[str, str]
    label: Literal["none", "on_request", "enclosed"]
    rma: str | None
    keep_item_below: Decimal | None


class Empowerment(Struct, frozen=True, forbid_unknown_fields=True):
    """How far a role goes alone: money in the shop's currency, discount in percent."""

    refund_up_to: Decimal
    discount_percent_up_to: Decimal


class Reports(Struct, frozen=True, forbid_unknown_fields=True):
    """What the reports show: figures for each agent only where the shop wants them; words a minute that one types."""

    per_agent: bool = False
    typing_words_per_minute: Annotated[int, Meta(ge=1, le=300)] = 40


class Store(Struct, frozen=True):
    """A tenant. `hours`: weekday (0 = Monday) to opening spans; a day left out is closed."""

    id: str
    name: str
    languages: list[str]
    address_form: AddressForm
    voice: str | None
    jurisdiction: Literal["DE", "none"]
    region: str | None
    currency: str
    fx: dict[str, Decimal]
    timezone: str
    hours: dict[int, list[Span]]
    addresses: list[str]
    order_formats: list[str]
    signature: Literal["helpdesk", "draft"]
    agents: list[Agent]
    parameters: dict[str, list[DatedValue]]
    returns: ReturnTerms
    empowerment: dict[Literal["agent", "manager"], Empowerment]
    payment_fee_percent: Decimal
    reports: Reports = Reports()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def country(self) -> str:
        """ISO 3166-1, of the region; Germany where the shop names none."""
        return (self.region or "DE").partition("-")[0]

    @property
    def default_language(self) -> str:
        return self.languages[0]
