"""The work of an import: a file that was uploaded in the console."""

import tempfile
from pathlib import Path
from typing import Any

from server.imports.import_file import Imported, import_file
from server.jobs.context import JobContext
from server.stores.embed_passages import embed_passages

_WHOLE = 1000


async def import_upload(context: JobContext) -> Any:
    """What was Imported. The request: `format`, one of server.imports.import_file.Format."""

    def advance(done: Imported) -> None:
        context.advance("import", round(done.share * _WHOLE), _WHOLE)

    with tempfile.NamedTemporaryFile() as file:
        file.write(context.file)
        file.flush()
        path = Path(file.name)
        imported = await import_file(context.database, context.store_id, context.job.request["format"], path, advance)
    context.advance("embed", 0, None)
    await embed_passages(context.database, context.store_id, context.weights)
    return imported
