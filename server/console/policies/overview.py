"""The list of policies in force, to be filtered and sorted."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get
from litestar.params import FromQuery
from msgspec import Struct

from server.console.render import page
from server.console.session import AnyRequest, OpenDatabase, Session
from server.db import drafts, versions
from server.db.pool import Connection
from server.domain.policy import Policy
from server.stores.policy_lint.in_force import findings_in_force
from server.stores.shop import Shop, open_shop

CITED_DAYS = 90
"""How far back citations are counted."""


class PolicyRow(Struct, frozen=True):
    """A policy in force today; `next_from`: when its next version takes over. `cited`: drafts of its language."""

    policy: Policy
    number: int
    next_from: date | None
    cited: int
    findings: int


class Filters(Struct, frozen=True):
    """What the address asks for; empty: everything. `spoken` is the policy's language: `language` is the reader's."""

    q: str
    spoken: str
    audience: str
    findings: str
    sort: str
    descending: bool

    def sorted_by(self, column: str) -> str:
        """The address of the same list sorted by a column, the other way round where it is sorted so already."""
        asked = {"q": self.q, "spoken": self.spoken, "audience": self.audience, "findings": self.findings}
        order = "-" if self.sort == column and not self.descending else ""
        return "?" + urlencode({name: value for name, value in asked.items() if value} | {"sort": order + column})

    def aria(self, column: str) -> str:
        if self.sort != column:
            return "none"
        return "descending" if self.descending else "ascending"


_KEYS: dict[str, Callable[[PolicyRow], Any]] = {
    "title": lambda row: (row.policy.title.casefold(), row.policy.language),
    "id": lambda row: (row.policy.id, row.policy.language),
    "language": lambda row: (row.policy.language, row.policy.id),
    "audience": lambda row: (row.policy.audience, row.policy.id, row.policy.language),
    "version": lambda row: (row.number, row.policy.id, row.policy.language),
    "valid_from": lambda row: (row.policy.valid_from, row.policy.id, row.policy.language),
    "cited": lambda row: (row.cited, row.policy.id, row.policy.language),
    "findings": lambda row: (row.findings, row.policy.id, row.policy.language),
}


@get("/policies")
async def show_policies(
    request: AnyRequest,
    session: Session,
    database: OpenDatabase,
    q: FromQuery[str] = "",
    spoken: FromQuery[str] = "",
    audience: FromQuery[str] = "",
    findings: FromQuery[str] = "",
    sort: FromQuery[str] = "id",
) -> Response[str]:
    """Every policy in force, with how often drafts rest on it and what the lint says."""
    column = sort.removeprefix("-")
    filters = Filters(q, spoken, audience, findings, column if column in _KEYS else "id", sort.startswith("-"))
    async with database.store(session.store) as conn:
        shop = await open_shop(conn)
        rows = await policy_rows(conn, shop)
        withdrawn = await versions.withdrawn_policies(conn)
    shown = sorted((row for row in rows if _fits(row, filters)), key=_KEYS[filters.sort], reverse=filters.descending)
    return page(
        request,
        "policies/list.html",
        here="policies",
        tab="list",
        rows=shown,
        all_rows=len(rows),
        withdrawn=[one.record for one in withdrawn],
        filters=filters,
        columns=list(_KEYS),
        store_languages=sorted({row.policy.language for row in rows}),
        cited_days=CITED_DAYS,
    )


async def policy_rows(conn: Connection, shop: Shop) -> list[PolicyRow]:
    """One for each id and language that has a version in force today."""
    cited = await cited_by_section(conn)
    counted = Counter((found.policy, found.language) for found in await findings_in_force(conn))
    today = today_of(shop)
    by_key: dict[tuple[str, str], list[tuple[int, Policy]]] = {}
    for version in shop.policies:
        by_key.setdefault((version.record.id, version.record.language), []).append((version.number, version.record))
    rows: list[PolicyRow] = []
    for (policy_id, language), dated in by_key.items():
        current = [found for found in dated if found[1].valid_from <= today] or dated[:1]
        number, policy = current[-1]
        coming = [later.valid_from for _, later in dated if later.valid_from > max(today, policy.valid_from)]
        times = sum(
            count
            for (section, spoken), count in cited.items()
            if spoken == language and section and section.partition("#")[0] == policy_id
        )
        rows.append(PolicyRow(policy, number, min(coming, default=None), times, counted[policy_id, language]))
    return rows


async def cited_by_section(conn: Connection) -> dict[tuple[str, str], int]:
    """How many drafts of late had a section among their sources, by address and language."""
    return await drafts.cited_sections(conn, datetime.now(UTC) - timedelta(days=CITED_DAYS))


def today_of(shop: Shop) -> date:
    """The day at the shop."""
    return datetime.now(shop.store.zone).date()


def _fits(row: PolicyRow, filters: Filters) -> bool:
    policy, words = row.policy, filters.q.casefold()
    return (
        (not words or words in f"{policy.id} {policy.title} {policy.body}".casefold())
        and filters.spoken in ("", policy.language)
        and filters.audience in ("", policy.audience)
        and (not filters.findings or row.findings > 0)
    )
