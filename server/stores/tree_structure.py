"""The shape of a tree: nodes nothing reaches, walks that never end, outcomes nothing uses.

What needs the facts (gap, shadowed_branch, harsher_than_law) is proved in `refunds`.
"""

from collections.abc import Iterator, Mapping

from server.domain.tree import End, Goto, Node, Tree
from server.stores.formats.findings import Findings


def check_structure(tree: Tree, file: str, findings: Findings) -> None:
    """Findings of code cycle, unreachable_node and unused_outcome in a tree without errors."""
    check_cycles(tree.nodes, file, findings)
    reached = _reached(tree)
    for name, node in tree.nodes.items():
        if name not in reached:
            message = f"No way leads from {tree.start} to the node {name}; write a go: {name}, or remove it."
            findings.add("unreachable_node", file, node.line, message)
    used = {to.outcome for node in tree.nodes.values() for to, _ in _ways(node) if isinstance(to, End)}
    for name, outcome in tree.outcomes.items():
        if name not in used:
            message = f"No branch ends in {name}; write an outcome: {name}, or remove it."
            findings.add("unused_outcome", file, outcome.line, message)


def check_cycles(nodes: Mapping[str, Node], file: str, findings: Findings) -> None:
    """Findings of code cycle among `nodes`, which may be some of a tree's only."""
    for line, name in _ways_back(nodes):
        message = f"This leads back to {name}, so a walk could go round for ever; lead it to an outcome."
        findings.add("cycle", file, line, message)


def _ways(node: Node) -> Iterator[tuple[Goto | End, int]]:
    """Where a walk may go from a node, with the line that says so."""
    for branch in node.branches:
        yield branch.to, branch.line
    if node.unknown is not None:
        yield node.unknown, node.line


def _next_nodes(nodes: Mapping[str, Node], name: str) -> list[tuple[str, int]]:
    return [(to.node, line) for to, line in _ways(nodes[name]) if isinstance(to, Goto) and to.node in nodes]


def _reached(tree: Tree) -> set[str]:
    reached, waiting = {tree.start}, [tree.start]
    while waiting:
        for node, _ in _next_nodes(tree.nodes, waiting.pop()):
            if node not in reached:
                reached.add(node)
                waiting.append(node)
    return reached


def _ways_back(nodes: Mapping[str, Node]) -> Iterator[tuple[int, str]]:
    """Line and target of each branch that leads back onto its own path, in the file's order; no recursion."""
    done: set[str] = set()
    for start in nodes:
        path = {} if start in done else {start: iter(_next_nodes(nodes, start))}
        while path:
            current = next(reversed(path))
            name, line = next(path[current], ("", 0))
            if not name:
                done.add(current)
                del path[current]
            elif name in path:
                yield line, name
            elif name not in done:
                path[name] = iter(_next_nodes(nodes, name))
