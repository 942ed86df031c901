"""Runs over suites that pages started, the result of each case, and the run that others are held to."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from server.db.pool import Connection, as_uuid, to_json
from server.errors import RunNotFound


class RunRow(Struct, frozen=True):
    """A run; `record`: what evaluation/kept_runs.py made of it, as JSON."""

    run_id: str
    record: msgspec.Raw
    made_by: str
    made_at: datetime
    is_baseline: bool


class ResultRow(Struct, frozen=True):
    """How one case ended: its `record`, and of that only what lists show (`outline`)."""

    name: str
    status: str
    record: Any
    outline: Any


class Verdict(Struct, frozen=True):
    """How one case of a run ended."""

    position: int
    name: str
    status: str


_SELECT = """
    SELECT run_id::text, record, made_by, made_at,
        run_id = (SELECT run_id FROM kulanz.eval_baselines ORDER BY baseline_id DESC LIMIT 1) AS is_baseline
    FROM kulanz.eval_runs
"""


async def save(
    conn: Connection, store_id: str, run_id: str, record: Any, results: Iterable[ResultRow], by: str
) -> None:
    """A run with the results of its cases."""
    await conn.execute(
        "INSERT INTO kulanz.eval_runs (store_id, run_id, record, made_by) VALUES (%s, %s, %s, %s)",
        [store_id, as_uuid(run_id), to_json(record), by],
    )
    async with conn.cursor() as cursor:
        await cursor.executemany(
            "INSERT INTO kulanz.eval_results (store_id, run_id, position, name, status, record, outline) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [
                (store_id, as_uuid(run_id), position, row.name, row.status, to_json(row.record), to_json(row.outline))
                for position, row in enumerate(results, 1)
            ],
        )


async def newest(conn: Connection, limit: int = 50) -> list[RunRow]:
    """The newest first."""
    cursor = await conn.execute(_SELECT + "ORDER BY made_at DESC, run_id LIMIT %s", [limit])
    return [_row(row) for row in await cursor.fetchall()]


async def get(conn: Connection, run_id: str) -> RunRow:
    """A run by id, or RunNotFound."""
    cursor = await conn.execute(_SELECT + "WHERE run_id = %s", [as_uuid(run_id)])
    row = await cursor.fetchone()
    if row is None:
        raise RunNotFound("There is no such run in this store; choose one from the list.")
    return _row(row)


async def baseline(conn: Connection) -> RunRow | None:
    """The run that others are held to, if any."""
    return next((run for run in await newest(conn) if run.is_baseline), None)


async def results(conn: Connection, run_id: str) -> list[msgspec.Raw]:
    """The records of a run's cases, in their order."""
    cursor = await conn.execute(
        "SELECT record FROM kulanz.eval_results WHERE run_id = %s ORDER BY position", [as_uuid(run_id)]
    )
    return [row["record"] for row in await cursor.fetchall()]


async def outlines(conn: Connection, run_id: str) -> list[msgspec.Raw]:
    """What lists show of a run's cases, in their order; of a run kept before there were outlines, the records."""
    cursor = await conn.execute(
        "SELECT coalesce(outline, record) AS outline FROM kulanz.eval_results WHERE run_id = %s ORDER BY position",
        [as_uuid(run_id)],
    )
    return [row["outline"] for row in await cursor.fetchall()]


async def result(conn: Connection, run_id: str, name: str) -> msgspec.Raw | None:
    """The record of one case; None where the run did not have it."""
    cursor = await conn.execute(
        "SELECT record FROM kulanz.eval_results WHERE run_id = %s AND name = %s", [as_uuid(run_id), name]
    )
    row = await cursor.fetchone()
    return row["record"] if row else None


async def verdicts(conn: Connection, run_id: str) -> list[Verdict]:
    """How each case ended, without what was said."""
    cursor = await conn.execute(
        "SELECT position, name, status FROM kulanz.eval_results WHERE run_id = %s ORDER BY position", [as_uuid(run_id)]
    )
    return [Verdict(**row) for row in await cursor.fetchall()]


async def set_baseline(conn: Connection, store_id: str, run_id: str, by: str) -> None:
    """From now on runs are held to this one."""
    await conn.execute(
        "INSERT INTO kulanz.eval_baselines (store_id, run_id, set_by) VALUES (%s, %s, %s)",
        [store_id, as_uuid(run_id), by],
    )


def _row(row: Any) -> RunRow:
    return RunRow(**row | {"is_baseline": bool(row["is_baseline"])})
