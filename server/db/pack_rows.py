"""Rows in bulk: COPY into a temporary table, for COPY is barred from tables with row-level security, then SQL."""

from collections.abc import Iterable, Mapping, Sequence
from typing import LiteralString

from msgspec import Struct
from psycopg import sql

from server.db.pool import Connection

Names = Mapping[str, sql.Composable]


class Changes(Struct, frozen=True):
    """How many rows a load added, changed and removed."""

    added: int
    changed: int
    removed: int


async def make_equal(
    conn: Connection,
    table: str,
    key: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    keep: LiteralString = "false",
) -> Changes:
    """Insert, update and delete so that the table's rows are `rows`.

    `columns` begin with store_id and name `key` and `record`. A row is changed when any of its columns is. Rows that
    meet the SQL condition `keep` (on alias `t`) stay though the folder lacks them.
    """
    changing = [column for column in columns if column not in ("store_id", key, "origin")]
    names = _names(table, columns) | {
        "key": sql.Identifier(key),
        "keep": sql.SQL(keep),
        "assignments": _each("{0} = i.{0}", changing),
        "before": _each("t.{0}", changing),
        "after": _each("i.{0}", changing),
    }
    await _copy(conn, names, columns, rows)
    removed = await _run(
        conn,
        names,
        "DELETE FROM {table} t WHERE NOT ({keep}) AND NOT EXISTS (SELECT FROM incoming i WHERE i.{key} = t.{key})",
    )
    changed = await _run(
        conn,
        names,
        "UPDATE {table} t SET {assignments} FROM incoming i "
        "WHERE t.{key} = i.{key} AND ({before}) IS DISTINCT FROM ({after})",
    )
    added = await _insert(conn, names)
    return Changes(added, changed, removed)


async def insert_all(conn: Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Insert many rows, leaving alone those that are there; how many were new."""
    names = _names(table, columns)
    await _copy(conn, names, columns, rows)
    return await _insert(conn, names)


def _each(pattern: LiteralString, columns: Sequence[str]) -> sql.Composable:
    return sql.SQL(", ").join(sql.SQL(pattern).format(sql.Identifier(column)) for column in columns)


def _names(table: str, columns: Sequence[str]) -> dict[str, sql.Composable]:
    return {
        "table": sql.Identifier("kulanz", table),
        "columns": sql.SQL(", ").join(map(sql.Identifier, columns)),
    }


async def _copy(conn: Connection, names: Names, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Fill the temporary table `incoming`, which has just these columns, in their types."""
    await _run(conn, names, "CREATE TEMP TABLE incoming ON COMMIT DROP AS SELECT {columns} FROM {table} WITH NO DATA")
    statement = sql.SQL("COPY incoming ({columns}) FROM STDIN").format(**names)
    async with conn.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            await copy.write_row(row)


async def _insert(conn: Connection, names: Names) -> int:
    added = await _run(
        conn, names, "INSERT INTO {table} ({columns}) SELECT {columns} FROM incoming ON CONFLICT DO NOTHING"
    )
    await conn.execute("DROP TABLE incoming")
    return added


async def _run(conn: Connection, names: Names, statement: LiteralString) -> int:
    cursor = await conn.execute(sql.SQL(statement).format(**names))
    return cursor.rowcount
