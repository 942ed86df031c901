"""Jobs that pages start: created once, progress and end written by who does the work."""

from typing import Any
from uuid import uuid4

from msgspec import json

from server.db.pool import Connection, Row, as_uuid, to_json
from server.domain.job import Job, JobError, JobKind
from server.errors import JobNotFound

_SELECT = """
    SELECT job_id, kind, request, state, step, done, total, stop_requested, error, started_by, created_at, started_at,
        ended_at
"""


async def create(
    conn: Connection, store_id: str, kind: JobKind, request: dict[str, Any], by: str, file: bytes | None = None
) -> Job:
    """A job that waits. `file`: what was uploaded for it."""
    job_id = uuid4()
    await conn.execute(
        "INSERT INTO kulanz.jobs (store_id, job_id, kind, request, input, started_by) VALUES (%s, %s, %s, %s, %s, %s)",
        [store_id, job_id, kind, to_json(request), file, by],
    )
    return await get(conn, str(job_id))


async def get(conn: Connection, job_id: str) -> Job:
    """A job with its result, or JobNotFound."""
    cursor = await conn.execute(_SELECT + ", result FROM kulanz.jobs WHERE job_id = %s", [as_uuid(job_id)])
    row = await cursor.fetchone()
    if row is None:
        raise JobNotFound("There is no such job in this store; start the work again.")
    return _job(row)


async def newest(conn: Connection, kind: JobKind, limit: int = 50) -> list[Job]:
    """The newest jobs of a kind, without their results."""
    cursor = await conn.execute(
        _SELECT + ", NULL AS result FROM kulanz.jobs WHERE kind = %s ORDER BY created_at DESC LIMIT %s",
        [kind, limit],
    )
    return [_job(row) for row in await cursor.fetchall()]


async def replay_of(conn: Connection, base: str, version: str) -> str | None:
    """The newest replay that has decided past tickets under two versions of the tree, or None."""
    cursor = await conn.execute(
        """
        SELECT job_id::text AS id FROM kulanz.jobs
        WHERE kind = 'replay' AND state = 'done' AND request->>'base' = %s AND request->>'version' = %s
        ORDER BY created_at DESC LIMIT 1
        """,
        [base, version],
    )
    row = await cursor.fetchone()
    return row["id"] if row else None


async def file_of(conn: Connection, job_id: str) -> bytes:
    """What was uploaded for a job; empty where nothing was."""
    cursor = await conn.execute("SELECT input FROM kulanz.jobs WHERE job_id = %s", [as_uuid(job_id)])
    row = await cursor.fetchone()
    return bytes(row["input"] or b"") if row else b""


async def start(conn: Connection, job_id: str) -> bool:
    """Take a waiting job up; False where it was stopped meanwhile."""
    cursor = await conn.execute(
        "UPDATE kulanz.jobs SET state = 'running', started_at = now() WHERE job_id = %s AND state = 'waiting'",
        [as_uuid(job_id)],
    )
    return cursor.rowcount > 0


async def advance(conn: Connection, job_id: str, step: str, done: int, total: int | None) -> None:
    """How far a running job is."""
    await conn.execute(
        "UPDATE kulanz.jobs SET step = %s, done = %s, total = %s WHERE job_id = %s AND state = 'running'",
        [step, done, total, as_uuid(job_id)],
    )


async def request_stop(conn: Connection, job_id: str) -> None:
    """Ask for a stop; a job that still waits is stopped at once."""
    await conn.execute(
        """
        UPDATE kulanz.jobs SET stop_requested = true,
            state = CASE WHEN state = 'waiting' THEN 'stopped' ELSE state END,
            ended_at = CASE WHEN state = 'waiting' THEN now() ELSE ended_at END
        WHERE job_id = %s AND state IN ('waiting', 'running')
        """,
        [as_uuid(job_id)],
    )


async def finish(conn: Connection, job_id: str, result: Any) -> None:
    """Done, with its result."""
    await _end(conn, job_id, "done", result=to_json(result))


async def fail(conn: Connection, job_id: str, error: JobError) -> None:
    """Failed, and why."""
    await _end(conn, job_id, "failed", error=to_json(error))


async def stop(conn: Connection, job_id: str) -> None:
    """Stopped before its end."""
    await _end(conn, job_id, "stopped")


async def _end(conn: Connection, job_id: str, state: str, *, result: Any = None, error: Any = None) -> None:
    """A job ends once; whoever comes later changes nothing."""
    await conn.execute(
        """
        UPDATE kulanz.jobs SET state = %s, result = %s, error = %s, input = NULL, ended_at = now()
        WHERE job_id = %s AND state IN ('waiting', 'running')
        """,
        [state, result, error, as_uuid(job_id)],
    )


def _job(row: Row) -> Job:
    return Job(
        id=str(row["job_id"]),
        kind=row["kind"],
        request=json.decode(row["request"]),
        state=row["state"],
        step=row["step"],
        done=row["done"],
        total=row["total"],
        stop_requested=row["stop_requested"],
        result=json.decode(row["result"]) if row["result"] is not None else None,
        error=json.decode(row["error"], type=JobError) if row["error"] is not None else None,
        started_by=row["started_by"],
        created_at=row["created_at"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
    )
