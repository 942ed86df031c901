"""Past tickets and store packs that are uploaded: each becomes a job."""

from typing import Annotated, Any

from litestar import Response, post
from litestar.datastructures import UploadFile
from litestar.exceptions import HTTPException
from litestar.params import MultipartBody
from litestar.response import Redirect
from msgspec import Meta, Struct

from server.console.errors import answer_error, answer_http_error
from server.console.jobs import start_job
from server.console.render import HEADERS
from server.console.session import AnyRequest, OpenDatabase, OpenQueue, Session
from server.console.wording import said
from server.domain.job import Job
from server.errors import BadValue, FileTooLarge
from server.imports.import_file import Format

MOST_BYTES = 100_000_000
_THEN = "/console?done={id}"


class ImportForm(Struct, frozen=True):
    """Another system's file, and which system's."""

    file: UploadFile
    format: Format


class PackForm(Struct, frozen=True):
    """A store pack as ZIP; `take_folder`: edits made in the console are given up for it."""

    file: UploadFile
    take_folder: Annotated[str, Meta(max_length=3)] = ""


def answer_upload_error(request: AnyRequest, error: HTTPException) -> Response[Any]:
    """What the framework refuses; too much is a matter of the file here, not of text."""
    if error.status_code == 413:
        return answer_error(request, _too_large())
    return answer_http_error(request, error)


@post(
    "/imports",
    status_code=303,
    request_max_body_size=MOST_BYTES,
    exception_handlers={HTTPException: answer_upload_error},
)
async def start_import(
    request: AnyRequest, data: MultipartBody[ImportForm], session: Session, database: OpenDatabase, queue: OpenQueue
) -> Redirect:
    """Start the import of past tickets or orders, and show how far it is."""
    content = await _content(data.file)
    return _show(await start_job(database, queue, session, "import", {"format": data.format, "then": _THEN}, content))


@post(
    "/packs", status_code=303, request_max_body_size=MOST_BYTES, exception_handlers={HTTPException: answer_upload_error}
)
async def start_load(
    request: AnyRequest, data: MultipartBody[PackForm], session: Session, database: OpenDatabase, queue: OpenQueue
) -> Redirect:
    """Start the load of a store pack: rules, settings and who may do what, so it takes an admin."""
    session.require("admin")
    content = await _content(data.file)
    wanted = {"take_folder": bool(data.take_folder), "then": _THEN}
    return _show(await start_job(database, queue, session, "load", wanted, content))


async def _content(file: UploadFile) -> bytes:
    content = await file.read()
    if not content:
        raise BadValue(said("refusal.no_file"))
    return content


def _too_large() -> FileTooLarge:
    return FileTooLarge(
        "A file may hold at most 100 MB here; larger ones are read by `kulanz import` and `kulanz load`."
    )


def _show(job: Job) -> Redirect:
    return Redirect(f"/console/jobs/{job.id}", status_code=303, headers=HEADERS)
