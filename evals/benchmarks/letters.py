"""How often mails that the shipped reader has not learned from are read as their writer meant them, without a model:
share, 95 % interval and n: `python -m evals.benchmarks.letters`.

Letters (evals/mails/never_learned) are of customers of shops of every kind, their situations drawn by lot. Those like
the demo shop's (evals/mails/alike*) are as hard as its own, and more than half are near opposites of another. The
demo shop's held-out mails (`reading.py`) are fewer and by another hand.
"""

from pathlib import Path

from rich.console import Console
from rich.table import Table

from evals.benchmarks.shares import share
from evals.training.labelled_mails import Example, like_the_shops, never_learned
from server.domain.reading import Reading
from server.domain.ticket import Message, Ticket
from server.stores.read_pack import read_pack
from server.tickets.read_ticket import read_by_rules, read_signs
from server.tickets.weigh_signs import weigh

MINI = Path(__file__).parent.parent / "stores" / "mini"
FIELDS = ("problem", "wish", "mood", "intent", "withdrawal")


def read(letters: list[Example]) -> list[Reading]:
    """Each letter as the only message of a ticket of the mini shop."""
    pack, findings = read_pack(MINI)
    if pack is None:
        raise ValueError(f"The mini shop cannot be read: {findings[0].message}")
    readings = []
    for letter in letters:
        ticket = Ticket([Message("customer", letter.text)])
        ruled = read_by_rules(ticket, store=pack.store, products=[], known_language=None)
        readings.append(weigh(ruled, read_signs(ticket, pack.store)))
    return readings


def is_right(field: str, letter: Example, reading: Reading) -> bool:
    """Whether it is read as it is labelled; two wishes that conflict are unknown."""
    if field == "withdrawal":
        return bool(reading.withdrawal_declared.value) == letter.withdrawal
    wanted = getattr(letter, field)
    return bool(getattr(reading, field).value == (None if wanted == "conflict" else wanted))


def show(letters: list[Example], title: str) -> Table:
    """The share read right, by what is read."""
    readings = read(letters)
    table = Table("read", "right (95 %)", "n", title=title)
    for field in FIELDS:
        right = [is_right(field, *pair) for pair in zip(letters, readings, strict=True)]
        table.add_row(field, share(right), str(len(right)))
    return table


def main() -> None:
    console = Console(width=100)
    console.print(show(never_learned(), "Letters, without a model"))
    console.print(show(like_the_shops(), "Mails like the demo shop's and near opposites, without a model"))


if __name__ == "__main__":
    main()
