"""Sentences for the agent beside a draft (notes.yaml)."""

from importlib.resources import files

import msgspec
import yaml
from msgspec import Struct


class _Note(Struct, frozen=True, forbid_unknown_fields=True):
    de: str
    en: str


_NOTES = msgspec.convert(yaml.safe_load(files(__package__).joinpath("notes.yaml").read_text("utf-8")), dict[str, _Note])


def note(key: str, language: str, **values: str) -> str:
    """The sentence in German, or in English for readers of every other language."""
    wording = _NOTES[key]
    return (wording.de if language == "de" else wording.en).format(**values)
