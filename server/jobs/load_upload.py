"""The work of a load: a store pack that was uploaded in the console as a ZIP file."""

import io
import tempfile
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

from server.errors import BadValue, InvalidRequest
from server.jobs.context import JobContext
from server.said import read_sentences
from server.stores.embed_passages import embed_passages
from server.stores.load import load_pack
from server.stores.read_pack import read_pack

_SENTENCES = read_sentences("server.jobs")
_MOST_BYTES = 256_000_000
"""Unpacked, over all files: as much as one file of rows may be."""


async def load_upload(context: JobContext) -> Any:
    """What was Loaded. The request: `take_folder`, whether edits made in the console are given up."""
    with tempfile.TemporaryDirectory() as name:
        folder = _unpack(context.file, Path(name))
        pack, _ = read_pack(folder)
        if pack and pack.store.id != context.store_id:
            raise BadValue(_SENTENCES("pack.other_shop", id=pack.store.id, store=context.store_id))
        loaded = await load_pack(
            context.database,
            folder,
            take_folder=bool(context.job.request.get("take_folder")),
            progress=lambda what, done: context.advance(what, done, None),
        )
    context.advance("embed", 0, None)
    await embed_passages(context.database, context.store_id, context.weights)
    return loaded


def _unpack(content: bytes, folder: Path) -> Path:
    """The folder that holds store.yaml. InvalidRequest for what is no ZIP file, or leads out of its folder."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = [entry for entry in packed.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > _MOST_BYTES:
                raise InvalidRequest(_SENTENCES("pack.large", megabytes=_MOST_BYTES // 1_000_000))
            for entry in entries:
                place = PurePosixPath(entry.filename)
                if place.is_absolute() or ".." in place.parts:
                    raise InvalidRequest(_SENTENCES("pack.outside", name=entry.filename))
                file = folder / place
                file.parent.mkdir(parents=True, exist_ok=True)
                with packed.open(entry) as source, file.open("wb") as target:
                    _copy_at_most(source, target, entry.file_size)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise InvalidRequest(_SENTENCES("pack.no_zip")) from error
    stores = sorted(folder.rglob("store.yaml"), key=lambda path: len(path.parts))
    if not stores:
        raise InvalidRequest(_SENTENCES("pack.no_store"))
    return stores[0].parent


def _copy_at_most(source: Any, target: Any, size: int) -> None:
    """What an entry says it holds; more is a lie, and is not written."""
    if len(content := source.read(size + 1)) > size:
        raise InvalidRequest(_SENTENCES("pack.larger_inside"))
    target.write(content)
