"""One macro: its text as the file has it, drafts that it would make, what differs, versions."""

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect
from msgspec import Struct

from server.console.faults import ShownFault, faults_of_file
from server.console.line_diff import DiffLine, diff_lines
from server.console.prompts.macro_list import USE_DAYS, MacroRow, rows_of
from server.console.prompts.slots import SLOTS
from server.console.render import page, wants_fragment
from server.console.session import AnyRequest, OpenDatabase, OpenWeights, Session
from server.db import drafts, stores, versions
from server.db.pool import Connection
from server.db.versions import MacroVersion
from server.domain.pack import Finding, Pack
from server.domain.store import Store
from server.drafting.rehearse_macro import MacroRehearsal, rehearse_macro
from server.errors import KulanzError, PageNotFound
from server.stores.edit_pack import EditRefused, check_edit, edit_pack, mark_of
from server.stores.shop import open_shop
from server.stores.write_macro import macro_text

_ADDRESS = "/console/prompts/macros"


class MacroDesk(Struct, frozen=True):
    """What the page stands on. `text`: in force. `opened`: what the editor begins with, an older version perhaps."""

    store: Store
    row: MacroRow
    text: str
    opened: str
    history: list[MacroVersion]
    before: int
    after: int
    diff: list[DiffLine]

    @property
    def address(self) -> str:
        return f"{_ADDRESS}/{self.row.file}"


@get("/prompts/macros/{file:str}")
async def show_macro(
    request: AnyRequest,
    session: Session,
    database: OpenDatabase,
    file: FromPath[str],
    version: FromQuery[int] = 0,
    before: FromQuery[int] = 0,
    after: FromQuery[int] = 0,
    done: FromQuery[str] = "",
    add: FromQuery[str] = "",
) -> Response[Any]:
    """The macro in the editor, or an older version of it, `add` below it; and what differs between any two."""
    async with database.store(session.store) as conn:
        desk = await _set_up(conn, file, version, before, after)
    opened = f"{desk.opened.rstrip()}\n\n{add}\n" if add else desk.opened
    return _answer(request, desk, opened, done=done)


@post("/prompts/macros/{file:str}", status_code=200)
async def edit_macro(
    request: AnyRequest, session: Session, database: OpenDatabase, weights: OpenWeights, file: FromPath[str]
) -> Response[Any]:
    """Preview what the edited text would say, or put it in force; findings come back, each at its line."""
    form = await request.form()
    text = str(form.get("text") or "").replace("\r\n", "\n").rstrip("\n") + "\n"
    async with database.store(session.store) as conn:
        desk = await _set_up(conn, file, 0, 0, 0)
    path = desk.row.macro.path
    if form.get("do") != "preview":
        try:
            begun = {path: str(form.get("base") or "")}
            await edit_pack(database, session.store, session.name, {path: text}, begun=begun)
            return Redirect(f"{desk.address}?done=saved", status_code=303)
        except EditRefused as refused:
            return _answer(request, desk, text, faults=_faults(None, refused.findings, path, text))
        except KulanzError as error:
            async with database.store(session.store) as conn:
                desk = await _set_up(conn, file, 0, 0, 0)
            return _answer(request, desk, text, error=error)
    pack, findings = await check_edit(database, session.store, {path: text})
    faults = _faults(pack, findings, path, text)
    if pack is None:
        return _answer(request, desk, text, faults=faults)
    macro = next(macro for macro in pack.macros if macro.path == path)
    rehearsed = await rehearse_macro(database, session, macro, weights=weights)
    return _answer(request, desk, text, faults=faults, drafts_of_it=rehearsed)


def _faults(pack: Pack | None, findings: list[Finding], path: str, text: str) -> list[ShownFault]:
    """Why nothing was saved; of a pack that can be read, what warns about this file."""
    told = [one for one in findings if one.file == path] if pack else [one for one in findings if one.level == "error"]
    return faults_of_file(told, path, text)


async def _set_up(conn: Connection, file: str, version: int, before: int, after: int) -> MacroDesk:
    shop = await open_shop(conn)
    uses = await drafts.macro_uses(conn, USE_DAYS)
    row = next((row for row in rows_of(shop, uses) if row.file == file), None)
    if row is None:
        raise PageNotFound("There is no such macro.")
    text = (await stores.files(conn))[row.macro.path]
    history = await versions.macro_history(conn, row.macro.id, row.macro.language)
    texts = {one.number: macro_text(one.record) for one in history}
    if missing := {version, before, after} - {0, *texts}:
        raise PageNotFound(f"This macro has no version {max(missing)}.")
    return MacroDesk(
        shop.store,
        row,
        text,
        texts[version] if version else text,
        history,
        before,
        after,
        diff_lines(texts[before], texts[after]) if before and after else [],
    )


def _answer(
    request: AnyRequest,
    desk: MacroDesk,
    text: str,
    *,
    done: str = "",
    faults: list[ShownFault] | None = None,
    drafts_of_it: list[MacroRehearsal] | None = None,
    error: KulanzError | None = None,
) -> Response[Any]:
    return page(
        request,
        "prompts/_macro_result.html" if wants_fragment(request) else "prompts/macro.html",
        here="prompts",
        status=422 if faults and drafts_of_it is None else 200,
        error=error,
        desk=desk,
        text=text,
        base=mark_of(desk.text),
        done=done,
        faults=faults or [],
        changes=diff_lines(desk.text, text),
        drafts=drafts_of_it,
        slots=SLOTS,
        days=USE_DAYS,
    )
