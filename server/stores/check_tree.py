"""What is wrong with how a tree decides, as findings at the lines to mend."""

from collections.abc import Mapping

from msgspec import json

from server.domain.store import Store
from server.domain.tree import Node, Tree
from server.refunds.law.floor import in_language
from server.refunds.proof.prove import Flaw, prove
from server.refunds.proof.shape import ways_back
from server.refunds.walk import as_written
from server.stores.formats.findings import Findings


def check_cycles(nodes: Mapping[str, Node], file: str, findings: Findings) -> None:
    """Findings of code cycle among `nodes`, which may be some of a tree's only."""
    for way in ways_back(nodes):
        findings.add("cycle", file, way.line, _leads_back(way.onwards))


def check_tree(tree: Tree, store: Store, file: str, findings: Findings) -> None:
    """Findings of everything that can be proved about a tree without errors, each with the facts that show it."""
    for flaw in prove(tree, store):
        findings.add(flaw.code, file, flaw.line, _message(tree, store, flaw), flaw.facts)


def _message(tree: Tree, store: Store, flaw: Flaw) -> str:
    match flaw.code:
        case "cycle":
            return f"{_leads_back(flaw.leads_to)}{_shown_by(flaw)}"
        case "unproven":
            return (
                "This tree combines so many limits that it could not be proved: nobody knows whether it is harsher "
                "than the law, or which branches are never taken. Use fewer different limits of the same facts, such "
                "as parameters that several nodes share."
            )
        case "unreachable_node":
            return f"Nobody comes to the node {flaw.node} from {tree.start}; write a go: {flaw.node}, or remove it."
        case "unused_outcome":
            return f"No case ends in {flaw.leads_to}; write an outcome: {flaw.leads_to}, or remove it."
        case "gap":
            fact = tree.nodes[flaw.node or tree.start].fact
            return f"No branch takes this value of {fact}; add `otherwise: true` as the last one.{_shown_by(flaw)}"
        case "shadowed_branch":
            return (
                f"Whoever comes here is taken by an earlier branch, or never passes {_test(tree, flaw)}; "
                f"move this branch up, change its test, or remove it.{_shown_by(flaw)}"
            )
        case "harsher_than_law":
            return _too_harsh(tree, store, flaw)


def _too_harsh(tree: Tree, store: Store, flaw: Flaw) -> str:
    row, action = flaw.row, tree.outcomes[flaw.leads_to or ""].action
    if row is None:
        raise ValueError("a flaw against the law names its row")
    where = "This branch ends" if flaw.branch is not None else "An unknown fact ends here (unknown:)"
    return (
        f"{where} in {flaw.leads_to} ({action}), which gives less than the law: {row.row}, {row.paragraph}: "
        f"{in_language(row.requires, store.default_language)} Lead these cases to an outcome that satisfies {row.row}."
        f"{_shown_by(flaw)}"
    )


def _leads_back(node: str | None) -> str:
    return f"This leads back to {node}, so a walk could go round for ever; lead it to an outcome."


def _test(tree: Tree, flaw: Flaw) -> str:
    node = tree.nodes[flaw.node or tree.start]
    return f"`{as_written(node.branches[flaw.branch or 0].test)}`"


def _shown_by(flaw: Flaw) -> str:
    """The facts that show it, as they stand in a file of facts, and whose orders do."""
    if not flaw.facts:
        return ""
    of_orders = f", in orders such as those of {flaw.order_day}" if flaw.order_day else ""
    return f" Shown by {json.encode(flaw.facts).decode()}{of_orders}."
