"""What is wrong with how a tree decides, as findings at the lines to mend."""

from collections.abc import Mapping

from msgspec import json

from server.domain.store import Store
from server.domain.tree import Node, Tree
from server.refunds.proof.prove import Flaw, prove
from server.refunds.proof.shape import ways_back
from server.refunds.walk import as_written
from server.said import Said
from server.stores.formats.findings import SENTENCES, Findings

_NOT_SHOWN = SENTENCES("proof.not_shown")


def check_cycles(nodes: Mapping[str, Node], file: str, findings: Findings) -> None:
    """Findings of code cycle among `nodes`, which may be some of a tree's only."""
    for way in ways_back(nodes):
        findings.add("cycle", file, way.line, SENTENCES("proof.cycle", node=way.onwards, shown=_NOT_SHOWN))


def check_tree(tree: Tree, store: Store, file: str, findings: Findings) -> None:
    """Findings of everything that can be proved about a tree without errors, each with the facts that show it."""
    for flaw in prove(tree, store):
        findings.add(flaw.code, file, flaw.line, _said(tree, flaw), flaw.facts)


def _said(tree: Tree, flaw: Flaw) -> Said:
    node = tree.nodes[flaw.node or tree.start]
    key = f"proof.{flaw.code}"
    match flaw.code:
        case "cycle":
            return SENTENCES(key, node=flaw.leads_to, shown=_shown_by(flaw))
        case "unproven":
            return SENTENCES(key)
        case "unreachable_node":
            return SENTENCES(key, node=flaw.node, start=tree.start)
        case "unused_outcome":
            return SENTENCES(key, outcome=flaw.leads_to)
        case "gap":
            return SENTENCES(key, fact=node.fact, shown=_shown_by(flaw))
        case "shadowed_branch":
            test = f"`{as_written(node.branches[flaw.branch or 0].test)}`"
            return SENTENCES(key, test=test, shown=_shown_by(flaw))
        case "harsher_than_law":
            return _too_harsh(tree, flaw)


def _too_harsh(tree: Tree, flaw: Flaw) -> Said:
    row = flaw.row
    if row is None:
        raise ValueError("a flaw against the law names its row")
    return SENTENCES(
        "proof.harsher_than_law",
        where=SENTENCES("proof.branch_ends" if flaw.branch is not None else "proof.unknown_ends"),
        outcome=flaw.leads_to,
        action=tree.outcomes[flaw.leads_to or ""].action,
        row=row.row,
        paragraph=row.paragraph,
        requires=Said(row.requires["de"], row.requires["en"]),
        shown=_shown_by(flaw),
    )


def _shown_by(flaw: Flaw) -> Said:
    """The facts that show it, as they stand in a file of facts, and whose orders do."""
    if not flaw.facts:
        return _NOT_SHOWN
    facts = json.encode(flaw.facts).decode()
    if flaw.order_day:
        return SENTENCES("proof.shown_by_orders", facts=facts, day=flaw.order_day)
    return SENTENCES("proof.shown", facts=facts)
