"""What made the answers of a run: code, prompts, shops, trees, model. Equal versions, equal answers of code."""

import hashlib
from importlib.resources import files
from pathlib import Path

from server import __version__
from server.db import stores
from server.db.pool import Database
from server.evaluation.result import Versions
from server.llm.client import Model
from server.llm.prompts import PromptLibrary

_KINDS = {".py", ".yaml", ".json", ".md", ".npz", ".sql"}


async def versions_of(
    database: Database, store_ids: list[str], model: Model | None, prompts: PromptLibrary
) -> Versions:
    """The versions in force."""
    packs, trees = dict[str, str](), dict[str, str]()
    for store_id in store_ids:
        async with database.store(store_id) as conn:
            shop = await stores.get(conn)
        packs[store_id], trees[store_id] = shop.content_hash[:12], shop.tree_version[:12]
    code = f"{__version__}+{_hash_of(Path(str(files('server'))))}"
    wordings = {name: prompts.version(name) for name in prompts.texts}
    return Versions(code, model.name if model else None, wordings, packs, trees)


def _hash_of(folder: Path) -> str:
    """Twelve hex digits of all that the package consists of."""
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.suffix in _KINDS):
        digest.update(str(file.relative_to(folder)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]
