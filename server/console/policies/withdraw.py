"""Taking a policy out of force, once that was confirmed, and putting it in force again."""

from datetime import date
from typing import Any

from litestar import Response, get, post
from litestar.background_tasks import BackgroundTask
from litestar.params import FromPath, FromQuery, URLEncodedBody
from litestar.response import Redirect
from msgspec import Struct

from server.console.policies.edit import embed, preview_of, show_form
from server.console.policies.form import form_of, path_for
from server.console.policies.one import spans_of
from server.console.policies.overview import today_of
from server.console.policies.text import file_of
from server.console.render import page
from server.console.session import AnyRequest, OpenDatabase, OpenWeights, Session
from server.db import stores, versions
from server.db.pool import Connection
from server.db.versions import PolicyVersion
from server.domain.pack import Finding
from server.errors import KulanzError, PackRefused, PageNotFound
from server.stores.edit_pack import EditRefused, check_edit, edit_pack, mark_of
from server.stores.policy_lint.in_force import policies_in
from server.stores.shop import open_shop


class Leaving(Struct, frozen=True):
    """The version that is to go. `before`, `after`: the days of its neighbours in force, None where there is none.

    `mark`: of what its file says.
    """

    version: PolicyVersion
    path: str
    mark: str
    before: date | None
    after: date | None


class WithdrawForm(Struct, frozen=True):
    """`base`: the mark of the file that was shown."""

    valid_from: str
    base: str


class RestoreForm(Struct, frozen=True):
    """The version that is to come back."""

    number: int


@get("/policies/{policy:str}/{language:str}/withdraw")
async def ask_to_withdraw(
    request: AnyRequest,
    session: Session,
    database: OpenDatabase,
    policy: FromPath[str],
    language: FromPath[str],
    valid_from: FromQuery[str] = "",
) -> Response[str]:
    """What would no longer hold, or what is in the way, such as a tree that cites it."""
    async with database.store(session.store) as conn:
        leaving = await _leaving(conn, policy, language, valid_from)
    _, findings = await check_edit(database, session.store, {leaving.path: None})
    return _ask(request, leaving, findings)


@post("/policies/{policy:str}/{language:str}/withdraw", status_code=303)
async def withdraw(
    request: AnyRequest,
    data: URLEncodedBody[WithdrawForm],
    session: Session,
    database: OpenDatabase,
    policy: FromPath[str],
    language: FromPath[str],
) -> Response[Any]:
    """Out of force from now on; the question again where something is in the way."""
    async with database.store(session.store) as conn:
        leaving = await _leaving(conn, policy, language, data.valid_from)
    try:
        await edit_pack(database, session.store, session.name, {leaving.path: None}, begun={leaving.path: data.base})
    except EditRefused as refused:
        return _ask(request, leaving, refused.findings, refused)
    except KulanzError as error:
        _, findings = await check_edit(database, session.store, {leaving.path: None})
        return _ask(request, leaving, findings, error)
    return Redirect(f"/console/policies/{policy}/{language}?version={leaving.version.number}", status_code=303)


@post("/policies/{policy:str}/{language:str}/restore", status_code=303)
async def restore(
    request: AnyRequest,
    data: URLEncodedBody[RestoreForm],
    session: Session,
    database: OpenDatabase,
    weights: OpenWeights,
    policy: FromPath[str],
    language: FromPath[str],
) -> Response[str] | Redirect:
    """In force again, word for word, as a version of its own, so that what held meanwhile can be told; the form with
    what is in its way where it no longer fits the shop."""
    async with database.store(session.store) as conn:
        shop, history = await open_shop(conn), await versions.policy_history(conn, policy, language)
        texts, removed = await stores.files(conn), await stores.removed_files(conn)
    spans = spans_of(history, today_of(shop))
    back = next((s.version for s in spans if s.version.number == data.number and s.can_return), None)
    if back is None:
        raise PageNotFound("There is no such version that is out of force; choose one from the list.")
    form = form_of(back.record, "")
    path = back.record.path if back.record.path not in texts else path_for(form, policies_in(texts))
    text = _as_it_was(back, removed.get(path))
    try:
        await edit_pack(database, session.store, session.name, {path: text}, begun={path: mark_of(None)})
    except PackRefused:
        return show_form(request, form, await preview_of(database, session.store, form))
    return Redirect(
        f"/console/policies/{policy}/{language}?saved=restored",
        status_code=303,
        background=BackgroundTask(embed, database, session.store, weights),
    )


async def _leaving(conn: Connection, policy: str, language: str, valid_from: str) -> Leaving:
    """The version of a day that nobody has corrected; PageNotFound where there is none."""
    texts = await stores.files(conn)
    history = await versions.policy_history(conn, policy, language)
    dated = {one.record.valid_from.isoformat(): one for one in history if one.superseded_at is None}
    if valid_from not in dated:
        raise PageNotFound("There is no such policy in force; choose one from the list.")
    found = dated.pop(valid_from)
    path = next(p.path for p in policies_in(texts) if versions.content_hash(p) == versions.content_hash(found.record))
    days, day = [one.record.valid_from for one in dated.values()], found.record.valid_from
    before, after = max((d for d in days if d < day), default=None), min((d for d in days if d > day), default=None)
    return Leaving(found, path, mark_of(texts[path]), before, after)


def _as_it_was(version: PolicyVersion, text: str | None) -> str:
    """The file with its comments where it is still kept, else what its version says."""
    kept = policies_in({version.record.path: text}) if text else []
    is_it = [versions.content_hash(one) for one in kept] == [versions.content_hash(version.record)]
    return text if text and is_it else file_of(version.record)


def _ask(
    request: AnyRequest, leaving: Leaving, findings: list[Finding], error: KulanzError | None = None
) -> Response[str]:
    return page(
        request,
        "policies/withdraw.html",
        here="policies",
        error=error,
        policy=leaving.version.record,
        number=leaving.version.number,
        before=leaving.before,
        after=leaving.after,
        mark=leaving.mark,
        findings=[finding for finding in findings if finding.level == "error"],
    )
