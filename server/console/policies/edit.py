"""Writing a policy: a form, a preview of what would change, and saving through the strict reader of a load."""

import structlog
from litestar import Response, get, post
from litestar.background_tasks import BackgroundTask
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect
from msgspec import Struct, structs

from server.console.line_diff import DiffLine, diff_lines
from server.console.policies.form import (
    AUDIENCES,
    KINDS,
    PolicyForm,
    ShownFinding,
    form_of,
    new_form,
    path_for,
    read_form,
    shown,
    suggested_id,
)
from server.console.policies.one import outcomes_by_section
from server.console.render import page
from server.console.session import AnyRequest, OpenDatabase, OpenWeights, Session
from server.console.wording import LANGUAGES, Speech
from server.db import stores, tickets
from server.db.pool import Database
from server.domain.pack import Finding, Pack
from server.domain.passage import Passage
from server.domain.store import Store
from server.drafting.gaps.propose import proposed_body
from server.drafting.gaps.read import looked_at
from server.drafting.gaps.topics import topics_of
from server.errors import ModelFailed, PageNotFound, Stale
from server.retrieval.find import Weights
from server.retrieval.split import policy_passages
from server.stores.edit_pack import check_edit, edit_pack, mark_of, stale_edit
from server.stores.embed_passages import embed_passages
from server.stores.policy_lint.finding import PolicyFinding
from server.stores.policy_lint.in_force import policies_in
from server.stores.policy_lint.lint import lint_policies

log = structlog.get_logger()


class Cited(Struct, frozen=True):
    """What a draft would be given of the policy, and by which outcomes of the tree."""

    passage: Passage
    outcomes: list[str]


class Preview(Struct, frozen=True):
    """What saving would do. `is_new` where there is no file yet; `is_version` where an earlier day keeps its text.

    `base`: the mark of what the file at `path` says now.
    """

    path: str
    base: str
    is_new: bool
    is_version: bool
    lines: list[DiffLine]
    errors: list[ShownFinding]
    warnings: list[PolicyFinding]
    cited: list[Cited]


@get("/policies/new")
async def show_new(
    request: AnyRequest,
    session: Session,
    database: OpenDatabase,
    spoken: FromQuery[str] = "",
    topic: FromQuery[str] = "",
) -> Response[str]:
    """An empty form; with a proposed text where it is to answer the questions of a topic."""
    async with database.store(session.store) as conn:
        store = (await stores.get(conn)).store
    language = spoken or store.default_language
    heading = _heading(topic, language) if topic else ""
    body = await _proposed(database, store, topic, heading, language) if topic else ""
    form = new_form(language, heading, body, policy_id=suggested_id(topic))
    return show_form(request, form, None, is_proposed=bool(topic))


def _heading(intent: str, language: str) -> str:
    word = Speech(LANGUAGES.get(language, "en")).word("intent", intent)
    return word[:1].upper() + word[1:]


async def _proposed(database: Database, store: Store, intent: str, heading: str, language: str) -> str:
    looked = await looked_at(database, store.id)
    topic = (intent, language)
    ids = [k.ticket_id for t in topics_of(looked.weak) if (t.intent, t.language) == topic for k in t.questions]
    async with database.store(store.id) as conn:
        asked = await tickets.by_ids(conn, ids)
    return proposed_body(heading, language, asked, store)


@get("/policies/{policy:str}/{language:str}/edit")
async def show_edit(
    request: AnyRequest,
    session: Session,
    database: OpenDatabase,
    policy: FromPath[str],
    language: FromPath[str],
    valid_from: FromQuery[str] = "",
) -> Response[str]:
    """The form with the newest version, or with the one of a day."""
    async with database.store(session.store) as conn:
        texts = await stores.files(conn)
    kept = [p for p in policies_in(texts) if (p.id, p.language) == (policy, language)]
    dated = [p for p in kept if p.valid_from.isoformat() == valid_from]
    found = max(dated or kept, key=lambda p: p.valid_from, default=None)
    if found is None:
        raise PageNotFound("There is no such policy; choose one from the list.")
    return show_form(request, form_of(found, texts[found.path]), None)


