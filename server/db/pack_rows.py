"""Making the rows that came from a folder equal to the folder, in bulk: COPY, then one diff in SQL."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from psycopg import sql

from server.db.pool import Connection


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
    keep: str = "false",
) -> Changes:
    """Insert, update and delete so that the table's pack rows are `rows`.

    `columns` begin with store_id and name `key` and `record`. A row is changed when its record is. Rows that
    meet the SQL condition `keep` (on alias `t`) stay though the folder lacks them.
    """
    names = {
        "table": sql.Identifier("kulanz", table),
        "key": sql.Identifier(key),
        "columns": sql.SQL(", ").join(map(sql.Identifier, columns)),
        "keep": sql.SQL(keep),  # a constant of this package, never a caller's text
        "assignments": sql.SQL(", ").join(
            sql.SQL("{0} = i.{0}").format(sql.Identifier(c)) for c in columns if c not in ("store_id", key, "origin")
        ),
    }
    await conn.execute(sql.SQL("CREATE TEMP TABLE incoming (LIKE {table}) ON COMMIT DROP").format(**names))
    nullable = [c for c in await _not_null_columns(conn) if c not in columns]
    for column in nullable:
        await conn.execute(sql.SQL("ALTER TABLE incoming ALTER {} DROP NOT NULL").format(sql.Identifier(column)))
    async with (
        conn.cursor() as cursor,
        cursor.copy(sql.SQL("COPY incoming ({columns}) FROM STDIN").format(**names)) as copy,
    ):
        for row in rows:
            await copy.write_row(row)
    removed = await _count(
        conn,
        names,
        "DELETE FROM {table} t WHERE NOT ({keep}) AND NOT EXISTS (SELECT FROM incoming i WHERE i.{key} = t.{key})",
    )
    changed = await _count(
        conn,
        names,
        "UPDATE {table} t SET {assignments} FROM incoming i "
        "WHERE t.{key} = i.{key} AND t.record IS DISTINCT FROM i.record",
    )
    added = await _count(
        conn, names, "INSERT INTO {table} ({columns}) SELECT {columns} FROM incoming ON CONFLICT DO NOTHING"
    )
    await conn.execute("DROP TABLE incoming")
    return Changes(added, changed, removed)


async def _count(conn: Connection, names: dict[str, sql.Composable], statement: str) -> int:
    cursor = await conn.execute(sql.SQL(statement).format(**names))
    return cursor.rowcount


async def _not_null_columns(conn: Connection) -> list[str]:
    cursor = await conn.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = 'incoming'::regclass AND attnotnull AND attnum > 0"
    )
    return [row["attname"] for row in await cursor.fetchall()]
