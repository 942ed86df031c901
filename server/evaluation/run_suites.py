"""Run suites: load the shops into a scratch database, run each case, keep each answer by all that made it."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from msgspec import DecodeError, ValidationError, json

from server.db.pool import Database
from server.db.scratch import Scratch, open_scratch
from server.drafting.warm_up import load_models
from server.errors import InvalidRequest
from server.evaluation.result import Attempt, CaseResult, Run, Versions
from server.evaluation.run_case import run_case
from server.evaluation.suite import Case
from server.evaluation.versions import versions_of
from server.llm.client import Model
from server.llm.prompts import BUILT_IN, PromptLibrary
from server.retrieval.find import BY_DEFAULT
from server.stores.embed_passages import embed_passages
from server.stores.load import load_pack
from server.stores.prompts import PRODUCTION, add_version, move_label

_BY = "kulanz eval"

OnCase = Callable[[CaseResult], None]


async def run_suites(
    cases: list[Case],
    shops: Mapping[str, Path | Database],
    *,
    model: Model | None,
    prompts: PromptLibrary,
    repeat: int,
    cache: Path,
    on_case: OnCase,
) -> Run:
    """All cases, `repeat` times each. `shops`: store to its folder, or to the database that it is in force in.

    `cache`: a folder where answers are kept.
    A case that was run before with the same code, prompts, shop, model and content is not run again.
    """
    started = datetime.now(UTC).isoformat(timespec="seconds")
    used = sorted({case.store for case in cases})
    if missing := [store for store in used if store not in shops]:
        raise InvalidRequest(f"There is no store pack for {', '.join(missing)}; name its folder with --pack DIR.")
    async with open_scratch() as scratch:
        for store in used:
            await _open_shop(scratch, store, shops[store])
            await embed_passages(scratch.database, store, BY_DEFAULT)
            await _put_in_force(scratch, store, prompts)
        load_models()
        versions = await versions_of(scratch.database, used, model, prompts)
        results = list[CaseResult]()
        for case in cases:
            result = await _run(scratch, case, versions, model, repeat, cache)
            on_case(result)
            results.append(result)
    return Run(started, repeat, versions, results, model.price if model else None)


async def _open_shop(scratch: Scratch, store: str, source: Path | Database) -> None:
    match source:
        case Path():
            await load_pack(scratch.database, source)
        case Database() as live:
            async with live.store(store) as conn:
                await scratch.copy_store(conn)


async def _put_in_force(scratch: Scratch, store: str, prompts: PromptLibrary) -> None:
    async with scratch.database.store(store) as conn:
        for name, text in prompts.texts.items():
            if text != BUILT_IN.texts[name]:
                version = await add_version(conn, store, name, text, _BY)
                await move_label(conn, store, name, PRODUCTION, version, _BY)


async def _run(
    scratch: Scratch, case: Case, versions: Versions, model: Model | None, repeat: int, cache: Path
) -> CaseResult:
    attempts = list[Attempt]()
    for number in range(repeat):
        kept = _Kept(cache, case, versions, model, number)
        attempt = kept.read()
        if attempt is None:
            await scratch.forget_drafts()
            attempt = await run_case(scratch.database, case, model)
            if attempt.status != "error":  # what failed to run may run the next time
                kept.write(attempt)
        attempts.append(attempt)
    expected = case.expect.decision.outcome if case.expect.decision else None
    query = case.search.query if case.search else None
    return CaseResult(
        case.name,
        case.suite,
        case.why,
        case.tags,
        case.split,
        case.ticket,
        query,
        expected,
        attempts,
        case.reference,
    )


class _Kept:
    """Where one answer is kept."""

    def __init__(self, cache: Path, case: Case, versions: Versions, model: Model | None, number: int) -> None:
        # A price makes no answer, but verdicts about money.
        price = model.price if model and case.expect.cost else None
        made_by = json.encode([case, versions, price, number], order="deterministic")
        self._file = cache / f"{hashlib.sha256(made_by).hexdigest()}.json"

    def read(self) -> Attempt | None:
        try:
            return json.decode(self._file.read_bytes(), type=Attempt)
        except (OSError, DecodeError, ValidationError):
            return None

    def write(self, attempt: Attempt) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_bytes(json.encode(attempt))
