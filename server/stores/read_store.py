"""store.yaml: who the shop is."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, structs

from server.domain.calendar import Calendar
from server.domain.store import AddressForm, Agent, DatedValue, Empowerment, Reports, ReturnTerms, Store
from server.errors import BadValue
from server.said import Said
from server.stores.formats.findings import SENTENCES, Findings
from server.stores.formats.kinds import Address, CountryOrDefault, Currency, Id, Language, Text, is_timezone
from server.stores.formats.typed import make, read_fields
from server.stores.formats.yaml12 import Document, Path
from server.stores.opening_hours import read_hours
from server.stores.parameters import read_parameters

FILE = "store.yaml"

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_Postage = Literal["customer", "shop"]


class Basics(Struct, frozen=True):
    """What the other files are held against, as far as store.yaml tells it.

    `parameters` is None where they could not be read, so that nothing is checked against them.
    """

    languages: list[str]
    currency: str
    order_formats: list[str]
    parameters: dict[str, list[DatedValue]] | None

    @classmethod
    def of(cls, store: Store) -> "Basics":
        return cls(store.languages, store.currency, store.order_formats, store.parameters)


class _Returns(Struct, frozen=True):
    postage: _Postage | dict[CountryOrDefault, _Postage]
    address: Text | dict[CountryOrDefault, Text]
    label: Literal["none", "on_request", "enclosed"]
    rma: Text | None = None
    keep_item_below: Decimal | None = None


class _Ceilings(Struct, frozen=True):
    agent: Empowerment
    manager: Empowerment


class _StoreFile(Struct, frozen=True):
    """The file as it is written."""

    id: Id
    name: Text
    languages: Annotated[list[Language], Meta(min_length=1, description="languages")]
    address_form: AddressForm
    jurisdiction: Literal["DE", "none"]
    currency: Currency
    timezone: Text
    signature: Literal["helpdesk", "draft"]
    returns: _Returns
    empowerment: _Ceilings
    voice: str | None = None
    region: str | None = None
    fx: dict[Currency, Decimal] = {}
    hours: dict[str, str | list[str]] = {}
    addresses: list[Address] = []
    order_formats: list[Text] = []
    agents: list[Agent] = []
    parameters: dict[Id, Any] = {}
    payment_fee_percent: Decimal = Decimal(0)
    reports: Reports = Reports()
    stock_phrases: dict[Language, list[Text]] = {}


def read_store(document: Document, findings: Findings) -> tuple[Store | None, Basics]:
    """The store, None when anything in the file is an error, and what is good enough for the other files."""
    found_before = len(findings)
    fields = read_fields(_StoreFile, document, findings)
    parameters = read_parameters(document, fields["parameters"], findings) if "parameters" in fields else None
    hours = read_hours(document, fields.get("hours", {}), findings)
    for path, said in _mistakes(fields):
        findings.add("bad_value", FILE, document.line(path), said)
    for path, value in _doubled(fields):
        findings.add("duplicate", FILE, document.line(path), SENTENCES("store.twice", value=value, list=path[0]))
    basics = Basics(
        fields.get("languages", []), fields.get("currency", "EUR"), fields.get("order_formats", []), parameters
    )
    written = make(_StoreFile, fields)
    if written is None or len(findings) > found_before:
        return None, basics
    store = Store(
        **structs.asdict(written)
        | {
            "hours": hours,
            "parameters": parameters,
            "returns": _return_terms(written.returns),
            "empowerment": structs.asdict(written.empowerment),
        }
    )
    return store if _has_holidays(store, document, findings) else None, basics


def _return_terms(returns: _Returns) -> ReturnTerms:
    postage: dict[str, _Postage] = (
        returns.postage if isinstance(returns.postage, dict) else {"default": returns.postage}
    )
    address = returns.address if isinstance(returns.address, dict) else {"default": returns.address}
    return ReturnTerms(postage, address, returns.label, returns.rma, returns.keep_item_below)


def _has_holidays(store: Store, document: Document, findings: Findings) -> bool:
    try:
        Calendar.of(store)
    except BadValue as error:
        findings.add("bad_value", FILE, document.line(("region",)), error.said)
        return False
    return True


def _mistakes(fields: dict[str, Any]) -> Iterator[tuple[Path, Said]]:
    """What the type of a field cannot tell, with the path of the field."""
    if "timezone" in fields and not is_timezone(fields["timezone"]):
        yield ("timezone",), SENTENCES("store.timezone", zone=fields["timezone"], such_as="Europe/Berlin")
    for currency, rate in fields.get("fx", {}).items():
        if rate == 0 or currency == fields.get("currency"):
            yield ("fx", currency), SENTENCES("store.rate")
    for index, order_format in enumerate(fields.get("order_formats", [])):
        if _PLACEHOLDER.findall(order_format) != ["n"]:
            yield ("order_formats", index), SENTENCES("store.order_format")
    if fields.get("payment_fee_percent", 0) > 100:
        yield ("payment_fee_percent",), SENTENCES("store.fee")
    yield from _mistakes_of_returns(fields.get("returns"))
    yield from _mistakes_of_ceilings(fields.get("empowerment"))


def _doubled(fields: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    """What a list holds for the second time, with its path."""
    agents = [agent.email.casefold() for agent in fields.get("agents", [])]
    lists = {"languages": fields.get("languages", []), "addresses": fields.get("addresses", []), "agents": agents}
    for name, values in lists.items():
        for index, value in enumerate(values):
            if value in values[:index]:
                yield (name, index), value


def _mistakes_of_returns(returns: _Returns | None) -> Iterator[tuple[Path, Said]]:
    if returns is None:
        return
    for key, by_country in (("postage", returns.postage), ("address", returns.address)):
        if isinstance(by_country, dict) and "default" not in by_country:
            yield ("returns", key), SENTENCES("store.no_default", key=key)
    if returns.rma and not set(_PLACEHOLDER.findall(returns.rma)) <= {"order", "n"}:
        yield ("returns", "rma"), SENTENCES("store.rma")


def _mistakes_of_ceilings(ceilings: _Ceilings | None) -> Iterator[tuple[Path, Said]]:
    if ceilings is None:
        return
    for role, ceiling in structs.asdict(ceilings).items():
        if ceiling.discount_percent_up_to > 100:
            yield ("empowerment", role), SENTENCES("store.discount")
