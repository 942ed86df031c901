"""How often two readers of one mail agree, which is what a reader of mails can reach at most: of the letters in
evals/mails, and of the demo shop's past tickets, where two read what a third had labelled:
`python -m evals.benchmarks.two_readers`.
"""

from pathlib import Path

import yaml
from rich.console import Console
from rich.table import Table

from evals.benchmarks.shares import share
from evals.training.labelled_mails import BY_TWO, letters
from server.evaluation.split import split_of
from tests.evals.labelled import labelled_tickets

READERS = Path(__file__).parent.parent / "labels" / "nordlicht_readers.yaml"
LANGUAGES = ("de", "en")
FIELDS = ("problem", "wish", "mood", "intent")


def show_letters() -> Table:
    """Of each letter one reader is its writer."""
    mails = letters()
    table = Table("read", "both readers alike (95 %)", "n", title="Two readers of one letter")
    for field in BY_TWO:
        alike = [field not in mail.second for mail in mails]
        table.add_row(field, share(alike), str(len(alike)))
    return table


def show_tickets() -> Table:
    """By split, German and English: how often each reader reads what the label says, and what the other reads."""
    read: dict[str, dict[str, list[str]]] = yaml.safe_load(READERS.read_text("utf-8"))
    columns = ("split", "read", "first as labelled (95 %)", "second as labelled", "both alike", "n")
    table = Table(*columns, title="Two readers of the demo shop's tickets")
    tickets = [(split_of(ticket), labels, read.get(str(ticket.external_id))) for ticket, labels in labelled_tickets()]
    for split in ("dev", "held-out"):
        seen = [(labels, both) for s, labels, both in tickets if s == split and both and labels.language in LANGUAGES]
        for field in FIELDS:
            said = [(getattr(labels, field), *both[field]) for labels, both in seen if getattr(labels, field)]
            alike = [(first == label, second == label, first == second) for label, first, second in said]
            shares = [share(list(column)) for column in zip(*alike, strict=True)]
            table.add_row(split, field, *shares, str(len(said)))
    return table


def main() -> None:
    console = Console(width=120)
    console.print(show_letters())
    console.print(show_tickets())


if __name__ == "__main__":
    main()
