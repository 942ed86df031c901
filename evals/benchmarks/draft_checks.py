"""Recall and false alarms of every check on the labelled drafts, replies and sentences (evals/drafts), with n and
Wilson's 95 % interval, and the time of all checks on a draft: `python -m evals.benchmarks.draft_checks`.

Tuned on dev only; of held-out drafts nothing but the scores is printed.
"""

import asyncio
import statistics
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter, process_time

from msgspec import Struct, json
from rich.console import Console
from rich.table import Table

from evals.benchmarks.shares import share
from evals.drafts.labelled_drafts import LabelledDraft, golden_drafts, labelled_drafts
from evals.drafts.reply_drafts import reply_drafts
from evals.drafts.sentence_drafts import sentence_drafts
from server.cases.decide_case import decide_ticket
from server.db.pool import Database
from server.db.scratch import open_scratch
from server.domain.access import Principal
from server.domain.draft import Check
from server.drafting.checks.table import CHECKS, check_text
from server.drafting.ledger.claims import listen_ahead
from server.drafting.macro_writer.write import write
from server.drafting.reading.heard import heard_in
from server.drafting.sources import SourceSearch
from server.drafting.task import WritingTask
from server.drafting.writing_task import writing_task
from server.stores.load import load_pack

MINI = Path(__file__).parent.parent / "stores" / "mini"
NOT_ABOUT_WORDS = ("approval",)
WARM_UP = 20
REPLIES = {"replies-1", "replies-2", "replies-3"}
BATCHES = {
    frozenset({"replies-1"}): "Checks of whole replies by eight hands (half put aside, read by a second one)",
    frozenset({"sentences-1", "sentences-2"}): "Checks of a single sentence in a good draft, batches 1 and 2",
    frozenset({"sentences-3"}): "Checks of a single sentence in a good draft, batch 3 (half of it put aside)",
    frozenset({"sentences-4"}): "Checks of a single sentence in a good draft, batch 4, as models write (likewise)",
    frozenset({"sentences-5"}): "Checks of a single sentence in a good draft, batch 5, of every build (likewise)",
    frozenset({"sentences-6"}): "Checks of a single sentence in a good draft, batch 6, by another hand (likewise)",
    frozenset({"sentences-7"}): "Checks of a single sentence in a good draft, batch 7, of a strong model (likewise)",
}


class Judged(Struct, frozen=True):
    """A labelled draft with what the checks say, the milliseconds of its draft, and the processor's of hearing its
    sentences, which happens while a model writes, and of the checks."""

    case: LabelledDraft
    checks: list[Check]
    draft_ms: float
    hearing_ms: float
    checks_ms: float


async def judge(cases: Sequence[LabelledDraft]) -> list[Judged]:
    """What the checks say of drafts, each with its ticket's facts as production computes them."""
    tasks: dict[bytes, tuple[WritingTask, str, float]] = {}
    judged: list[Judged] = []
    async with open_scratch() as scratch:
        await load_pack(scratch.database, MINI)
        for case in cases:
            key = json.encode(case.request())
            if key not in tasks:
                tasks[key] = await prepare(scratch.database, case)
            task, by_macros, draft_ms = tasks[key]
            heard_in.cache_clear()
            began = process_time()
            listen_ahead(case.text, "")
            heard = process_time()
            checks = check_text(case.text, task, case.language, task.case.store.address_form, beside=by_macros)
            judged.append(Judged(case, checks, draft_ms, (heard - began) * 1000, (process_time() - heard) * 1000))
    return judged


async def prepare(database: Database, case: LabelledDraft) -> tuple[WritingTask, str, float]:
    """What the writer is given, what the macro writer makes of it, and the milliseconds of preparing and writing."""
    principal, request = Principal(case.store, "agent", "Mia", None), case.request()
    began = perf_counter()
    async with database.store(principal.store) as conn:
        search = SourceSearch(conn, language=request.language)
        decided = await decide_ticket(
            conn, principal, request.ticket, request.facts or {}, request.as_of, request.outcome, None, search.begin
        )
        sources = await search.find(decided)
    task = writing_task(decided, request, sources, agent=case.agent_name, variant="standard")
    by_macros = write(task).text
    return task, by_macros, (perf_counter() - began) * 1000


def failed(check: Check) -> bool:
    """Whether words made the check fail: a draft that is only held back until the sender is confirmed has none."""
    return not check.passed and not (check.id == "identity" and check.start is None)


