"""`kulanz export --pack DIR`: write the texts in force back into a folder, as they stand.

Orders, tracking, products and tickets are not written: the console does not make them.
"""

from pathlib import Path

from server.db import stores
from server.db.pool import Database


async def export_pack(database: Database, store_id: str, folder: Path) -> list[str]:
    """Write every file whose text differs, delete those that were taken out of force, and say which. The folder is made
    where there is none."""
    async with database.store(store_id) as conn:
        texts, removed = await stores.files(conn), await stores.removed_files(conn)
    written = []
    for path in sorted(removed):
        if (folder / path).is_file():
            (folder / path).unlink()
            written.append(path)
    for path, text in sorted(texts.items()):
        file = folder / path
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            written.append(path)
    return written
