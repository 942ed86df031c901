"""How often the two readers of the letters in evals/mails agree: what a reader of mails can reach at most on labels
that one person wrote: `python -m evals.benchmarks.two_readers`.
"""

from rich.console import Console
from rich.table import Table

from evals.benchmarks.shares import share
from evals.training.labelled_mails import BY_TWO, letters


def main() -> None:
    mails = letters()
    table = Table("read", "both readers alike (95 %)", "n", title="Two readers of one mail")
    for field in BY_TWO:
        alike = [field not in mail.second for mail in mails]
        table.add_row(field, share(alike), str(len(alike)))
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
