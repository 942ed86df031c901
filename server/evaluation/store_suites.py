"""A shop's own suites: cases that a manager took over from edited drafts, kept in the database."""

import re

from msgspec import Struct

from server.db import audit, eval_cases, stores
from server.db.edited_drafts import EditedText, edited, sent
from server.db.eval_cases import StoreCase
from server.db.pool import Connection
from server.domain.pack import Finding
from server.errors import BadValue, Stale
from server.evaluation.learning.edits import HEAVILY, share_kept
from server.evaluation.learning.propose_case import propose_case
from server.evaluation.sentences import SENTENCES
from server.evaluation.suite import read_cases
from server.evaluation.write_suite import SCHEMA_LINE
from server.said import Said

LOOKED_AT_DAYS = 90

_SUITE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_REVIEWED = re.compile(r"^  reviewed_by:.*\n?", re.MULTILINE)


class Rewritten(Struct, frozen=True):
    """A draft that was changed heavily; `kept`: the share of its words that was sent."""

    edit: EditedText
    kept: float


async def rewritten_drafts(conn: Connection, limit: int = 50) -> list[Rewritten]:
    """Drafts changed heavily before they were sent, newest first, that nobody made a case of or passed over."""
    known = {case.draft_id for case in await eval_cases.all_of(conn)}
    edits = [edit for edit in await edited(conn, LOOKED_AT_DAYS, limit) if edit.draft_id not in known]
    weighed = [Rewritten(edit, share_kept(edit.text, edit.final_text)) for edit in edits]
    return [one for one in weighed if one.kept < HEAVILY]


async def propose(conn: Connection, store_id: str, draft_id: str, by: str) -> None:
    """Make a case of an edited draft, once: a case that is there stays as it is."""
    if draft_id in {case.draft_id for case in await eval_cases.all_of(conn)}:
        return
    content = await propose_case(conn, (await stores.get(conn)).store, await sent(conn, draft_id))
    await eval_cases.save(conn, store_id, draft_id, "proposed", None, content, by)
    await audit.add(conn, store_id, by, "eval_case_proposed", {"draft": draft_id})


async def refuse(conn: Connection, store_id: str, draft_id: str, by: str) -> None:
    """Pass a draft or its case over, for good. What it said is not kept."""
    await sent(conn, draft_id)
    await eval_cases.save(conn, store_id, draft_id, "refused", None, "", by)
    await audit.add(conn, store_id, by, "eval_case_refused", {"draft": draft_id})


async def accept(conn: Connection, store_id: str, draft_id: str, suite: str, text: str, by: str) -> list[Finding]:
    """Take a case into a suite, as reviewed by `by`; what is wrong with it instead, and then nothing is changed.

    BadValue for a suite's name that no file could have.
    """
    if not _SUITE.fullmatch(suite):
        raise BadValue(SENTENCES("no_suite_name", suite=suite))
    case = await eval_cases.get(conn, draft_id)
    if case.state == "refused":
        raise Stale(SENTENCES("passed_over"))
    others = [one for one in await eval_cases.all_of(conn) if one.suite == suite and one.draft_id != draft_id]
    reviewed = _REVIEWED.sub("", text.replace("\r\n", "\n")).rstrip() + f"\n  reviewed_by: {_quoted(by)}\n"
    findings = _check(store_id, suite, reviewed, others)
    if findings:
        return findings
    await eval_cases.save(conn, store_id, draft_id, "accepted", suite, reviewed, by)
    await audit.add(conn, store_id, by, "eval_case_accepted", {"draft": draft_id, "suite": suite})
    return []


def _check(store_id: str, suite: str, text: str, others: list[StoreCase]) -> list[Finding]:
    cases, findings = read_cases(text, suite, None)
    if findings:
        return findings
    if len(cases) != 1:
        return [_finding(suite, 1, SENTENCES("one_case"))]
    [case] = cases
    if case.store != store_id:
        line = _line_of(text, "store")
        return [_finding(suite, line, SENTENCES("other_store", store=store_id))]
    taken = {one.id for other in others for one in read_cases(other.content, suite, None)[0]}
    if case.id in taken:
        return [_finding(suite, _line_of(text, "id"), SENTENCES("id_taken_in_suite", id=case.id))]
    return []


def _finding(suite: str, line: int, said: Said) -> Finding:
    return Finding(f"{suite}.yaml", line, "bad_value", "error", said.en, {}, said.de)


def _line_of(text: str, key: str) -> int:
    lines = text.split("\n")
    return next((number for number, line in enumerate(lines, 1) if re.match(rf"[- ] {key}:", line)), 1)


async def store_suites(conn: Connection) -> dict[str, str]:
    """Every suite of the shop as YAML, by name."""
    suites = dict[str, list[str]]()
    for case in await eval_cases.all_of(conn):
        if case.suite:
            suites.setdefault(case.suite, []).append(case.content)
    return {suite: SCHEMA_LINE + "\n".join(contents) for suite, contents in suites.items()}


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"
