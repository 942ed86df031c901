"""Findings about a tree as a page shows them: beside the line that they are about, with the facts in words."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from server.console.faults import line_of
from server.console.wording import Speech
from server.domain.money import Money
from server.domain.pack import Finding
from server.domain.tree import Tree
from server.stores.lint import fails

TREE_FILE = "refund_tree.yaml"


class FindingRow(Struct, frozen=True):
    """A finding with the text of its line, empty where that is not at hand; `facts`: names and values in words."""

    finding: Finding
    line_text: str
    facts: list[tuple[str, str]]

    @property
    def is_serious(self) -> bool:
        """Whether it keeps the tree from being published, or gives customers less than the law, or may do so."""
        return fails([self.finding])


def finding_rows(findings: Iterable[Finding], texts: Mapping[str, str], t: Speech) -> list[FindingRow]:
    """Rows in the order of the findings; `texts`: the files by path."""
    return [
        FindingRow(finding, line_of(texts.get(finding.file, ""), finding.line), _facts(finding, t))
        for finding in findings
    ]


def marked_nodes(tree: Tree, findings: Iterable[Finding]) -> set[str]:
    """The nodes of the tree that a finding is about."""
    lines = {finding.line for finding in findings if finding.file == TREE_FILE}
    return {node.id for node in tree.nodes.values() if lines & {node.line, *(branch.line for branch in node.branches)}}


def _facts(finding: Finding, t: Speech) -> list[tuple[str, str]]:
    return [(t(f"fact.{name}"), _value(name, value, t)) for name, value in finding.facts.items()]


def _value(name: str, value: object, t: Speech) -> str:
    if value in ("none", "unknown"):
        return t.value(name, None, "none" if value == "none" else "unknown")
    if isinstance(value, dict):
        return t.money(Money.of(value["amount"], value["currency"]))
    if isinstance(value, bool | int | str):
        return t.value(name, value, "known")
    return t.value(name, [str(tag) for tag in value], "known") if isinstance(value, list) else str(value)
