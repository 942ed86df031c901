"""A file becomes a policy: it is read, shown for review in the form, and saved like any other edit."""

import asyncio

from litestar import Response, get, post
from litestar.datastructures import UploadFile

from server.console.policies.edit import show_form
from server.console.policies.form import new_form, suggested_id
from server.console.render import page
from server.console.session import AnyRequest, OpenDatabase, Session
from server.console.wording import said
from server.db import stores
from server.errors import BadValue
from server.imports.documents.read_document import KINDS, MOST_BYTES, read_document
from server.tickets.language import language_of


@get("/policies/upload")
async def show_upload(request: AnyRequest, session: Session) -> Response[str]:
    """Which files can be read, and the field to choose one."""
    return page(request, "policies/upload.html", here="policies", kinds=KINDS, megabytes=MOST_BYTES // 1_000_000)


@post("/policies/upload", status_code=200)
async def upload(request: AnyRequest, session: Session, database: OpenDatabase) -> Response[str]:
    """The form with what was read; nothing is kept of the file."""
    file = (await request.form()).get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        raise BadValue(said("refusal.choose_file"))
    document = await asyncio.to_thread(read_document, file.filename, await file.read(MOST_BYTES + 1))
    async with database.store(session.store) as conn:
        store = (await stores.get(conn)).store
    language = await asyncio.to_thread(language_of, document.body, None, store.languages)
    form = new_form(language, document.title, document.body, policy_id=suggested_id(document.title))
    return show_form(request, form, None, uploaded=file.filename)
