"""One prompt: its text, versions, what differs between them, labels, and what a model would be sent."""

from typing import Any
from urllib.parse import quote

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect
from msgspec import Struct

from server.console.faults import ShownFault, faults_of_prompt
from server.console.line_diff import DiffLine, diff_lines
from server.console.prompts.preview import PromptPreview, preview_prompt
from server.console.render import page, wants_fragment
from server.console.session import AnyRequest, OpenDatabase, OpenWeights, Session
from server.db import overview, prompts, stores
from server.db.overview import TicketHeading
from server.db.pool import Connection
from server.db.prompts import LabelMove, PromptVersion
from server.domain.store import Store
from server.errors import KulanzError, PageNotFound
from server.evaluation.shipped_suites import shipped_suites
from server.llm.prompts import BUILT_IN, SNIPPETS
from server.stores.prompts import BUILT_IN_VERSION, PRODUCTION, add_version, move_label, text_of

_ADDRESS = "/console/prompts/text"


class Desk(Struct, frozen=True):
    """What the page stands on. `before`, `after`: what is compared. `labels`: of all prompts of the shop."""

    store: Store
    name: str
    version: str
    text: str
    versions: list[PromptVersion]
    moves: list[LabelMove]
    labels: list[str]
    tickets: list[TicketHeading]
    before: str
    after: str
    diff: list[DiffLine]

    @property
    def address(self) -> str:
        return address_of(self.name)

    @property
    def production(self) -> str:
        """The version that serves."""
        return next((one.version for one in self.versions if PRODUCTION in one.labels), BUILT_IN_VERSION)


def address_of(name: str) -> str:
    """Where a prompt's page is."""
    return f"{_ADDRESS}/{quote(name)}"


@get("/prompts/text/{name:path}")
async def show_prompt_text(
    request: AnyRequest,
    session: Session,
    database: OpenDatabase,
    name: FromPath[str],
    version: FromQuery[str] = PRODUCTION,
    before: FromQuery[str] = "",
    after: FromQuery[str] = "",
    done: FromQuery[str] = "",
) -> Response[str]:
    """A version in the editor, the production one where none is asked for; and what differs between any two."""
    async with database.store(session.store) as conn:
        desk = await _set_up(conn, name.strip("/"), version, before, after)
    return _answer(request, desk, desk.text, done=done)


@post("/prompts/text/{name:path}", status_code=200)
async def edit_prompt(
    request: AnyRequest, session: Session, database: OpenDatabase, weights: OpenWeights, name: FromPath[str]
) -> Response[Any]:
    """Preview the edited text, or keep it as a version; a text with faults comes back with each at its line."""
    form = await request.form()
    text = _text(str(form.get("text") or ""))
    name, ticket = name.strip("/"), str(form.get("ticket") or "")
    label = str(form.get("label") or "").strip()
    if name not in BUILT_IN.texts:
        raise PageNotFound("There is no such prompt.")
    faults = faults_of_prompt(BUILT_IN.faults(name, text), text)
    shown: PromptPreview | None = None
    error: KulanzError | None = None
    try:
        # Outside, so that a label that cannot be set keeps no version either.
        async with database.store(session.store) as conn:
            if not faults and form.get("do") == "preview":
                shown = await preview_prompt(conn, session, name, text, ticket, weights)
            elif not faults:
                version = await _save(conn, session.store, name, text, label, session.name)
                return Redirect(f"{address_of(name)}?version={version}&done=saved", status_code=303)
    except KulanzError as refused:
        error = refused
    async with database.store(session.store) as conn:
        desk = await _set_up(conn, name, PRODUCTION, "", "")
    return _answer(request, desk, text, ticket=ticket, label=label, faults=faults, preview=shown, error=error)


@post("/prompts/label")
async def change_label(request: AnyRequest, session: Session, database: OpenDatabase) -> Response[Any]:
    """Move a label to a version, or take it off; moving it back is rolling back."""
    form = await request.form()
    name, label, version = (str(form.get(key) or "").strip() for key in ("name", "label", "version"))
    async with database.store(session.store) as conn:
        try:
            await move_label(conn, session.store, name, label, version, session.name)
        except KulanzError as error:
            desk = await _set_up(conn, name, PRODUCTION, "", "")
            return _answer(request, desk, desk.text, error=error)
    return Redirect(f"{address_of(name)}?done=label#versions", status_code=303)


async def _save(conn: Connection, store_id: str, name: str, text: str, label: str, by: str) -> str:
    version = await add_version(conn, store_id, name, text, by)
    if label:
        await move_label(conn, store_id, name, label, version, by)
    return version


async def _set_up(conn: Connection, name: str, version: str, before: str, after: str) -> Desk:
    if name not in BUILT_IN.texts:
        raise PageNotFound("There is no such prompt.")
    versions = [one for one in await prompts.versions(conn) if one.name == name]
    compared = [await text_of(conn, name, one) for one in (before, after)] if before and after else ["", ""]
    return Desk(
        (await stores.get(conn)).store,
        name,
        version,
        await text_of(conn, name, version),
        versions,
        await prompts.moves(conn, name),
        await prompts.labels(conn),
        await overview.newest_tickets(conn),
        before,
        after,
        diff_lines(*compared),
    )


def _text(typed: str) -> str:
    """As a file has it: a browser ends lines in its own way, and the last one perhaps not at all."""
    return typed.replace("\r\n", "\n").rstrip("\n") + "\n"


def _answer(
    request: AnyRequest,
    desk: Desk,
    text: str,
    *,
    ticket: str = "",
    label: str = "",
    done: str = "",
    faults: list[ShownFault] | None = None,
    preview: PromptPreview | None = None,
    error: KulanzError | None = None,
) -> Response[Any]:
    return page(
        request,
        "prompts/_prompt_result.html" if wants_fragment(request) else "prompts/prompt.html",
        here="prompts",
        status=422 if faults else 200,
        error=error,
        desk=desk,
        text=text,
        ticket=ticket,
        label=label,
        done=done,
        faults=faults or [],
        changes=diff_lines(desk.text, text),
        preview=preview,
        is_snippet=desk.name.startswith(SNIPPETS),
        built_in=BUILT_IN_VERSION,
        built_in_hash=BUILT_IN.version(desk.name),
        takes=sorted(BUILT_IN.prompt(desk.name).names) if not desk.name.startswith(SNIPPETS) else [],
        suites=shipped_suites(),
        references=[PRODUCTION, BUILT_IN_VERSION, *(one.version for one in desk.versions)],
    )