def show_scores(judged: list[Judged], title: str) -> Table:
    """By split, both too, and check: of the drafts that should fail how many do, of those that should pass how many
    fail.
    """
    caught: dict[tuple[str, str], list[bool]] = defaultdict(list)
    alarmed: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for each in judged:
        for check in each.checks:
            wanted = expected(each.case, check)
            if wanted != "any":
                for split in (split_of(each.case), "both"):
                    (caught if wanted == "fails" else alarmed)[split, check.id].append(failed(check))
    table = Table("split", "check", "", "recall (95 %)", "n", "false alarms (95 %)", "n", title=title)
    for split in ("dev", "held-out", "both"):
        for rule in CHECKS:
            bad, good = caught[split, rule.id], alarmed[split, rule.id]
            table.add_row(
                split, rule.id, rule.severity,
                share(bad) if bad else "", str(len(bad)), _fine_share(good) if good else "", str(len(good)),
            )  # fmt: skip
        blocking = [rule.id for rule in CHECKS if rule.severity == "block"]
        bad = [hit for check in blocking for hit in caught[split, check]]
        good = [hit for check in blocking for hit in alarmed[split, check]]
        table.add_row(split, "all that block", "", share(bad), str(len(bad)), _fine_share(good), str(len(good)))
    return table


def is_stopped(judged: Judged) -> bool:
    """Whether any blocking check fails, the one that the label names or another."""
    return any(check.severity == "block" and failed(check) for check in judged.checks if is_about_words(check))


def is_about_words(check: Check) -> bool:
    """Whether a check looks at what is written."""
    return check.id not in NOT_ABOUT_WORDS


def show_stopped(judged: list[Judged]) -> Table:
    """By batch of whole replies and split: how many of the bad ones any blocking check stops, and of the good ones."""
    stopped: dict[tuple[str, str], dict[bool, list[bool]]] = defaultdict(lambda: {True: [], False: []})
    for each in judged:
        stopped["".join(each.case.tags), split_of(each.case)][each.case.is_good].append(is_stopped(each))
    table = Table(
        "batch", "split", "bad ones stopped (95 %)", "n", "good ones stopped (95 %)", "n", title="Whole replies"
    )
    for (batch, split), by in sorted(stopped.items()):
        bad, good = by[False], by[True]
        table.add_row(batch, split, share(bad), str(len(bad)), _fine_share(good), str(len(good)))
    return table


def _fine_share(right: list[bool]) -> str:
    return f"{sum(right)} of {len(right)}, {share(right)}"


def expected(case: LabelledDraft, check: Check) -> str:
    """What the label says; unnamed, a blocking check passes, and a warning does on good drafts."""
    if not is_about_words(check):
        return "any"
    unnamed = "passes" if check.severity == "block" or case.is_good else "any"
    return case.expect.get(check.id, unnamed)


def split_of(case: LabelledDraft) -> str:
    """Golden drafts are read while rules are made."""
    return "dev" if case.id.startswith("golden-") else case.split


def show_mistakes(judged: list[Judged]) -> Table:
    """The dev drafts on which a check is wrong."""
    table = Table("draft", "check", "should", "says", title="Wrong on dev")
    for each in judged:
        for check in each.checks:
            wanted = expected(each.case, check)
            if split_of(each.case) == "dev" and wanted != "any" and failed(check) != (wanted == "fails"):
                table.add_row(each.case.id, check.id, wanted, check.reason)
    return table


def show_time(judged: list[Judged]) -> str:
    """Median and 95th percentile, what part of making the draft the checks are, and what hearing takes before."""
    measured = judged[WARM_UP:]
    taken = [each.checks_ms for each in measured]
    part = statistics.median(each.checks_ms / (each.draft_ms + each.checks_ms) for each in measured)
    p95 = statistics.quantiles(taken, n=20)[-1]
    return (
        f"All checks on a draft, processor time: median {statistics.median(taken):.2f} ms, p95 {p95:.2f} ms, "
        f"n {len(taken)}; {part:.1%} of the time of a draft without a model. Hearing all its sentences, while it is "
        f"written: median {statistics.median(each.hearing_ms for each in measured):.1f} ms."
    )


def main() -> None:
    judged = asyncio.run(judge([*golden_drafts(), *labelled_drafts()]))
    batches = asyncio.run(judge([*reply_drafts(), *sentence_drafts()]))
    console = Console(width=150)
    console.print(show_scores(judged, "Checks of a draft"))
    for tags, title in BATCHES.items():
        console.print(show_scores([each for each in batches if tags & {*each.case.tags}], title))
    console.print(show_stopped([each for each in batches if REPLIES & {*each.case.tags}]))
    console.print(show_mistakes([*judged, *batches]))
    console.print(show_time(judged))


if __name__ == "__main__":
    main()
