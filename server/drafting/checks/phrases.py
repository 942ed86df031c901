"""The words that tell (phrases.yaml), read once."""

from importlib.resources import files

import msgspec
import yaml
from msgspec import Struct


class Phrases(Struct, frozen=True, forbid_unknown_fields=True):
    """Word lists by language."""

    stock_phrases: dict[str, list[str]]
    regret: dict[str, str]
    stop_words: dict[str, list[str]]
    status_words: dict[str, list[str]]


PHRASES = msgspec.convert(
    yaml.safe_load(files(__package__).joinpath("phrases.yaml").read_text("utf-8")), Phrases, strict=True
)
