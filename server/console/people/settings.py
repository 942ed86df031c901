"""store.yaml, edited as it stands and read by the reader of `kulanz load`."""

from typing import Annotated

from litestar import Response, get, post
from litestar.params import FromQuery, URLEncodedBody
from litestar.response import Redirect
from msgspec import Meta, Struct

from server.console.render import HEADERS, page
from server.console.session import AnyRequest, OpenDatabase, Session
from server.db import stores
from server.domain.pack import Finding
from server.errors import KulanzError, PackRefused
from server.stores.edit_pack import check_edit, edit_pack

_FILE = "store.yaml"


class SettingsForm(Struct, frozen=True):
    text: Annotated[str, Meta(max_length=1_000_000)] = ""


@get("/people/settings")
async def show_settings(
    request: AnyRequest, session: Session, database: OpenDatabase, saved: FromQuery[bool] = False
) -> Response[str]:
    """The text in force."""
    session.require("admin")
    async with database.store(session.store) as conn:
        text = (await stores.files(conn)).get(_FILE, "")
    return _answer(request, text, [], saved=saved)


@post("/people/settings", status_code=303)
async def save_settings(
    request: AnyRequest, data: URLEncodedBody[SettingsForm], session: Session, database: OpenDatabase
) -> Response[str] | Redirect:
    """In force at once, or refused with what is wrong at which line, and the text as it was typed."""
    session.require("admin")
    text = data.text.replace("\r\n", "\n")
    try:
        await edit_pack(database, session.store, session.name, {_FILE: text})
    except PackRefused:
        _, findings = await check_edit(database, session.store, {_FILE: text})
        return _answer(request, text, findings, status=422)
    except KulanzError as error:
        return _answer(request, text, [], error=error)
    return Redirect("/console/people/settings?saved=true", status_code=303, headers=HEADERS)


def _answer(
    request: AnyRequest,
    text: str,
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
        status=error.status if error else status,
        text=text,
        lines=text.split("\n"),
        findings=findings,
        saved=saved,
        error=error,
    )