@post("/policies/save", status_code=200)
async def save_policy(
    request: AnyRequest, session: Session, database: OpenDatabase, weights: OpenWeights
) -> Response[str] | Redirect:
    """Preview what was typed; save it once it was looked at and holds no error.

    Words find it at once, its meaning a moment after the answer.
    """
    sent = await request.form()
    form = read_form(sent)
    preview = await preview_of(database, session.store, form)
    begun = form.base if form.base_path == preview.path else mark_of(None)
    if sent.get("action") != "save" or preview.errors:
        is_overtaken = form.base_path == preview.path and begun != preview.base
        return show_form(request, form, preview, overtaken=stale_edit(preview.path) if is_overtaken else None)
    try:
        await edit_pack(database, session.store, session.name, {preview.path: form.text}, begun={preview.path: begun})
    except Stale as error:
        return show_form(request, form, await preview_of(database, session.store, form), overtaken=error)
    return Redirect(
        f"/console/policies/{form.id}/{form.language}?saved=yes",
        status_code=303,
        background=BackgroundTask(embed, database, session.store, weights),
    )


async def embed(database: Database, store_id: str, weights: Weights) -> None:
    """Let search find by meaning; a served model that fails is asked again every hour (jobs/tasks.py)."""
    try:
        await embed_passages(database, store_id, weights)
    except ModelFailed as error:
        log.warning("passages_not_embedded", code=error.code, store=store_id, **error.details)


def show_form(
    request: AnyRequest,
    form: PolicyForm,
    preview: Preview | None,
    *,
    uploaded: str = "",
    is_proposed: bool = False,
    overtaken: Stale | None = None,
) -> Response[str]:
    """The form, below it what saving would do. `uploaded`: the name of the file that the text was read from.

    `is_proposed`: the text was put together for questions that nothing answers. `overtaken`: somebody else saved
    another text since the form was opened; what differs is shown, so that saving again is meant.
    """
    if preview:
        form = structs.replace(form, base_path=preview.path, base=preview.base)
    return page(
        request,
        "policies/edit.html",
        here="policies",
        status=overtaken.status if overtaken else 422 if preview and preview.errors else 200,
        code=overtaken.code if overtaken else None,
        said=overtaken.said if overtaken else None,
        form=form,
        preview=preview,
        uploaded=uploaded,
        is_proposed=is_proposed,
        audiences=AUDIENCES,
        kinds=KINDS,
    )


async def preview_of(database: Database, store_id: str, form: PolicyForm) -> Preview:
    """What saving the form would do to the files in force; nothing is written."""
    async with database.store(store_id) as conn:
        texts = await stores.files(conn)
    before = policies_in(texts)
    path = path_for(form, before)
    pack, findings = await check_edit(database, store_id, {path: form.text})
    errors = [shown(finding, form, path) for finding in findings if _is_error_of_edit(finding, path)]
    same = [p for p in before if (p.id, p.language) == (form.id, form.language)]
    newest = max(same, key=lambda p: p.valid_from, default=None)
    base = texts.get(path) or (texts[newest.path] if newest else "")
    return Preview(
        path,
        mark_of(texts.get(path)),
        not same,
        path not in texts and bool(same),
        diff_lines(base, form.text),
        errors,
        _warnings(pack, path) if pack else [],
        _cited(pack, path) if pack else [],
    )


def _is_error_of_edit(finding: Finding, path: str) -> bool:
    return finding.level == "error" or finding.file == path


def _warnings(pack: Pack, path: str) -> list[PolicyFinding]:
    """What the lint would say about the policy once it is saved, and of others about it."""
    return [f for f in lint_policies(pack.policies, pack.texts, pack.store) if f.file == path]


def _cited(pack: Pack, path: str) -> list[Cited]:
    policy = next(policy for policy in pack.policies if policy.path == path)
    citing = outcomes_by_section(pack.tree)
    return [Cited(s.passage, citing.get(s.passage.section or "", [])) for s in policy_passages([(1, policy)])]
