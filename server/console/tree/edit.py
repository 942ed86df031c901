"""Edit the tree and its parameters: check, and publish. What was typed stays, whatever is wrong with it."""

from typing import Any

from litestar import Response, get, post
from litestar.params import FromQuery
from litestar.response import Redirect
from msgspec import Struct

from server.cases.drawn_tree import traffic_under
from server.console.line_diff import diff_lines
from server.console.render import HEADERS, page, speech_of, wants_fragment
from server.console.session import AnyRequest, OpenDatabase, Session
from server.console.tree.edit_form import TreeEdit, changes_of, edit_of, edit_of_version, read_edit
from server.console.tree.findings import FindingRow, finding_rows, marked_nodes
from server.console.wording import said
from server.db import jobs, stores
from server.db.pool import Database
from server.db.trees import version_of
from server.domain.access import Principal
from server.domain.calendar import Calendar
from server.domain.pack import Finding, Pack
from server.errors import KulanzError, Stale
from server.refunds.drawing.svg import draw_in_page
from server.refunds.replay.compare import Rules
from server.stores.edit_pack import EditRefused, check_edit, edit_pack, mark_of
from server.stores.shop import Shop, open_shop
from server.stores.tree_hash import tree_hash


class Checked(Struct, frozen=True):
    """What a check says. `drawing` None while there are errors; `is_same`: nothing differs from what is in force.

    `version`: what the tree would be called, None while there are errors.
    """

    findings: list[FindingRow]
    has_errors: bool
    is_same: bool
    drawing: str | None
    version: str | None


@get("/tree/edit")
async def show_edit(
    request: AnyRequest,
    session: Session,
    database: OpenDatabase,
    version: FromQuery[str] = "",
    replay: FromQuery[str] = "",
) -> Response[str]:
    """The form with what is in force, with an older version, or with what was replayed in the job `replay`."""
    async with database.store(session.store) as conn:
        shop, texts = await open_shop(conn), await stores.files(conn)
        if version:
            edit = edit_of_version(await version_of(conn, version), texts, shop)
        elif replay:
            edit = edit_of(texts | (await jobs.get(conn, replay)).request["changes"], shop.tree_version)
        else:
            edit = edit_of(texts, shop.tree_version)
    return answer_edit(request, edit, texts)


@post("/tree/check", status_code=200)
async def check_tree_edit(request: AnyRequest, session: Session, database: OpenDatabase) -> Response[str]:
    """Every finding at its line, and the edited tree as a drawing."""
    edit = read_edit(await request.form())
    async with database.store(session.store) as conn:
        texts = await stores.files(conn)
    checked = await check(request, database, session.store, edit, texts)
    return answer_edit(request, edit, texts, checked=checked)


@post("/tree/publish", status_code=303)
async def publish_tree(request: AnyRequest, session: Session, database: OpenDatabase) -> Response[Any]:
    """Put the edited tree in force; with findings that are errors, the form again."""
    edit = read_edit(await request.form())
    async with database.store(session.store) as conn:
        shop, texts = await open_shop(conn), await stores.files(conn)
    return await publish(request, database, session, edit, shop, texts)


async def publish(
    request: AnyRequest,
    database: Database,
    session: Principal,
    edit: TreeEdit,
    shop: Shop,
    texts: dict[str, str],
) -> Response[Any]:
    """Put what stands in a form in force; the form again where something is in the way."""
    try:
        _refuse_if_overtaken(edit, shop)
        changes = changes_of(edit, texts)
        if changes:
            begun = {path: mark_of(texts[path]) for path in changes}
            await edit_pack(database, session.store, session.name, changes, begun=begun)
    except KulanzError as error:
        async with database.store(session.store) as conn:
            texts = await stores.files(conn)
        if isinstance(error, EditRefused):
            checked = _refused(request, edit, texts, error.findings)
        else:
            checked = await check(request, database, session.store, edit, texts)
        return answer_edit(request, edit, texts, checked=checked, error=error)
    return Redirect("/console/tree?published=1", status_code=303, headers=HEADERS)


async def check(
    request: AnyRequest, database: Database, store_id: str, edit: TreeEdit, texts: dict[str, str]
) -> Checked:
    """Read everything as `kulanz load` does, prove the tree, and draw it where it can be drawn."""
    changes = changes_of(edit, texts)
    pack, findings = await check_edit(database, store_id, changes)
    if pack is None:
        return _refused(request, edit, texts, findings)
    rows = finding_rows(findings, texts | changes, speech_of(request))
    drawing, version = await _draw(database, pack, findings), tree_hash(pack.tree, pack.store.parameters)
    return Checked(rows, has_errors=False, is_same=not changes, drawing=drawing, version=version)


def _refused(request: AnyRequest, edit: TreeEdit, texts: dict[str, str], findings: list[Finding]) -> Checked:
    changes = changes_of(edit, texts)
    rows = finding_rows(findings, texts | changes, speech_of(request))
    return Checked(rows, has_errors=True, is_same=not changes, drawing=None, version=None)


async def _draw(database: Database, pack: Pack, findings: list[Finding]) -> str:
    store = pack.store
    suppliers = {supplier.id: supplier for supplier in pack.suppliers}
    passed = await traffic_under(database, Rules(pack.tree, store, suppliers, Calendar.of(store)))
    marked = marked_nodes(pack.tree, findings)
    return draw_in_page(pack.tree, store.default_language, store.currency, store.name, passed, scale=0.7, marked=marked)


def answer_edit(
    request: AnyRequest,
    edit: TreeEdit,
    texts: dict[str, str],
    *,
    checked: Checked | None = None,
    error: KulanzError | None = None,
) -> Response[str]:
    """The form with what stands in it, and below it what was found."""
    changes = changes_of(edit, texts)
    return page(
        request,
        "tree/_checked.html" if wants_fragment(request) else "tree/edit.html",
        here="tree",
        tab="edit",
        error=error,
        edit=edit,
        lines=edit.tree.count("\n") + 1,
        checked=checked,
        changed=[(path, diff_lines(texts[path], text)) for path, text in changes.items()] if checked else [],
    )


def _refuse_if_overtaken(edit: TreeEdit, shop: Shop) -> None:
    if edit.base != shop.tree_version:
        raise Stale(said("refusal.tree_overtaken", version=shop.tree_version))
