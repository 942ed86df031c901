"""How often a mail's own words are found exactly, ours beside the best libraries: share, 95 % interval and n.

`own words` is right where the answer has the words that a person read as the sender's own, blanks aside. `history`
forgives what is left of closing and signature, for libraries that only cut quotes. Rules are tuned on dev only;
held-out mails show what to expect of new ones. `python -m evals.benchmarks.own_words [--wrong LIBRARY]`
"""

import sys
from collections import defaultdict
from collections.abc import Callable

from rich.console import Console
from rich.table import Table

from evals.benchmarks.mail_libraries import LIBRARIES
from evals.benchmarks.own_words_mails import SHOP_ADDRESSES, Mail, is_own, is_own_but_for_signature, mails
from evals.benchmarks.shares import share
from server.tickets.own_words import own_words


def ours(text: str, *, is_html: bool) -> list[str]:
    return [own_words(text, shop_addresses=SHOP_ADDRESSES).own]


READERS: dict[str, Callable[..., list[str]]] = {"Kulanz": ours, **LIBRARIES}


def answers_of(reader: Callable[..., list[str]], mail: Mail) -> list[str]:
    """The reader's answers; none where it fails."""
    try:
        return reader(mail.source, is_html=mail.html is not None)
    except Exception:  # a library that trips over a mail has not found its words
        return []


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
