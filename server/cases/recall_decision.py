"""A decision as it was made: enough to show the page again that showed it, a year later."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from msgspec import Struct

from server.db import approvals, decisions, trees, versions
from server.db.approvals import Approval
from server.db.decisions import DecisionRow
from server.db.pool import Database
from server.db.versions import Version
from server.domain.access import Principal
from server.domain.decision import Decision
from server.domain.policy import Policy
from server.domain.store import DatedValue
from server.errors import Internal
from server.stores.shop import open_shop


class SectionThen(Struct, frozen=True):
    """A section that the decision cites, as it read when it was made; `version` counts within policy and language."""

    section: str
    language: str
    version: int
    valid_from: date
    title: str
    text: str


class TreeThen(Struct, frozen=True):
    """The tree of that version: refund_tree.yaml as it stood, and the parameters in force."""

    version: str
    text: str
    parameters: dict[str, list[DatedValue]]


class DecisionRecord(Struct, frozen=True):
    """The decision with its moment, the corrections it was made under, and by whom (agent, else role, else null)."""

    decision: Decision
    as_of: datetime
    decided_at: datetime
    decided_by: str | None
    corrections: dict[str, Any]
    ticket_id: str | None
    tree: TreeThen
    sections: list[SectionThen]
    approvals: list[Approval]


async def recall_decision(database: Database, principal: Principal, decision_id: str) -> DecisionRecord:
    """The record of a decision, or DecisionNotFound. Nothing of it is computed anew."""
    async with database.store(principal.store) as conn:
        row = await decisions.get(conn, decision_id)
        tree = await trees.find(conn, row.decision.tree_version)
        if tree is None:
            raise Internal("The tree of this decision is gone; restore the database from a backup.")
        zone = (await open_shop(conn)).store.zone
        policies = await versions.policies_at(conn, row.created_at)
        asked = await approvals.of_decision(conn, decision_id)
    day = _order_day(row, row.as_of.astimezone(zone).date())
    return DecisionRecord(
        decision=row.decision,
        as_of=row.as_of,
        decided_at=row.created_at,
        decided_by=row.decided_by,
        corrections=row.corrections,
        ticket_id=row.ticket_id,
        tree=TreeThen(tree.version, tree.text, tree.parameters),
        sections=[section for address in row.decision.cites for section in _sections(address, policies, day)],
        approvals=asked,
    )


def _order_day(row: DecisionRow, today: date) -> date:
    """The day whose policies count: the order's, where it is known."""
    age = row.decision.facts["days_since_order"].value
    return today - timedelta(days=age) if isinstance(age, int) else today


def _sections(address: str, policies: Iterable[Version[Policy]], day: date) -> list[SectionThen]:
    """The section in each language, of the version valid on `day` (the first one where none was yet)."""
    policy_id, _, slug = address.partition("#")
    by_language: dict[str, Version[Policy]] = {}
    for version in policies:  # oldest valid_from first
        policy = version.record
        if policy.id == policy_id and (policy.valid_from <= day or policy.language not in by_language):
            by_language[policy.language] = version
    return [
        SectionThen(address, language, version.number, version.record.valid_from, section.title, section.text)
        for language, version in sorted(by_language.items())
        for section in version.record.sections
        if section.slug == slug
    ]
