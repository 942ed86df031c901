"""How often the rules read a past ticket of the demo shop as people did: share, 95 % interval and n, by split.

Rules are tuned on dev only; held-out shows what to expect of new mail. `python -m evals.benchmarks.reading`
"""

from collections import defaultdict

from rich.console import Console
from rich.table import Table

from evals.benchmarks.shares import share
from evals.split import split_of
from server.domain.reading import Reading
from server.domain.ticket import Labels
from server.stores.read_pack import read_pack
from server.tickets.read_ticket import read_ticket
from tests.evals.labelled import NORDLICHT, before_reply, labelled_tickets

FIELDS = ("language", "problem", "wish", "mood", "intent")


def read_value(reading: Reading, field: str) -> str | None:
    """What the rules read; None where the words do not tell them."""
    value = getattr(reading, field)
    return value if isinstance(value, str) else value.value


def scores() -> dict[tuple[str, str, str], list[bool]]:
    """Right or wrong, by split, mails in the shop's own languages or all, and field."""
    pack, _ = read_pack(NORDLICHT)
    if pack is None:
        raise SystemExit("the demo shop does not read; see `kulanz lint`")
    found: dict[tuple[str, str, str], list[bool]] = defaultdict(list)
    for ticket, labels in labelled_tickets():
        reading = read_ticket(before_reply(ticket), store=pack.store, products=pack.products, known_language=None)
        for field in FIELDS:
            wanted = getattr(labels, field)
            if wanted is not None:
                for group in groups(labels):
                    found[split_of(ticket), group, field].append(read_value(reading, field) == wanted)
    return found


def groups(labels: Labels) -> list[str]:
    """Lexicons exist for German and English; the other languages count in `all` only."""
    return ["de, en", "all"] if labels.language in ("de", "en") else ["all"]


if __name__ == "__main__":
    table = Table("split", "languages", "field", "right (95 %)", "n", title="Reading, rules only, demo shop")
    for (split, group, field), right in sorted(scores().items()):
        table.add_row(split, group, field, share(right), str(len(right)))
    Console().print(table)
