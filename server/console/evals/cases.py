"""The shop's own cases: drafts that agents rewrote, cases proposed from them, and suites they were taken into."""

from collections.abc import Iterable
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect
from msgspec import Struct

from server.console.faults import ShownFault, faults_of_file
from server.console.line_diff import DiffLine, diff_lines
from server.console.render import HEADERS, page
from server.console.session import AnyRequest, OpenDatabase, Session
from server.db import eval_cases, stores
from server.db.edited_drafts import SentDraft, sent
from server.db.eval_cases import StoreCase
from server.db.pool import Connection
from server.domain.pack import Finding
from server.domain.store import Store
from server.errors import KulanzError
from server.evaluation.store_suites import Rewritten, accept, propose, refuse, rewritten_drafts
from server.evaluation.suite import Case, read_cases

_CASES = "/console/evals/cases"
_USUAL_SUITE = "edits"


class ListedCase(Struct, frozen=True):
    """A case by its draft, with what its YAML says; None where that cannot be read."""

    kept: StoreCase
    case: Case | None


class CasesDesk(Struct, frozen=True):
    store: Store
    rewritten: list[Rewritten]
    proposed: list[ListedCase]
    suites: dict[str, list[ListedCase]]


class CaseDesk(Struct, frozen=True):
    """A case to review: its text, and what was drafted and sent. `suites`: names to choose from."""

    store: Store
    kept: StoreCase
    text: str
    suite: str
    suites: list[str]
    edited: SentDraft
    diff: list[DiffLine]
    faults: list[ShownFault]


@get("/evals/cases")
async def show_cases(
    request: AnyRequest, session: Session, database: OpenDatabase, done: FromQuery[str] = ""
) -> Response[str]:
    """What waits for a decision, and every suite of the shop."""
    async with database.store(session.store) as conn:
        store = (await stores.get(conn)).store
        listed = [_listed(case) for case in await eval_cases.all_of(conn)]
        desk = CasesDesk(store, await rewritten_drafts(conn), _in_state(listed, "proposed"), _by_suite(listed))
    return page(request, "evals/cases.html", here="evals", desk=desk, done=done)


@post("/evals/cases")
async def take_up(request: AnyRequest, session: Session, database: OpenDatabase) -> Redirect:
    """Make a case of an edited draft, or pass it over."""
    form = await request.form()
    draft_id = str(form.get("draft") or "")
    async with database.store(session.store) as conn:
        if form.get("do") == "refuse":
            await refuse(conn, session.store, draft_id, session.name)
            return Redirect(f"{_CASES}?done=refused", status_code=303, headers=HEADERS)
        await propose(conn, session.store, draft_id, session.name)
    return Redirect(f"{_CASES}/{draft_id}", status_code=303, headers=HEADERS)


@get("/evals/edits/{draft_id:str}")
async def show_edited(
    request: AnyRequest, session: Session, database: OpenDatabase, draft_id: FromPath[str]
) -> Response[str]:
    """A draft beside what was sent in its place."""
    async with database.store(session.store) as conn:
        store, edited = (await stores.get(conn)).store, await sent(conn, draft_id)
    lines = diff_lines(edited.draft.text, edited.final_text)
    return page(request, "evals/edit.html", here="evals", store=store, edited=edited, lines=lines)


@get("/evals/cases/{draft_id:str}")
async def show_own_case(
    request: AnyRequest, session: Session, database: OpenDatabase, draft_id: FromPath[str]
) -> Response[str]:
    """The case in the editor, beside the draft and what was sent."""
    async with database.store(session.store) as conn:
        kept = await eval_cases.get(conn, draft_id)
        desk = await _set_up(conn, kept, kept.content, kept.suite or "", [])
    return _answer(request, desk)


@post("/evals/cases/{draft_id:str}", status_code=200)
async def review_case(
    request: AnyRequest, session: Session, database: OpenDatabase, draft_id: FromPath[str]
) -> Response[Any]:
    """Take it into a suite; what is wrong with it comes back at its line."""
    form = await request.form()
    text, suite = str(form.get("text") or "").replace("\r\n", "\n"), str(form.get("suite") or "").strip()
    findings, error = list[Finding](), None
    async with database.store(session.store) as conn:
        kept = await eval_cases.get(conn, draft_id)
        try:
            findings = await accept(conn, session.store, draft_id, suite, text, session.name)
        except KulanzError as refused:
            error = refused
        if not findings and not error:
            return Redirect(f"{_CASES}?done=accepted", status_code=303, headers=HEADERS)
        desk = await _set_up(conn, kept, text, suite, findings)
    return _answer(request, desk, error)


async def _set_up(conn: Connection, kept: StoreCase, text: str, suite: str, findings: Iterable[Finding]) -> CaseDesk:
    edited = await sent(conn, kept.draft_id)
    suites = sorted({case.suite for case in await eval_cases.all_of(conn) if case.suite} | {_USUAL_SUITE})
    return CaseDesk(
        (await stores.get(conn)).store,
        kept,
        text,
        suite or _USUAL_SUITE,
        suites,
        edited,
        diff_lines(edited.draft.text, edited.final_text),
        faults_of_file(findings, f"{suite}.yaml", text),
    )


def _answer(request: AnyRequest, desk: CaseDesk, error: KulanzError | None = None) -> Response[str]:
    return page(
        request,
        "evals/own_case.html",
        here="evals",
        status=422 if desk.faults else 200,
        error=error,
        desk=desk,
        faults=desk.faults,
    )


def _listed(kept: StoreCase) -> ListedCase:
    cases, _ = read_cases(kept.content, kept.suite or "case", None)
    return ListedCase(kept, cases[0] if cases else None)


def _in_state(listed: list[ListedCase], state: str) -> list[ListedCase]:
    return [one for one in listed if one.kept.state == state]


def _by_suite(listed: list[ListedCase]) -> dict[str, list[ListedCase]]:
    suites = dict[str, list[ListedCase]]()
    for one in _in_state(listed, "accepted"):
        suites.setdefault(one.kept.suite or "", []).append(one)
    return suites
