"""How often the language of a text is found, by language: share, 95 % interval and n.

`mails`: the labelled mails of evals/mails, quotes and signatures taken off. `short`: one to six words. `mixed`: words
of another language in between. A text that leaves it open counts as wrong. `python -m evals.benchmarks.language`
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct
from rich.console import Console
from rich.table import Table

from evals.benchmarks.shares import share
from server.tickets.language import language_of
from server.tickets.own_words import own_words

MAILS = Path(__file__).parent.parent / "mails"
NONE_FOUND = "und"


class Text(Struct, frozen=True):
    """A text and the language that a person read it in; other labels of the mail are left aside."""

    language: str
    text: str


def texts() -> Iterator[tuple[str, Text]]:
    """Every text with the name of its set."""
    for file in sorted(MAILS.glob("*.jsonl")):
        for line in file.read_bytes().splitlines():
            yield "mails", msgspec.json.decode(line, type=Text)
    short = msgspec.yaml.decode((MAILS / "language" / "short.yaml").read_bytes(), type=dict[str, list[str]])
    yield from (("short", Text(language, text)) for language, found in short.items() for text in found)
    mixed = msgspec.yaml.decode((MAILS / "language" / "mixed.yaml").read_bytes(), type=list[Text])
    yield from (("mixed", text) for text in mixed)


def is_found(text: Text) -> bool:
    words = own_words(text.text)
    said = f"{words.own}\n{words.signature.partition(chr(10))[0]}"
    return language_of(said, NONE_FOUND, []) == text.language


if __name__ == "__main__":
    found: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for name, text in texts():
        right = is_found(text)
        found[name, text.language].append(right)
        found[name, "all"].append(right)
    table = Table("set", "language", "n", "right (95 %)", title="Language of own words")
    for (name, language), right_ones in sorted(found.items()):
        table.add_row(name, language, str(len(right_ones)), share(right_ones))
    Console().print(table)
