"""How often a mail's own words are found exactly, ours beside the best libraries: share, 95 % interval and n.

`own words` is right where the answer has the words that a person read as the sender's own, blanks aside. `history`
forgives what is left of closing and signature, for libraries that only cut quotes. Rules are tuned on dev only;
held-out mails show what to expect of new ones. `python -m evals.benchmarks.own_words [--wrong LIBRARY]`
"""

import hashlib
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct
from rich.console import Console
from rich.table import Table

from evals.benchmarks.mail_libraries import LIBRARIES
from evals.benchmarks.shares import share
from server.tickets.own_words import own_words

MAILS = Path(__file__).parent.parent / "mails" / "own_words"
SHOP_ADDRESSES = ["hilfe@nordlicht.example"]


class Mail(Struct, frozen=True, forbid_unknown_fields=True):
    """One mail as `text` or `html`; `own` as a person read it, `with_signature` with what may be left below it."""

    id: str
    language: str
    own: str
    text: str | None = None
    html: str | None = None
    with_signature: str | None = None
    note: str | None = None

    @property
    def source(self) -> str:
        return self.text or self.html or ""

    @property
    def split(self) -> Literal["dev", "held-out"]:
        """By a hash of the id; a third is held out."""
        return "held-out" if hashlib.sha256(self.id.encode()).digest()[0] < 85 else "dev"


def mails(name: str) -> list[Mail]:
    """The mails of one set: `public` or `ours`."""
    return msgspec.yaml.decode((MAILS / f"{name}.yaml").read_bytes(), type=list[Mail])


def ours(text: str, *, is_html: bool) -> list[str]:
    return [own_words(text, shop_addresses=SHOP_ADDRESSES).own]


READERS: dict[str, Callable[..., list[str]]] = {"Kulanz": ours, **LIBRARIES}


def answers_of(reader: Callable[..., list[str]], mail: Mail) -> list[str]:
    """The reader's answers; none where it fails."""
    try:
        return reader(mail.source, is_html=mail.html is not None)
    except Exception:  # a library that trips over a mail has not found its words
        return []


def is_own(answer: str, mail: Mail) -> bool:
    return answer.split() == mail.own.split()


def is_own_but_for_signature(answer: str, mail: Mail) -> bool:
    """Whether `answer` has all own words, and beyond them none but of the signature."""
    return _is_within(mail.own, answer) and _is_within(answer, mail.with_signature or mail.own)


def _is_within(part: str, whole: str) -> bool:
    """Whether the words of `part` stand in `whole` in their order."""
    words = iter(whole.split())
    return all(word in words for word in part.split())


def scores() -> dict[tuple[str, str, str, str], tuple[list[bool], list[bool]]]:
    """Right or wrong (own words, history) by set, split, language and reader."""
    found: dict[tuple[str, str, str, str], tuple[list[bool], list[bool]]] = defaultdict(lambda: ([], []))
    for name in ("public", "ours"):
        for mail in mails(name):
            for reader, read in READERS.items():
                answers = answers_of(read, mail)
                own = any(is_own(answer, mail) for answer in answers)
                history = any(is_own_but_for_signature(answer, mail) for answer in answers)
                for split in (mail.split, "both"):
                    for language in (mail.language, "all"):
                        found[name, split, language, reader][0].append(own)
                        found[name, split, language, reader][1].append(history)
    return found


def print_wrong(reader: str) -> None:
    """What `reader` gets wrong among dev mails, beside what a person read."""
    for name in ("public", "ours"):
        for mail in mails(name):
            answers = answers_of(READERS[reader], mail)
            if mail.split == "dev" and not any(is_own(answer, mail) for answer in answers):
                print(f"{mail.id}\n  read by a person: {mail.own!r}\n  {reader}: {answers!r}")


if __name__ == "__main__":
    if "--wrong" in sys.argv:
        print_wrong(sys.argv[sys.argv.index("--wrong") + 1])
        sys.exit()
    table = Table("set", "split", "language", "n", "reader", "own words", "history")
    for (name, split, language, reader), (own, history) in sorted(scores().items()):
        if split == "both" or language == "all":
            table.add_row(name, split, language, str(len(own)), reader, share(own), share(history))
    Console(width=150).print(table)
