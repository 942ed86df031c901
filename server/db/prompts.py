"""Prompts in a shop's own words: versions that are never changed, labels that move, and a trial of a second label."""

from datetime import datetime

from msgspec import Struct

from server.db.pool import Connection


class PromptVersion(Struct, frozen=True):
    """One wording of a prompt or snippet, and the labels that are on it now."""

    name: str
    version: str
    text: str
    made_by: str
    made_at: datetime
    labels: list[str]


class Trial(Struct, frozen=True):
    """`percent` of drafts are written with the prompts of `label`."""

    label: str
    percent: int


async def add(conn: Connection, store_id: str, name: str, version: str, text: str, by: str) -> None:
    """Keep a version; the same wording again is the version that is there."""
    await conn.execute(
        "INSERT INTO kulanz.prompt_versions (store_id, name, version, content, made_by) VALUES (%s, %s, %s, %s, %s) "
        "ON CONFLICT DO NOTHING",
        [store_id, name, version, text, by],
    )


async def move_label(conn: Connection, store_id: str, name: str, label: str, version: str | None, by: str) -> None:
    """Put a label on a version; None takes it off: what comes with Kulanz serves again."""
    await conn.execute(
        "INSERT INTO kulanz.prompt_label_moves (store_id, name, label, version, moved_by) VALUES (%s, %s, %s, %s, %s)",
        [store_id, name, label, version, by],
    )


async def versions(conn: Connection) -> list[PromptVersion]:
    """Every version, by name, newest first."""
    cursor = await conn.execute(
        """
        SELECT v.name, v.version, v.content, v.made_by, v.made_at,
            coalesce(array_agg(l.label ORDER BY l.label) FILTER (WHERE l.label IS NOT NULL), '{}') AS labels
        FROM kulanz.prompt_versions v LEFT JOIN kulanz.prompt_labels l USING (name, version)
        GROUP BY v.store_id, v.name, v.version ORDER BY v.name, v.made_at DESC
        """
    )
    return [PromptVersion(*row.values()) for row in await cursor.fetchall()]


async def labelled(conn: Connection, label: str) -> dict[str, str]:
    """The texts that a label is on, by name."""
    cursor = await conn.execute(
        """
        SELECT l.name, v.content FROM kulanz.prompt_labels l JOIN kulanz.prompt_versions v USING (name, version)
        WHERE l.label = %s
        """,
        [label],
    )
    return {row["name"]: row["content"] for row in await cursor.fetchall()}


async def set_trial(conn: Connection, store_id: str, trial: Trial, by: str) -> None:
    """From now on; 0 percent ends a trial."""
    await conn.execute(
        "INSERT INTO kulanz.prompt_trials (store_id, label, percent, set_by) VALUES (%s, %s, %s, %s)",
        [store_id, trial.label, trial.percent, by],
    )


async def trial(conn: Connection) -> Trial | None:
    """The trial that runs, if any."""
    cursor = await conn.execute("SELECT label, percent FROM kulanz.prompt_trials ORDER BY trial_id DESC LIMIT 1")
    row = await cursor.fetchone()
    return Trial(row["label"], row["percent"]) if row and row["percent"] else None
