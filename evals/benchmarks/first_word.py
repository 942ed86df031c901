"""The time of each stage before the first word, over past tickets of the demo shop as they were first answered.

Prints median and 95th percentile in milliseconds, with n, after a warm-up: `make bench`.
"""

import asyncio
import statistics
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from server.cases.corrections import read_corrections
from server.cases.decide_case import decide_ticket
from server.cases.facts import compute_facts
from server.cases.gather import gather
from server.db.embedded import EmbeddedPostgres
from server.db.migrate import migrate, service_url
from server.db.pool import Database
from server.domain.access import Principal
from server.domain.draft import DraftRequest
from server.drafting.draft_reply import draft_reply
from server.drafting.macro_writer.write import write
from server.drafting.sources import SourceSearch
from server.drafting.warm_up import load_models
from server.drafting.writing_task import writing_task
from server.llm.mail_reader.model import mail_reader
from server.retrieval.find import BY_DEFAULT
from server.retrieval.index import index_vectors
from server.stores.load import load_pack
from server.stores.shop import open_shop
from server.tickets.read_ticket import read_by_rules
from tests.evals.labelled import before_reply, first_reply_at, labelled_tickets

NORDLICHT = Path(__file__).parent.parent / "stores" / "nordlicht"
TICKETS, WARM_UP = 120, 20
T = TypeVar("T")


class Stages:
    """Milliseconds by stage."""

    def __init__(self) -> None:
        self.taken: dict[str, list[float]] = {}

    def add(self, stage: str, began: float) -> None:
        self.taken.setdefault(stage, []).append((perf_counter() - began) * 1000)

    def time(self, stage: str, work: Callable[[], T]) -> T:
        began = perf_counter()
        result = work()
        self.add(stage, began)
        return result


async def measure(owner_url: str) -> Stages:
    """The whole way as an agent feels it, then each stage by itself."""
    await migrate(owner_url)
    principal = Principal("nordlicht", "agent", "Mia", None)
    stages = Stages()
    async with Database(service_url(owner_url)) as database:
        await load_pack(database, NORDLICHT)
        await index_vectors(database, "nordlicht", list(BY_DEFAULT.models))
        load_models()
        for number, (ticket, _) in enumerate(labelled_tickets()[: TICKETS + WARM_UP]):
            if number == WARM_UP:
                stages = Stages()
            request = DraftRequest(before_reply(ticket), as_of=first_reply_at(ticket))
            await draft(database, principal, request, stages, "all")
            await draft(database, principal, request, stages, "all once more, as after a corrected fact")
            await stages_of(database, principal, request, stages)
    return stages


async def draft(database: Database, principal: Principal, request: DraftRequest, stages: Stages, name: str) -> None:
    """The whole way as an agent feels it, until the first word."""
    began = perf_counter()
    events = draft_reply(database, principal, request)
    await anext(events)
    stages.add(f"{name}, to the context event", began)
    await anext(events)
    stages.add(f"{name}, to the first word", began)
    await events.aclose()


async def stages_of(database: Database, principal: Principal, request: DraftRequest, stages: Stages) -> None:
    """Take the way apart: the same functions that a draft calls."""
    as_of = datetime.fromisoformat(request.as_of or "")
    async with database.store(principal.store) as conn:
        began = perf_counter()
        shop = await open_shop(conn)
        stages.add("open the shop", began)
        products = list(shop.products.values())
        ticket = request.ticket.until(as_of)
        reading = stages.time(
            "read the words by rules",
            lambda: read_by_rules(ticket, store=shop.store, products=products, known_language=None),
        )
        stages.time("read them by the trained reader", lambda: mail_reader().read(reading.own_words))
        began = perf_counter()
        case = await gather(conn, shop, ticket, read_corrections({}, shop.store), as_of)
        stages.add("gather the case (read before)", began)
        stages.time("compute the facts", lambda: compute_facts(case))
        began = perf_counter()
        search = SourceSearch(conn)
        decided = await decide_ticket(conn, principal, ticket, {}, request.as_of, meanwhile=search.begin)
        stages.add("decide (all of the above, read before; triage, walk, law; past tickets searched meanwhile)", began)
        began = perf_counter()
        sources = await search.find(decided)
        stages.add("find the other sources", began)
    task = writing_task(decided, request, sources, agent="Mia", variant="standard")
    stages.time("write by macro", lambda: write(task))


def show(stages: Stages) -> None:
    """A table of the stages."""
    table = Table("stage", "median ms", "p95 ms", "n", title="Before the first word, demo shop, no model")
    for stage, taken in stages.taken.items():
        p95 = statistics.quantiles(taken, n=20)[-1]
        table.add_row(stage, f"{statistics.median(taken):.1f}", f"{p95:.1f}", str(len(taken)))
    Console().print(table)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        server = EmbeddedPostgres(Path(home), delete_on_stop=True)
        try:
            show(asyncio.run(measure(server.owner_url)))
        finally:
            server.stop()
