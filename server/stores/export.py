"""`kulanz export --pack DIR`: write what is in force back into a folder.

Files that came from a folder are written as they stood; versions made in the console are rendered. Orders,
tracking, products and tickets are not written: the console does not make them.
"""

from pathlib import Path

import yaml
from msgspec import json

from server.db import stores, trees, versions
from server.db.pool import Connection, Database
from server.db.versions import Version
from server.domain.policy import Macro, Policy

_TREE = "refund_tree.yaml"
_FRONT_MATTER = {
    Policy: ("id", "title", "language", "audience", "kind", "valid_from", "url"),
    Macro: ("id", "kind", "language", "intents", "outcomes", "channel", "variant", "address_form"),
}


async def export_pack(database: Database, store_id: str, folder: Path) -> list[str]:
    """Write every file whose text differs, and say which. The folder is made where there is none."""
    async with database.store(store_id) as conn:
        texts = await _texts_in_force(conn)
    written = []
    for path, text in sorted(texts.items()):
        file = folder / path
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            written.append(path)
    return written


async def _texts_in_force(conn: Connection) -> dict[str, str]:
    texts = await stores.files(conn)
    shop = await stores.get(conn)
    tree = await trees.find(conn, shop.tree_version)
    if tree and tree.origin == "console":
        texts[_TREE] = tree.text
    in_force: list[Version[Policy] | Version[Macro]] = [*await versions.policies(conn), *await versions.macros(conn)]
    for version in in_force:
        if version.origin == "console":
            texts[version.record.path] = _as_markdown(version.record)
    return texts


def _as_markdown(record: Policy | Macro) -> str:
    plain = json.decode(json.encode(record), type=dict)
    head = {key: plain[key] for key in _FRONT_MATTER[type(record)] if plain[key] not in (None, [])}
    return f"---\n{yaml.safe_dump(head, allow_unicode=True, sort_keys=False)}---\n\n{record.body}\n"
