"""What would change on past tickets under another tree, other settings, other policies or other prompts."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from msgspec import Struct

from server.cases.drawn_tree import rules_of
from server.cases.past_questions import past_case, past_cases, read_past_tickets
from server.cases.read_under_prompts import OtherPrompts, read_under_prompts
from server.db.pool import Database
from server.domain.calendar import Calendar
from server.domain.pack import Finding
from server.errors import InvalidRequest
from server.refunds.replay.compare import Comparison, Rules, compare
from server.stores.other_rules import OtherPromises, read_other_promises, read_other_tree, sections_of
from server.stores.shop import Shop, open_shop

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


class SectionChange(Struct, frozen=True):
    """A section that decisions rest on and that reads differently, or is gone; `cases` would cite it."""

    section: str
    change: Literal["changed", "gone"]
    cases: int


class Replay(Struct, frozen=True):
    """The comparison, what it means for the policies, and what lint warns of in the other tree.

    `unanswered`: of the model's readings under two prompts, how many came to nothing.
    """

    store: str
    comparison: Comparison
    sections: list[SectionChange]
    warnings: list[Finding]
    unanswered: int = 0


async def replay(
    database: Database,
    store_id: str,
    tree: Path | None,
    policies: Path | None,
    last: int | None,
    on_step: Progress,
    prompts: OtherPrompts | None = None,
) -> Replay:
    """Decide the `last` newest past tickets (all where None) under the rules in force and under the others; with
    `prompts`, their words are read by a model under both.

    InvalidRequest where nothing else is given or there is no ticket, PackRefused for rules with errors.
    """
    if tree is None and policies is None and prompts is None:
        raise InvalidRequest("Say what to replay: --tree FILE, --policies DIR or --prompts LABEL, or several.")
    async with database.store(store_id) as conn:
        shop = await open_shop(conn)
    promises = read_other_promises(policies) if policies else None
    before = rules_of(shop)
    after, warnings = _other_rules(before, tree, promises)
    await read_past_tickets(database, store_id, last, lambda done, all_: on_step("tickets read", done, all_))
    asked = await past_cases(database, store_id, last)
    if not asked:
        raise InvalidRequest("This shop has no past tickets; load or import some first.")
    cases, unanswered = [past_case(one) for one in asked], 0
    if prompts:
        cases, unanswered = await read_under_prompts(
            database, store_id, asked, prompts, lambda done, all_: on_step("tickets read by the model", done, all_)
        )
    comparison = compare(cases, before, after, lambda done: on_step("cases decided twice", done, len(cases)))
    return Replay(store_id, comparison, _changed_sections(shop, comparison, promises), warnings, unanswered)


def _other_rules(before: Rules, file: Path | None, promises: OtherPromises | None) -> tuple[Rules, list[Finding]]:
    store = promises.store if promises and promises.store else before.store
    tree, warnings = (before.tree, []) if file is None else read_other_tree(file, store)
    return Rules(tree, store, before.suppliers, Calendar.of(store)), warnings


def _changed_sections(shop: Shop, comparison: Comparison, promises: OtherPromises | None) -> list[SectionChange]:
    if promises is None:
        return []
    now, then = sections_of(version.record for version in shop.policies), sections_of(promises.policies)
    changes = []
    for section, cases in sorted(comparison.after.cites.items()):
        if section not in then:
            changes.append(SectionChange(section, "gone", cases))
        elif now.get(section) != then[section]:
            changes.append(SectionChange(section, "changed", cases))
    return changes
