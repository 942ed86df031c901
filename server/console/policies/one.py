"""One policy in one language: its sections with who cites them, its findings and snippets, and its versions in time."""

from datetime import date
from typing import Literal

from litestar import Response, get
from litestar.params import FromPath, FromQuery
from markupsafe import Markup
from msgspec import Struct

from server.console.line_diff import diff_lines
from server.console.policies.overview import CITED_DAYS, cited_by_section, today_of
from server.console.policies.text import file_of, rendered
from server.console.render import page
from server.console.session import AnyRequest, OpenDatabase, Session
from server.db import versions
from server.db.versions import PolicyVersion
from server.domain.policy import Section
from server.domain.tree import Tree
from server.drafting.snippets.compose import snippets_of
from server.errors import PageNotFound
from server.stores.policy_lint.in_force import findings_in_force
from server.stores.shop import open_shop


class ShownSection(Struct, frozen=True):
    """A section as it is read. `outcomes`: those of the tree that cite it."""

    section: Section
    html: Markup
    cited: int
    outcomes: list[str]


class Span(Struct, frozen=True):
    """A version with the days of orders that it counts for; `until` exclusive, None: open. `superseded`: corrected, or
    taken out of force where `is_withdrawn`. `can_return`: nothing has taken its place since."""

    version: PolicyVersion
    until: date | None
    in_force: bool
    is_withdrawn: bool
    can_return: bool

    @property
    def state(self) -> Literal["in_force", "withdrawn", "corrected", "not_in_force"]:
        """What became of it."""
        if self.in_force:
            return "in_force"
        if self.is_withdrawn:
            return "withdrawn"
        return "corrected" if self.superseded else "not_in_force"

    @property
    def superseded(self) -> bool:
        return self.version.superseded_at is not None


@get("/policies/{policy:str}/{language:str}")
async def show_policy(
    request: AnyRequest,
    session: Session,
    database: OpenDatabase,
    policy: FromPath[str],
    language: FromPath[str],
    version: FromQuery[int | None] = None,
    saved: FromQuery[str] = "",
) -> Response[str]:
    """The text in force today, or a version by its number."""
    async with database.store(session.store) as conn:
        shop = await open_shop(conn)
        history = await versions.policy_history(conn, policy, language)
        cited = await cited_by_section(conn)
        findings = [f for f in await findings_in_force(conn) if (f.policy, f.language) == (policy, language)]
    spans = spans_of(history, today_of(shop))
    chosen = _chosen(spans, version)
    record = chosen.version.record
    citing = outcomes_by_section(shop.tree)
    sections = [
        ShownSection(
            section,
            rendered(section.text),
            cited.get((f"{policy}#{section.slug}", language), 0),
            citing.get(f"{policy}#{section.slug}", []),
        )
        for section in record.sections
    ]
    return page(
        request,
        "policies/policy.html",
        here="policies",
        chosen=chosen,
        spans=spans,
        sections=sections,
        findings=findings,
        snippets=snippets_of(record, shop.store),
        others=sorted({v.record.language for v in shop.policies if v.record.id == policy} - {language}),
        zone=shop.store.zone,
        cited_days=CITED_DAYS,
        saved=saved,
    )


@get("/policies/{policy:str}/{language:str}/versions")
async def compare_versions(
    request: AnyRequest,
    session: Session,
    database: OpenDatabase,
    policy: FromPath[str],
    language: FromPath[str],
    before: FromQuery[int | None] = None,
    after: FromQuery[int | None] = None,
) -> Response[str]:
    """All versions, and what changed between two of them; without a choice the newest and the one before."""
    async with database.store(session.store) as conn:
        shop = await open_shop(conn)
        history = await versions.policy_history(conn, policy, language)
    spans = spans_of(history, today_of(shop))
    numbers = [span.version.number for span in spans]
    if not numbers:
        raise PageNotFound("There is no such policy; choose one from the list.")
    after = after if after in numbers else numbers[0]
    before = before if before in numbers else numbers[min(1, len(numbers) - 1)]
    by_number = {span.version.number: span for span in spans}
    return page(
        request,
        "policies/versions.html",
        here="policies",
        spans=spans,
        newest=spans[0],
        before=by_number[before],
        after=by_number[after],
        lines=diff_lines(file_of(by_number[before].version.record), file_of(by_number[after].version.record)),
        zone=shop.store.zone,
    )


def spans_of(history: list[PolicyVersion], today: date) -> list[Span]:
    """Newest first, each with the days that it counts for."""
    starts = sorted({version.record.valid_from for version in history if version.superseded_at is None})
    spans = []
    later: dict[date, PolicyVersion] = {}
    for version in history:
        start = version.record.valid_from
        until = next((day for day in starts if day > start), None)
        in_force = version.superseded_at is None and start <= today and (until is None or until > today)
        following, gone = later.get(start), version.superseded_at
        is_withdrawn = gone is not None and (following is None or following.created_at > gone)
        spans.append(Span(version, until, in_force, is_withdrawn, is_withdrawn and following is None))
        later[start] = version
    return spans


def outcomes_by_section(tree: Tree) -> dict[str, list[str]]:
    """The outcomes that cite each section's address."""
    citing: dict[str, list[str]] = {}
    for outcome in tree.outcomes.values():
        for address in outcome.cites:
            citing.setdefault(address, []).append(outcome.id)
    return citing


def _chosen(spans: list[Span], number: int | None) -> Span:
    """The version asked for; else the one in force, else the newest that was never corrected, else the newest."""
    asked = [span for span in spans if span.version.number == number]
    current = [span for span in spans if span.in_force]
    kept = [span for span in spans if not span.superseded]
    found = next(iter([*asked, *current, *kept, *spans]), None)
    if found is None:
        raise PageNotFound("There is no such policy; choose one from the list.")
    return found
