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


class LabelMove(Struct, frozen=True):
    """A label put on a version; None: taken off."""

    label: str
    version: str | None
    moved_by: str
    moved_at: datetime


class LabelFigures(Struct, frozen=True):
    """What became of the drafts that a model was asked for with the prompts of a label.

    `served`: by the model; the others were refused by the checks (`refused`) or the model failed. `sent`: replies an
    agent sent, `unchanged`: of these without an edit. `milliseconds`: the median until a draft was there.
    """

    label: str
    drafts: int
    served: int
    refused: int
    sent: int
    unchanged: int
    liked: int
    disliked: int
    milliseconds: int
    tokens: int


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


async def moves(conn: Connection, name: str) -> list[LabelMove]:
    """How the labels of a prompt moved, newest first."""
    cursor = await conn.execute(
        """
        SELECT label, version, moved_by, moved_at FROM kulanz.prompt_label_moves
        WHERE name = %s ORDER BY move_id DESC
        """,
        [name],
    )
    return [LabelMove(*row.values()) for row in await cursor.fetchall()]


async def labels(conn: Connection) -> list[str]:
    """Every label that is on a version of something now."""
    cursor = await conn.execute(
        "SELECT DISTINCT label FROM kulanz.prompt_labels WHERE version IS NOT NULL ORDER BY label"
    )
    return [row["label"] for row in await cursor.fetchall()]


async def figures(conn: Connection, days: int) -> list[LabelFigures]:
    """By label, of the drafts of the last `days`; the label with most drafts first."""
    cursor = await conn.execute(
        """
        SELECT d.record ->> 'prompt_label' AS label, count(*) AS drafts,
            count(*) FILTER (WHERE d.record ->> 'writer' = 'model') AS served,
            count(*) FILTER (WHERE d.record #>> '{degraded,code}' = 'checks_failed') AS refused,
            count(*) FILTER (WHERE o.sent) AS sent,
            count(*) FILTER (WHERE o.sent AND o.final_text = d.record ->> 'text') AS unchanged,
            count(*) FILTER (WHERE o.rating = 1) AS liked, count(*) FILTER (WHERE o.rating = -1) AS disliked,
            round(percentile_cont(0.5) WITHIN GROUP (ORDER BY (d.record #>> '{timing_ms,total}')::int))::int
                AS milliseconds,
            round(avg((d.record #>> '{tokens,prompt}')::int + (d.record #>> '{tokens,completion}')::int))::int
                AS tokens
        FROM kulanz.drafts d
        LEFT JOIN LATERAL (
            SELECT bool_or(action = 'sent') AS sent,
                (array_agg(final_text ORDER BY created_at DESC) FILTER (WHERE action = 'sent'))[1] AS final_text,
                (array_agg(rating ORDER BY created_at DESC) FILTER (WHERE rating IS NOT NULL))[1] AS rating
            FROM kulanz.draft_outcomes o WHERE o.store_id = d.store_id AND o.draft_id = d.draft_id
        ) o ON true
        WHERE d.record ->> 'prompt_label' IS NOT NULL AND d.created_at > now() - make_interval(days => %s)
        GROUP BY 1 ORDER BY 2 DESC, 1
        """,
        [days],
    )
    return [LabelFigures(**row) for row in await cursor.fetchall()]


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
