"""An edit by somebody who has just opened the editor."""

from collections.abc import Mapping

from server.db import stores
from server.db.pool import Database
from server.stores.edit_pack import edit_pack, mark_of
from server.stores.load import Loaded


async def edit(database: Database, actor: str, changes: Mapping[str, str | None]) -> Loaded:
    """Put new texts of the mini shop in force, begun with what is in force now."""
    async with database.store("mini") as conn:
        texts = await stores.files(conn)
    return await edit_pack(database, "mini", actor, changes, begun={path: mark_of(texts.get(path)) for path in changes})
