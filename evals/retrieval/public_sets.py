"""Public sets of questions and texts; origin and licence in public/NOTICE."""

from pathlib import Path

from msgspec import Struct, json

PUBLIC = Path(__file__).parent / "public"
SETS = ("debian-faq", "gnome-help")


class Said(Struct, frozen=True):
    """The beginning of the text that answers; `heading` is empty where it would be the question itself."""

    heading: str
    text: str


class Matter(Struct, frozen=True):
    """One thing asked, in one sentence, and answered; texts in German and English, questions in more languages."""

    id: str
    asked: dict[str, str]
    said: dict[str, Said]


def read_set(name: str) -> list[Matter]:
    """The matters of one of `SETS`."""
    return [json.decode(line, type=Matter) for line in (PUBLIC / f"{name}.jsonl").read_bytes().splitlines()]
