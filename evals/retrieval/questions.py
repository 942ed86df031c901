"""Questions of the demo shop's customers, and the sections that answer them (nordlicht.yaml)."""

import hashlib
from pathlib import Path
from typing import Literal

import yaml
from msgspec import Struct, convert

from server.evaluation.split import Split

_FILE = Path(__file__).parent / "nordlicht.yaml"


class Question(Struct, frozen=True, forbid_unknown_fields=True):
    """A question as its customer wrote it. `sections`: grade by address, 2 answers, 1 helps."""

    id: str
    language: Literal["de", "en", "fr", "es", "it", "nl"]
    kind: Literal["policy"]
    form: Literal["short", "mail"]
    split: Split
    text: str
    sections: dict[str, Literal[1, 2]]


def read_questions() -> list[Question]:
    """All of them, in the order of the file."""
    return convert(yaml.safe_load(_FILE.read_text(encoding="utf-8")), list[Question])


def split_of_id(question_id: str) -> Split:
    """About half is held out, by a hash of the id, so that nobody chose which."""
    return "held-out" if hashlib.sha256(question_id.encode()).digest()[0] < 128 else "dev"
