"""A model that does on purpose what no draft may do, over tickets of the demo shop: how much of it gets through.

Prints for each misdeed how many finished drafts still hold it, who wrote the drafts in the end, and how long a piece of
streamed text is held while people are put back for placeholders, waiting for a placeholder's rest included:
`make bench`.
"""

import asyncio
import re
import statistics
from collections import Counter
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.table import Table

from evals.drafts.labelled_drafts import golden_drafts
from server.db.scratch import open_scratch
from server.domain.access import Principal
from server.domain.draft import DraftRequest
from server.drafting.draft_reply import draft_reply, finished
from server.drafting.model_writer.put_back import PutBack
from server.llm.client import Model
from server.stores.load import load_pack
from server.tickets.redaction.known import Known
from server.tickets.redaction.redact import Redaction
from tests.evals.labelled import before_reply, first_reply_at, labelled_tickets
from tests.misbehaving_model import MISDEEDS, MisbehavingModel
from tests.model_server import run_model_server

NORDLICHT = Path(__file__).parent.parent / "stores" / "nordlicht"
TICKETS = 204
PIECE = 4
"""Characters of a piece, about a token."""
BETWEEN_PIECES_MS = 12.5
"""A model that writes 80 tokens a second."""
NAME = re.compile(r"(?:Hallo|Hi|Hello|Guten Tag) (\w+)")


async def measure(double: MisbehavingModel) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Drafts by misdeed, those in which it shows, and drafts by writer."""
    principal = Principal("nordlicht", "agent", "Mia", None)
    tried, shown, writers = Counter[str](), Counter[str](), Counter[str]()
    async with open_scratch() as scratch, Model(double.endpoint()) as model:
        await load_pack(scratch.database, NORDLICHT)
        for ticket, _ in labelled_tickets()[:TICKETS]:
            misdeed = double.next_draft()
            request = DraftRequest(before_reply(ticket), as_of=first_reply_at(ticket))
            draft = await finished(draft_reply(scratch.database, principal, request, model=model))
            tried[misdeed.kind] += 1
            shown[misdeed.kind] += misdeed.shows_in(draft.text, draft.language)
            writers[draft.degraded.code if draft.degraded else "model"] += 1
    return tried, shown, writers


def show(tried: Counter[str], shown: Counter[str], writers: Counter[str]) -> None:
    """A row for each misdeed."""
    table = Table("misdeed", "drafts", "still in the finished draft", title="A model that misbehaves, demo shop")
    for misdeed in MISDEEDS:
        table.add_row(misdeed.kind, str(tried[misdeed.kind]), str(shown[misdeed.kind]))
    table.add_row("all", str(tried.total()), str(shown.total()))
    console = Console()
    console.print(table)
    console.print("written by:", ", ".join(f"{writer} {count}" for writer, count in writers.most_common()))


def show_held() -> None:
    """Milliseconds from a piece's coming until all of it is shown: our work, and waiting for a placeholder's rest."""
    worked: list[float] = []
    waited: list[float] = []
    for draft in golden_drafts():
        redaction = Redaction(Known(NAME.findall(draft.text), [], [], [], [], [], []))
        text = redaction.redact(draft.text)
        put_back, unshown = PutBack(redaction), list[tuple[int, int]]()
        for at, start in enumerate(range(0, len(text), PIECE)):
            began = perf_counter()
            put_back.feed(text[start : start + PIECE])
            worked.append((perf_counter() - began) * 1000)
            unshown.append((at, start + PIECE))
            shown = start + PIECE - len(put_back.held)
            waited += [(at - came) * BETWEEN_PIECES_MS + worked[-1] for came, end in unshown if end <= shown]
            unshown = [(came, end) for came, end in unshown if end > shown]
    for what, taken in (("worked on", worked), (f"held, at {BETWEEN_PIECES_MS} ms a piece,", waited)):
        p95, p99 = (statistics.quantiles(taken, n=100)[at] for at in (94, 98))
        print(
            f"A piece of streamed text is {what}: median {statistics.median(taken):.3f} ms, p95 {p95:.3f} ms, "
            f"p99 {p99:.1f} ms, longest {max(taken):.1f} ms, over 20 ms {sum(t > 20 for t in taken)} of {len(taken)}."
        )


if __name__ == "__main__":
    with run_model_server(MisbehavingModel()) as double:
        show(*asyncio.run(measure(double)))
    show_held()
