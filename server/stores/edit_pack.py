"""Edit texts of a shop in the console: the whole pack is read anew, by the reader of `kulanz load`."""

import asyncio
import hashlib
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from msgspec import json

from server.db import audit, jobs, stores
from server.db.pool import Database
from server.db.stores import StoredShop
from server.domain.pack import Finding, Pack
from server.errors import BadValue, PackRefused, Stale
from server.stores import read_orders, read_products, read_tickets, read_tracking
from server.stores.formats.findings import SENTENCES
from server.stores.index_passages import index_passages
from server.stores.load import Loaded
from server.stores.put_in_force import put_texts_in_force
from server.stores.read_pack import read_pack
from server.stores.tree_hash import tree_hash

_EDITABLE = re.compile(r"(store|suppliers|refund_tree|triage)\.yaml|(policies|macros)/[A-Za-z0-9][A-Za-z0-9._-]*\.md")
_REMOVABLE = re.compile(r"policies/[A-Za-z0-9][A-Za-z0-9._-]*\.md")
_ROWS = {read_orders.FILE, read_products.FILE, read_tickets.FILE, read_tracking.FILE}
"""Not kept as files, so not read again; what they hold stays as it is."""


class EditRefused(PackRefused):
    """An edit with findings that are errors, each of which knows its place; nothing was saved."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(SENTENCES("edit.refused"), findings=[str(finding) for finding in findings])
        self.findings = findings


def mark_of(text: str | None) -> str:
    """What tells a text from another; empty for no text. Forms take it along, to say what their editor began with."""
    return "" if text is None else hashlib.sha256(text.encode()).hexdigest()[:16]


def stale_edit(path: str) -> Stale:
    """The error for a text that says something else by now than when its editor was opened."""
    return Stale(SENTENCES("edit.overtaken", path=path), path=path)


async def edit_pack(
    database: Database, store_id: str, actor: str, changes: Mapping[str, str | None], *, begun: Mapping[str, str]
) -> Loaded:
    """Put new texts in force, in one transaction. `changes`: a path within the pack to its whole new text, None to take
    a policy out of force. `begun`: the mark of what each of them said when its editor was opened.

    Stale when one of them says something else by now: edits of a store wait for each other, and each is read with what
    the one before it wrote. EditRefused with all findings when one of them is an error, BadValue for a path that no
    pack has; whatever it is, nothing is touched. From then on `kulanz load` of a folder that lacks these texts answers
    EditedElsewhere. The audit log tells of another tree whether it was replayed before: the job's id, or null.
    """
    _refuse_other_paths(changes)
    async with database.store(store_id) as conn:
        await stores.lock_texts(conn, store_id)
        texts = await stores.files(conn)
        for path in changes:
            if mark_of(texts.get(path)) != begun[path]:
                raise stale_edit(path)
        pack, findings = await _checked(store_id, _edited(texts, changes))
        if pack is None:
            raise EditRefused(findings)
        version = tree_hash(pack.tree, pack.store.parameters)
        before = await stores.get(conn)
        await stores.save(conn, StoredShop(pack.store, version, _content_hash(before, changes)))
        await stores.edit_files(conn, store_id, dict(changes))
        counted = await put_texts_in_force(conn, pack, version, "console")
        await index_passages(conn, pack.store)
        details: dict[str, object] = {"files": sorted(changes), "tree_version": version}
        if version != before.tree_version:
            details["replay"] = await jobs.replay_of(conn, before.tree_version, version)
        await audit.add(conn, store_id, actor, "pack_edited", details)
    return Loaded(store_id, version, counted, findings)


async def check_edit(
    database: Database, store_id: str, changes: Mapping[str, str | None]
) -> tuple[Pack | None, list[Finding]]:
    """The pack with these changes, None when any finding is an error, and all findings; nothing is written."""
    _refuse_other_paths(changes)
    async with database.store(store_id) as conn:
        texts = await stores.files(conn)
    return await _checked(store_id, _edited(texts, changes))


def _edited(texts: Mapping[str, str], changes: Mapping[str, str | None]) -> dict[str, str]:
    return {path: text for path, text in {**texts, **changes}.items() if text is not None}


def _refuse_other_paths(changes: Mapping[str, str | None]) -> None:
    for path, text in changes.items():
        if not (_EDITABLE if text is not None else _REMOVABLE).fullmatch(path):
            raise BadValue(SENTENCES("edit.no_path", path=path))


async def _checked(store_id: str, texts: Mapping[str, str]) -> tuple[Pack | None, list[Finding]]:
    pack, findings = await asyncio.to_thread(_read, texts)
    if pack and pack.store.id != store_id:
        raise BadValue(SENTENCES("edit.id_stays", id=store_id))
    return pack, findings


@contextmanager
def as_folder(texts: Mapping[str, str]) -> Iterator[Path]:
    """A pack's texts as the folder they would be, for as long as it is needed. `texts`: by path within the pack."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path, text in texts.items():
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        yield folder


def _read(texts: Mapping[str, str]) -> tuple[Pack | None, list[Finding]]:
    with as_folder(texts) as folder:
        pack, findings = read_pack(folder)
    return pack, [finding for finding in findings if finding.file not in _ROWS]


def _content_hash(before: StoredShop, changes: Mapping[str, str | None]) -> str:
    content = json.encode((before.content_hash, dict(changes)), order="sorted")
    return hashlib.sha256(content).hexdigest()[:16]
