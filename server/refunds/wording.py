"""Sentences for the agent in German and English (wording.yaml)."""

from datetime import date
from decimal import Decimal
from importlib.resources import files

import msgspec
import yaml

from server.domain.money import to_minor_unit
from server.said import Said, Sentences

said = Sentences(
    msgspec.convert(yaml.safe_load(files(__package__).joinpath("wording.yaml").read_text("utf-8")), dict[str, Said])
)
"""The sentence in both languages, for an error that is raised before anybody knows who reads it."""


def say(key: str, language: str, **values: str) -> str:
    """The sentence in German, or in English for readers of every other language."""
    wording = said.by_key[key]
    return (wording.de if language == "de" else wording.en).format(**values)


def shown_day(day: date, language: str) -> str:
    """A day in figures: 22.11.2026 in German, 2026-11-22 elsewhere."""
    return f"{day:%d.%m.%Y}" if language == "de" else day.isoformat()


def shown_money(amount: Decimal, currency: str, language: str) -> str:
    """An amount in figures: 12,50 EUR in German, 12.50 EUR elsewhere."""
    figures = str(to_minor_unit(amount, currency))
    return f"{figures.replace('.', ',') if language == 'de' else figures} {currency}"
