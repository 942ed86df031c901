"""Linting a pack."""

from pathlib import Path
from typing import Any

from msgspec import json

from server.domain.pack import Finding
from server.stores.lint import fails, lint_pack

TREE = "refund_tree.yaml"


def lint_rules(path: Path) -> list[Finding]:
    """Everything but what is said about policies, whose lint has tests of its own."""
    return [finding for finding in lint_pack(path)[1] if not finding.code.startswith("policy_")]


def test_a_good_pack_passes(folder: Any) -> None:
    """Nothing found, nothing fails."""
    assert lint_rules(folder.path) == []
    assert not fails([])


def test_a_policy_that_lacks_a_fact_is_a_warning(folder: Any) -> None:
    """It names the policy where the fact belongs, and does not fail."""
    findings = [f for f in lint_pack(folder.path)[1] if f.code == "policy_missing_fact" and "postage" in f.message]
    assert [(f.file, f.level) for f in findings] == [
        (f"policies/returns.{language}.md", "warning") for language in ("de", "en")
    ]
    assert not fails(findings)


def test_an_error_fails(folder: Any) -> None:
    """Every error ends with exit code 1."""
    folder.replace("store.yaml", "currency: EUR", "currency: Euro")
    assert fails(lint_rules(folder.path))


def test_a_warning_passes(folder: Any) -> None:
    """A parameter that nothing uses is said and does not fail."""
    folder.replace("store.yaml", "parameters:\n", "parameters:\n  spare: 1\n")
    findings = lint_rules(folder.path)
    assert [str(finding).split(": ")[:2] for finding in findings] == [["store.yaml:18", "unused_param"]]
    assert not fails(findings)


def test_a_branch_harsher_than_the_law_fails(folder: Any) -> None:
    """It is a warning, because the floor wins anyway, and lint still ends with exit code 1."""
    folder.replace("store.yaml", "parameters:\n", "parameters:\n  spare: 1\n")
    (warning,) = lint_rules(folder.path)
    assert fails([type(warning)(warning.file, warning.line, "harsher_than_law", "warning", "", {}, "")])


def test_a_harsher_branch_names_the_row_and_the_line(folder: Any) -> None:
    """Paragraph, row, the branch to mend, and the facts that show it."""
    folder.replace("store.yaml", "jurisdiction: none", "jurisdiction: DE")
    line = folder.replace(TREE, "{is: unwanted, go: window}", "{is: unwanted, outcome: no_thanks}")
    folder.replace(TREE, "  handover:      {", "  no_thanks: {action: refuse}\n  handover:      {")
    for file in ("macros/rest.de.md", "macros/rest.en.md"):
        folder.replace(file, "handover,", "handover, no_thanks,")
    findings = [f for f in lint_rules(folder.path) if f.code == "harsher_than_law" and "no_thanks" in f.message]
    assert [(f.line, f.level, f.facts) for f in findings] == [(line, "warning", {"problem": "unwanted"})]
    assert "W1, § 312g Abs. 1" in findings[0].message
    assert 'Shown by {"problem":"unwanted"}' in findings[0].message


def test_a_gap_refuses_the_pack(folder: Any) -> None:
    """A value that no branch takes is an error at its node, with the facts that lead there."""
    folder.replace(TREE, "      - {otherwise: true, outcome: handover}\noutcomes:", "outcomes:")
    (finding,) = lint_rules(folder.path)
    assert (finding.code, finding.level, finding.line) == ("gap", "error", 11)
    assert finding.facts == {"problem": "unwanted", "days_since_delivery": "none"}
    assert fails([finding])


def test_a_gap_that_only_older_orders_have_names_a_day(folder: Any) -> None:
    """Parameters are those of the order's day: 30 days in summer, 21 from September on."""
    folder.replace(TREE, "{at_most: {param: return_window_days}, outcome", "{at_most: 25, outcome")
    folder.replace(
        TREE,
        "      - {otherwise: true, outcome: handover}\noutcomes:",
        "      - {is: none, outcome: handover}\n"
        "      - {more_than: {param: return_window_days}, outcome: handover}\noutcomes:",
    )
    (finding,) = lint_rules(folder.path)
    assert (finding.code, finding.facts) == ("gap", {"problem": "unwanted", "days_since_delivery": 26})
    assert "2025-01-01" in finding.message


def test_a_shadowed_branch_is_a_warning(folder: Any) -> None:
    """Order decides, so what stands behind a wider test is never taken."""
    line = folder.replace(
        TREE,
        "      - {is: unwanted, go: window}",
        "      - {is: unwanted, go: window}\n      - {in: [unwanted, defective], outcome: handover}",
    )
    (finding,) = lint_rules(folder.path)
    assert (finding.code, finding.level, finding.line) == ("shadowed_branch", "warning", line + 1)
    assert "`in: [unwanted, defective]`" in finding.message


def test_a_cycle_shows_the_facts_that_go_round(folder: Any) -> None:
    """The pack is refused, and the message says for whom the walk never ends."""
    folder.replace(TREE, "{at_most: {param: return_window_days}, outcome: return_refund}", "{at_most: 3, go: problem}")
    cycle = next(finding for finding in lint_rules(folder.path) if finding.code == "cycle")
    assert (cycle.line, cycle.facts) == (16, {"problem": "unwanted", "days_since_delivery": 0})


def test_json_facts_can_be_decided(folder: Any) -> None:
    """What a finding gives as facts is plain JSON."""
    folder.replace(TREE, "      - {otherwise: true, outcome: handover}\noutcomes:", "outcomes:")
    folder.replace(TREE, "fact: days_since_delivery", "fact: order_value")
    folder.replace(TREE, "at_most: {param: return_window_days}", "at_most: 50")
    (finding,) = [f for f in lint_rules(folder.path) if f.code == "gap"]
    assert json.decode(json.encode(finding))["facts"] == {
        "problem": "unwanted",
        "order_value": {"amount": "50.01", "currency": "EUR"},
    }
