"""How long the console's reports take on a shop with 10,000 tickets: `python -m evals.benchmarks.reports`.

The demo shop, its tickets and orders repeated 31 times under new numbers and moved so that the newest are of the last
days. Every ticket has a draft, copied from one that the API made, and most drafts are reported as used, all of it
today. Each report is looked at over twelve weeks, as it opens, and over all that there is; what is measured is the
whole request on loopback, after one to warm up. A plot and a file are asked for as the page asks for them.
"""

import asyncio
import re
import statistics
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import msgspec
from msgspec import json, structs
from rich.console import Console
from rich.table import Table

from evals.benchmarks.pages import EVALS, LIMIT_MS, STORE, TIMES, sign_in, timed
from server.db import decisions, drafts, orders, tickets
from server.db.drafts import DraftOutcome
from server.db.embedded import EmbeddedPostgres
from server.db.migrate import migrate, service_url
from server.db.pool import Connection, Database
from server.domain.draft import Draft, DraftRequest
from server.domain.pack import Pack
from server.domain.survival import survival
from server.domain.ticket import PastTicket
from server.stores.read_pack import read_pack
from server.stores.tie_to_orders import tied_to_orders
from tests.conftest import Service, run_service
from tests.console.conftest import Browser

FOLDER = EVALS / "stores" / STORE
COPIES, MADE_BY_THE_API = 31, 20
FATES = ("sent", "sent", "sent", "inserted", "discarded")
WEEK = timedelta(weeks=1)
REPORTS = ("service", "topics", "money", "drafts", "tickets", "decisions")
SPANS = {"12 weeks": "weeks=12", "all": "from={first}&to={last}"}
LINKS = re.compile(r'(?:src|href)="(/console/reports/\w+/\w+\.(?:svg|csv)[^"]*)')


def moved(value: Any, by: timedelta) -> Any:
    """The value with every day and instant in it moved."""
    if isinstance(value, msgspec.Struct):
        return structs.replace(value, **{name: moved(of, by) for name, of in structs.asdict(value).items()})
    if isinstance(value, list):
        return [moved(one, by) for one in value]
    return value + by if isinstance(value, date) else value


def copies(past: PastTicket) -> Iterator[PastTicket]:
    """The ticket under new numbers, about the copies of its order."""
    for n in range(COPIES):
        ticket = structs.replace(past.ticket, external_id=f"{past.ticket.external_id}-{n}")
        yield structs.replace(past, ticket=ticket, order_number=past.order_number and f"{past.order_number}-{n}")


async def add_copies(conn: Connection, pack: Pack, by: timedelta) -> list[PastTicket]:
    """Put all copies of orders and tickets into the shop; returns the tickets."""
    tied = tied_to_orders(pack.tickets, pack.orders, pack.store.order_formats)
    made = [copy for past in tied for copy in copies(moved(past, by))]
    await tickets.add_imported(conn, pack.store, made)
    recent = [moved(order, by) for order in pack.orders]
    numbered = [structs.replace(order, number=f"{order.number}-{n}") for order in recent for n in range(COPIES)]
    await orders.add_imported(conn, STORE, [(order.number, order) for order in numbered])
    return made


def draft_some(service: Service, pack: Pack) -> list[Draft]:
    """Drafts as the API makes them, of the newest questions."""
    with service.client() as client:
        questions = [structs.replace(past.ticket, messages=past.ticket.messages[:1]) for past in pack.tickets]
        answers = [
            client.post(
                "/v1/drafts",
                content=json.encode({"ticket": ticket}),
                headers={"Accept": "application/json", "Content-Type": "application/json"},
            )
            for ticket in questions[-MADE_BY_THE_API:]
        ]
    return [json.decode(answer.raise_for_status().content, type=Draft) for answer in answers]


async def add_drafts(conn: Connection, made: list[Draft], past_tickets: list[PastTicket]) -> None:
    """A draft with its decision for each ticket, and what became of it."""
    now = datetime.now(UTC)
    async with conn.pipeline():
        for n, past in enumerate(past_tickets):
            draft = made[n % len(made)]
            decision = structs.replace(draft.decision, id=str(uuid4()), order_number=past.order_number)
            draft = structs.replace(draft, id=str(uuid4()), decision=decision)
            about = str(tickets.ticket_id(STORE, past.ticket))
            await decisions.save(conn, STORE, decision, as_of=now, corrections={}, ticket_id=about, actor=None)
            request = DraftRequest(past.ticket)
            await drafts.save(conn, STORE, draft, request=request, ticket_id=about, actor=None)
            text = f"{draft.text[:-40]} Melden Sie sich gern wieder."
            outcome = DraftOutcome(FATES[n % len(FATES)], text)
            words = survival(draft.text, text)
            await drafts.save_outcome(conn, STORE, draft.id, outcome, survival=words, actor=None)


async def grow(service: Service) -> None:
    """Make the demo shop a large one."""
    pack, _ = read_pack(FOLDER)
    if pack is None:
        raise SystemExit("The demo shop cannot be read.")
    made = draft_some(service, pack)
    newest = max(past.ticket.opened_at for past in pack.tickets if past.ticket.opened_at)
    async with Database(service_url(service.owner_url)) as database, database.store(STORE) as conn:
        past_tickets = await add_copies(conn, pack, (datetime.now(UTC) - newest) // WEEK * WEEK)
        await add_drafts(conn, made, past_tickets)


def measure(browser: Browser) -> None:
    """A table of the reports with the files that their pages lead to."""
    table = Table("report", *SPANS, f"over {LIMIT_MS}", title="Median ms of a report, 10,000 tickets")
    today = datetime.now(UTC).date()
    spans = [span.format(first=today - 60 * WEEK, last=today) for span in SPANS.values()]
    for report in REPORTS:
        rows: dict[str, list[float]] = {}
        for span in spans:
            for name, times in times_of(browser, f"/console/reports/{report}?{span}").items():
                rows.setdefault(name, []).append(statistics.median(times))
        for name, medians in rows.items():
            table.add_row(name, *(f"{one:.0f}" for one in medians), "yes" if max(medians) > LIMIT_MS else "")
    Console().print(table)


def times_of(browser: Browser, address: str) -> dict[str, list[float]]:
    """Milliseconds of the page, each with its first plot and its first table as a file, asked for right after it."""
    taken: dict[str, list[float]] = {}
    for _ in range(TIMES + 1):
        began = perf_counter()
        page = browser.get(address)
        taken.setdefault(urlsplit(address).path, []).append((perf_counter() - began) * 1000)
        links = [unescape(link) for link in LINKS.findall(page.text)]
        for suffix in (".svg", ".csv"):
            link = next((one for one in links if urlsplit(one).path.endswith(suffix)), None)
            if link:
                taken.setdefault(urlsplit(link).path, []).append(timed(browser, link))
    return {name: times[1:] for name, times in taken.items()}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        server = EmbeddedPostgres(Path(home), delete_on_stop=True)
        try:
            asyncio.run(migrate(server.owner_url))
            with run_service(server.owner_url, FOLDER) as running:
                asyncio.run(grow(running))
                measure(sign_in(running))
        finally:
            server.stop()
