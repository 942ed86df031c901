"""store.yaml, edited as it stands and read by the reader of `kulanz load`."""

from typing import Annotated

from litestar import Response, get, post
from litestar.params import FromQuery, URLEncodedBody
from litestar.response import Redirect
from msgspec import Meta, Struct

from server.console.line_diff import diff_lines
from server.console.render import HEADERS, page
from server.console.session import AnyRequest, OpenDatabase, Session
from server.db import stores
from server.db.pool import Database
from server.domain.pack import Finding
from server.errors import KulanzError
from server.stores.edit_pack import EditRefused, edit_pack, mark_of

_FILE = "store.yaml"


class SettingsForm(Struct, frozen=True):
    """`base`: the mark of the text that the editor was opened with."""

    text: Annotated[str, Meta(max_length=1_000_000)] = ""
    base: Annotated[str, Meta(max_length=16)] = ""


@get("/people/settings")
async def show_settings(
    request: AnyRequest, session: Session, database: OpenDatabase, saved: FromQuery[bool] = False
) -> Response[str]:
    """The text in force."""
    session.require("admin")
    text = await _in_force(database, session.store)
    return _answer(request, text, text, [], saved=saved)


@post("/people/settings", status_code=303)
async def save_settings(
    request: AnyRequest, data: URLEncodedBody[SettingsForm], session: Session, database: OpenDatabase
) -> Response[str] | Redirect:
    """In force at once, or refused with what is wrong at which line, and the text as it was typed."""
    session.require("admin")
    text = data.text.replace("\r\n", "\n")
    try:
        await edit_pack(database, session.store, session.name, {_FILE: text}, begun={_FILE: data.base})
    except EditRefused as refused:
        return _answer(request, text, await _in_force(database, session.store), refused.findings, status=422)
    except KulanzError as error:
        return _answer(request, text, await _in_force(database, session.store), [], error=error)
    return Redirect("/console/people/settings?saved=true", status_code=303, headers=HEADERS)


async def _in_force(database: Database, store_id: str) -> str:
    async with database.store(store_id) as conn:
        return (await stores.files(conn)).get(_FILE, "")


def _answer(
    request: AnyRequest,
    text: str,
    in_force: str,
    findings: list[Finding],
    *,
    status: int = 200,
    saved: bool = False,
    error: KulanzError | None = None,
) -> Response[str]:
    return page(
        request,
        "people/settings.html",
        here="people",
        tab="settings",
        status=status,
        text=text,
        lines=text.split("\n"),
        findings=findings,
        saved=saved,
        error=error,
        base=mark_of(in_force),
        changes=diff_lines(in_force, text) if error else [],
    )
