"""The files that the generator reads, strictly: an unknown key is an error."""

import csv
import io
from importlib.resources import files
from typing import TypeVar

import msgspec
import yaml

T = TypeVar("T")

SHOP = files("evals") / "stores" / "nordlicht"
_HERE = files("evals.generators.nordlicht")


def read_yaml(name: str, type_: type[T]) -> T:
    """A YAML file beside this one."""
    return msgspec.convert(yaml.safe_load((_HERE / name).read_text(encoding="utf-8")), type_, strict=False)


def read_people(type_: type[T]) -> list[T]:
    """people.csv, a record each row; an empty cell is an empty text."""
    return _records((_HERE / "people.csv").read_text(encoding="utf-8"), type_)


def read_header() -> list[str]:
    """The columns of Shopify's order export."""
    return (_HERE / "shopify_header.csv").read_text(encoding="utf-8").strip().split(",")


def read_products(type_: type[T]) -> list[T]:
    """products.csv of the shop, a record each row."""
    return _records((SHOP / "products.csv").read_text(encoding="utf-8"), type_)


def read_promised_days(type_: type[T]) -> list[T]:
    """The parameter `promised_days` of the shop's store.yaml."""
    store = yaml.safe_load((SHOP / "store.yaml").read_text(encoding="utf-8"))
    return msgspec.convert(store["parameters"]["promised_days"], list[type_])  # type: ignore[valid-type]


def _records(text: str, type_: type[T]) -> list[T]:
    return msgspec.convert(list(csv.DictReader(io.StringIO(text))), list[type_], strict=False)  # type: ignore[valid-type]
