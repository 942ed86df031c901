"""All prompts and snippets with what is in production, and the trial of a second label."""

from datetime import datetime

from litestar import Response, get, post
from litestar.params import FromQuery
from litestar.response import Redirect
from msgspec import Struct

from server.console.render import page
from server.console.session import AnyRequest, OpenDatabase, OpenModel, Session
from server.console.wording import said
from server.db import prompts, stores
from server.db.pool import Connection
from server.db.prompts import LabelFigures, PromptVersion, Trial
from server.domain.store import Store
from server.errors import BadValue, KulanzError
from server.llm.prompts import BUILT_IN, SNIPPETS
from server.stores.prompts import BUILT_IN_VERSION, PRODUCTION, set_trial

FIGURE_DAYS = 90


class PromptRow(Struct, frozen=True):
    """`production`: the version that serves. `other_labels`: label to version. `changed_by`: None where it is ours."""

    name: str
    is_snippet: bool
    production: str
    other_labels: dict[str, str]
    versions: int
    changed_by: str | None
    changed_at: datetime | None


class PromptList(Struct, frozen=True):
    store: Store
    rows: list[PromptRow]
    labels: list[str]
    trial: Trial | None
    figures: list[LabelFigures]


@get("/prompts")
async def show_prompts(
    request: AnyRequest, session: Session, database: OpenDatabase, model: OpenModel, done: FromQuery[str] = ""
) -> Response[str]:
    """Every prompt and snippet."""
    async with database.store(session.store) as conn:
        listed = await _list(conn)
    return _answer(request, listed, model is not None, done=done)


@post("/prompts/trial")
async def change_trial(
    request: AnyRequest, session: Session, database: OpenDatabase, model: OpenModel
) -> Response[str] | Redirect:
    """Begin, change or end the trial of a label."""
    form = await request.form()
    try:
        trial = Trial(str(form.get("label") or ""), _percent(str(form.get("percent") or "")))
        async with database.store(session.store) as conn:
            await set_trial(conn, session.store, trial, session.name)
    except KulanzError as error:
        async with database.store(session.store) as conn:
            listed = await _list(conn)
        return _answer(request, listed, model is not None, error=error)
    return Redirect("/console/prompts?done=trial", status_code=303)


async def _list(conn: Connection) -> PromptList:
    versions = await prompts.versions(conn)
    return PromptList(
        (await stores.get(conn)).store,
        [_row(name, [one for one in versions if one.name == name]) for name in BUILT_IN.texts],
        [label for label in await prompts.labels(conn) if label != PRODUCTION],
        await prompts.trial(conn),
        await prompts.figures(conn, FIGURE_DAYS),
    )


def _row(name: str, own: list[PromptVersion]) -> PromptRow:
    on = {label: one.version for one in own for label in one.labels}
    production = on.pop(PRODUCTION, BUILT_IN_VERSION)
    newest = own[0] if own else None
    return PromptRow(
        name,
        name.startswith(SNIPPETS),
        production,
        on,
        len(own),
        newest.made_by if newest else None,
        newest.made_at if newest else None,
    )


def _percent(typed: str) -> int:
    if not typed.isdecimal():
        raise BadValue(said("refusal.share"))
    return int(typed)


def _answer(
    request: AnyRequest, listed: PromptList, has_model: bool, *, done: str = "", error: KulanzError | None = None
) -> Response[str]:
    return page(
        request,
        "prompts/list.html",
        here="prompts",
        error=error,
        listed=listed,
        has_model=has_model,
        days=FIGURE_DAYS,
        built_in=BUILT_IN_VERSION,
        done=done,
    )
