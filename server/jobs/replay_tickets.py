"""The work of a replay: past tickets decided again under an edited tree or edited policies."""

from typing import Any

from server.cases.replay import replay
from server.db import stores
from server.jobs.context import JobContext
from server.stores.edit_pack import as_folder


async def replay_tickets(context: JobContext) -> Any:
    """The Replay. The request: `changes`, a path within the pack to its whole new text, and `last`, how many tickets
    at most (None: all)."""
    changes: dict[str, str] = context.job.request["changes"]
    async with context.database.store(context.store_id) as conn:
        texts = await stores.files(conn) | changes
    with as_folder(texts) as folder:
        tree = folder / "refund_tree.yaml" if "refund_tree.yaml" in changes else None
        others = folder if changes.keys() - {"refund_tree.yaml"} else None
        last = context.job.request.get("last")
        return await replay(context.database, context.store_id, tree, others, last, context.advance)
