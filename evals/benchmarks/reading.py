"""How often a past ticket of the demo shop is read as people read it, without a model: share, 95 % interval and n.

Tuned on dev only; held-out shows what to expect of new mail. Also how many of the matters that must not be overlooked
are found, how often what is called sure is right, and which problem is taken for which: `python -m
evals.benchmarks.reading`
"""

import asyncio
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console
from rich.table import Table

from evals.benchmarks.shares import share
from server.cases.decide_case import decide_ticket
from server.db.embedded import EmbeddedPostgres
from server.db.migrate import migrate, service_url
from server.db.pool import Database
from server.domain.access import Principal
from server.domain.case import Case
from server.domain.facts import PROBLEMS
from server.domain.ticket import Labels, Ticket
from server.evaluation.split import split_of
from server.stores.load import load_pack
from tests.evals.labelled import NORDLICHT, READ, Read, before_reply, first_reply_at, labelled_tickets

FIELDS = ("language", "problem", "wish", "mood", "intent")
ORDERS = Path(__file__).parent.parent / "labels" / "nordlicht_orders.yaml"
SURE_FROM = (0.9, 0.7, 0.5, 0.0)
NEVER_OVERLOOKED = ("safety", "chargeback", "withdrawal")

Seen = tuple[str, Case, Ticket, Labels]
"""Split, the case as computed, its ticket and labels."""


async def cases(owner_url: str) -> list[Seen]:
    """Every past ticket as it was first answered, through the code of the API."""
    await migrate(owner_url)
    principal = Principal("nordlicht", "agent", "Mia", None)
    found: list[Seen] = []
    async with Database(service_url(owner_url)) as database:
        await load_pack(database, NORDLICHT)
        for ticket, labels in labelled_tickets():
            async with database.store("nordlicht") as conn:
                decided = await decide_ticket(conn, principal, before_reply(ticket), {}, first_reply_at(ticket))
            found.append((split_of(ticket), decided.case, ticket, labels))
    return found


def read_value(case: Case, field: str) -> str | None:
    """What is read; None where the words do not tell."""
    value = getattr(case.reading, field)
    return value if isinstance(value, str) else value.value


def groups(labels: Labels) -> list[str]:
    """Lexicons exist for German and English; the other languages count in `all` only."""
    return ["de, en", "all"] if labels.language in ("de", "en") else ["all"]


def show_fields(seen: list[Seen]) -> Table:
    """Each field by split."""
    right: dict[tuple[str, str, str], list[bool]] = defaultdict(list)
    orders: dict[str, Any] = yaml.safe_load(ORDERS.read_text("utf-8"))
    for split, case, ticket, labels in seen:
        for group in groups(labels):
            for field in FIELDS:
                if (wanted := getattr(labels, field)) is not None:
                    right[split, group, field].append(read_value(case, field) == wanted)
            right[split, group, "order"].append(_is_order(case, orders[str(ticket.external_id)]))
    table = Table("split", "languages", "read", "right (95 %)", "n", title="Reading without a model, demo shop")
    for (split, group, field), hits in sorted(right.items()):
        table.add_row(split, group, field, share(hits), str(len(hits)))
    return table


def _is_order(case: Case, wanted: str | list[str] | None) -> bool:
    """The one order; none where people found none; where several are possible, none or candidates."""
    number = (case.match.number or "").lstrip("#")
    if isinstance(wanted, list):
        return not number or number in wanted
    return number == (wanted or "")


def show_overlooked(seen: list[Seen]) -> Table:
    """Of the mails that hold a matter, how many are found to; of those found to, how many do."""
    table = Table("split", "matter", "found (95 %)", "n", "of found right (95 %)", "n", title="Never to be overlooked")
    for split in ("dev", "held-out"):
        for matter in NEVER_OVERLOOKED:
            pairs = [(_holds(matter, t, labels), _is_found(matter, case)) for s, case, t, labels in seen if s == split]
            recall, precision = [f for held, f in pairs if held], [held for held, f in pairs if f]
            table.add_row(
                split, matter, share(recall) if recall else "", str(len(recall)),
                share(precision) if precision else "", str(len(precision)),
            )  # fmt: skip
    return table


def _holds(matter: str, ticket: Ticket, labels: Labels) -> bool:
    if matter != "withdrawal":
        return labels.problem == matter
    told = READ.get(ticket.external_id or "", Read()).facts.get("withdrawal_declared")
    return bool(told) if told is not None else labels.problem == "cancel"


def _is_found(matter: str, case: Case) -> bool:
    if matter == "withdrawal":
        return case.reading.withdrawal_declared.value is True
    return case.reading.problem.value == matter


def show_calibration(seen: list[Seen]) -> Table:
    """Of the problems read with at least this sureness, how many are right."""
    table = Table("split", "sure from", "right (95 %)", "n", title="Problem: how sure, how right")
    for split in ("dev", "held-out"):
        for least, most in zip(SURE_FROM, (1.01, *SURE_FROM), strict=False):
            of_it = [
                case.reading.problem.value == labels.problem
                for s, case, _, labels in seen
                if s == split and case.reading.problem.value and least <= case.reading.problem.sure < most
            ]
            table.add_row(split, f"{least}", share(of_it) if of_it else "", str(len(of_it)))
    return table


def show_confusion(seen: list[Seen], split: str) -> Table:
    """Rows: as people read it. Columns: as it is read."""
    counts = Counter((labels.problem, case.reading.problem.value) for s, case, _, labels in seen if s == split)
    read = [value for value in (*PROBLEMS, None) if any(found == value for _, found in counts)]
    table = Table("", *(str(value or "unknown")[:9] for value in read), title=f"Problem, {split}")
    for wanted in PROBLEMS:
        if any(label == wanted for label, _ in counts):
            table.add_row(wanted, *(str(counts[wanted, value] or "·") for value in read))
    return table


async def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        server = EmbeddedPostgres(Path(home), delete_on_stop=True)
        try:
            seen = await cases(server.owner_url)
        finally:
            server.stop()
    console = Console(width=170)
    for table in (show_fields(seen), show_overlooked(seen), show_calibration(seen)):
        console.print(table)
    for split in ("dev", "held-out"):
        console.print(show_confusion(seen, split))


if __name__ == "__main__":
    asyncio.run(main())
