"""The shape of a tree, whatever the facts are: where its ways lead, and which of them lead back."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from server.domain.tree import End, Goto, Node, Tree


class Way(Struct, frozen=True):
    """One way out of a node: `branch` counts from 0, None for where an unknown fact leads.

    It leads on to the node `onwards`, or ends in `outcome`; `line` is where the file says so.
    """

    node: str
    branch: int | None
    onwards: str | None
    outcome: str | None
    line: int


def ways_of(node: Node) -> Iterator[Way]:
    """All ways out of a node, in the file's order."""
    for number, branch in enumerate(node.branches):
        yield _way(node, number, branch.to, branch.line)
    if node.unknown is not None:
        yield _way(node, None, node.unknown, node.line)


def ways_back(nodes: Mapping[str, Node]) -> list[Way]:
    """Each way that leads back onto its own path, in the file's order; `nodes` may be some of a tree's only."""
    found: list[Way] = []
    done: set[str] = set()
    for start in nodes:
        path = {} if start in done else {start: _onwards(nodes, start)}
        while path:
            current = next(reversed(path))
            way, target = next(path[current], (None, ""))
            if way is None:
                done.add(current)
                del path[current]
            elif target in path:
                found.append(way)
            elif target not in done:
                path[target] = _onwards(nodes, target)
    return found


def reached(tree: Tree) -> set[str]:
    """The nodes that some way from the start leads to."""
    found, waiting = {tree.start}, [tree.start]
    while waiting:
        for _, target in _onwards(tree.nodes, waiting.pop()):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return found


def in_order(tree: Tree, back: set[tuple[str, int | None]]) -> list[str]:
    """The nodes from the start on, each after all that lead to it; ways `back` (node, branch) are not counted."""
    coming = dict.fromkeys(tree.nodes, 0)
    onwards = {
        name: [target for way, target in _onwards(tree.nodes, name) if (name, way.branch) not in back]
        for name in tree.nodes
    }
    for targets in onwards.values():
        for target in targets:
            coming[target] += 1
    ready = [name for name, count in coming.items() if count == 0]
    for name in ready:
        for target in onwards[name]:
            coming[target] -= 1
            if coming[target] == 0:
                ready.append(target)
    return ready


def _way(node: Node, branch: int | None, to: Goto | End, line: int) -> Way:
    if isinstance(to, Goto):
        return Way(node.id, branch, to.node, None, line)
    return Way(node.id, branch, None, to.outcome, line)


def _onwards(nodes: Mapping[str, Node], name: str) -> Iterator[tuple[Way, str]]:
    """The ways that lead on to a node, each with that node."""
    for way in ways_of(nodes[name]):
        if way.onwards is not None and way.onwards in nodes:
            yield way, way.onwards
