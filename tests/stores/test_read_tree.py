"""refund_tree.yaml."""

from decimal import Decimal
from typing import Any

import pytest

from server.domain.fact_tests import FactTest, Param
from server.domain.tree import Amount, End, Goto, SupplierAsk
from server.errors import PackRefused
from server.stores.read_tree import parse_tree

FILE = "refund_tree.yaml"


def test_a_tree_is_what_its_file_says(folder: Any) -> None:
    """Branches in order with their tests and lines, questions in every language, outcomes with their parts."""
    tree = folder.read().tree
    assert tree.start == "problem"
    problem, window = tree.nodes["problem"], tree.nodes["window"]
    assert problem.ask == {"de": "What went wrong?", "en": "What went wrong?"}
    assert window.ask["de"] == "Noch in der Frist?"
    assert [branch.line for branch in problem.branches] == [8, 9, 10]
    assert problem.branches[0].test == FactTest("in", ("damaged", "defective"))
    assert [branch.to for branch in problem.branches] == [End("replacement"), Goto("window"), End("handover")]
    assert window.branches[0].test == FactTest("at_most", (Param("return_window_days"),))
    assert window.unknown == End("handover")
    assert tree.outcomes["replacement"].supplier == SupplierAsk("replace", 48)
    assert tree.outcomes["return_refund"].amount == Amount(percent=Decimal(100), of="owed")
    assert tree.outcomes["handover"].asks == ["photo", "wish"]


def test_unknown_may_lead_to_a_node(folder: Any) -> None:
    """`unknown: {go: NODE}` asks on instead of ending."""
    folder.replace(FILE, "    fact: problem\n", "    fact: problem\n    unknown: {go: window}\n")
    assert folder.read().tree.nodes["problem"].unknown == Goto("window")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("version: 1", "version: 2", "bad_value"),
        ("start: problem", "start: window2", "missing_reference"),
        ("start: problem", "start: problem\nend: window", "unknown_key"),
        ("    fact: problem", "    fact: trouble", "bad_value"),
        ("    fact: problem", "    facts: problem", "unknown_key"),
        ("in: [damaged, defective]", "in: [damaged, broken]", "bad_value"),
        ("in: [damaged, defective]", "in: damaged", "bad_value"),
        ("in: [damaged, defective]", "is: damaged, not: lost", "bad_value"),
        ("in: [damaged, defective]", "has: damaged", "bad_value"),
        ("in: [damaged, defective]", "is: null", "bad_value"),
        ("in: [damaged, defective]", "equals: damaged, is: damaged", "unknown_key"),
        ("{is: unwanted, go: window}", "{is: unwanted}", "bad_value"),
        ("{is: unwanted, go: window}", "{is: unwanted, go: window, outcome: handover}", "bad_value"),
        ("{is: unwanted, go: window}", "{is: unwanted, go: windows}", "missing_reference"),
        ("{is: unwanted, go: window}", "{is: unwanted, outcome: refund}", "missing_reference"),
        ("    unknown: handover", "    unknown: nobody", "missing_reference"),
        ("    unknown: handover", "    unknown: {go: nobody}", "missing_reference"),
        ("    unknown: handover", "    unknown: {outcome: handover}", "unknown_key"),
        ("at_most: {param: return_window_days}", "at_most: {param: return_windows_days}", "missing_param"),
        ("at_most: {param: return_window_days}", "is: {param: promised_days, days: 3}", "bad_value"),
        ("at_most: {param: return_window_days}", "at_most: 14 days", "bad_value"),
        ("at_most: {param: return_window_days}", "at_most: 14.5", "bad_value"),
        ("at_most: {param: return_window_days}", "between: [14, 7]", "bad_value"),
        ("at_most: {param: return_window_days}", "between: 14", "bad_value"),
        ("{action: handover, asks: [photo, wish]}", "{action: give_up}", "bad_value"),
        ("{action: handover, asks: [photo, wish]}", "{action: handover, asks: [selfie]}", "bad_value"),
        ("{action: handover, asks: [photo, wish]}", "{action: handover, ask: [photo]}", "unknown_key"),
        ("{action: handover, asks: [photo, wish]}", "{action: wait, within_days: 0}", "bad_value"),
        ("{action: handover, asks: [photo, wish]}", "{action: store_credit}", "bad_value"),
        ("{percent: 100, of: owed}", "{percent: 100}", "bad_value"),
        ("{percent: 100, of: owed}", "{percent: 110, of: owed}", "bad_value"),
        ("{percent: 100, of: owed}", "{percent: 100, of: owed, fixed: 5, currency: EUR}", "bad_value"),
        ("{percent: 100, of: owed}", "{fixed: 5}", "bad_value"),
        ("{ask: replace, within_hours: 48}", "{ask: please}", "bad_value"),
        ("returns#damaged-goods", "returns", "bad_value"),
        ("returns#damaged-goods", "returns#broken", "missing_section"),
        ("returns#damaged-goods", "refunds#damaged-goods", "missing_section"),
    ],
)
def test_a_mistake_is_found_at_its_line(folder: Any, old: str, new: str, code: str) -> None:
    """Each wrong line of the tree is named."""
    line = folder.replace(FILE, old, new) + new.count("\n")
    assert (FILE, line, code) in folder.found()
    assert {file for file, _, _ in folder.found()} == {FILE}


def test_otherwise_comes_last(folder: Any) -> None:
    """Nothing behind it could ever be reached."""
    line = folder.replace(
        FILE,
        "      - {is: unwanted, go: window}\n",
        "      - {otherwise: true, outcome: handover}\n      - {is: unwanted, go: window}\n",
    )
    assert folder.found() == [(FILE, line, "bad_value")]


def test_a_cycle_is_named_where_it_closes(folder: Any) -> None:
    """A walk that could go round for ever is an error at the branch that leads back."""
    line = folder.replace(FILE, "{at_most: {param: return_window_days}, outcome:", "{at_most: 3, go: problem}\n#")
    assert (FILE, line, "cycle") in folder.found()


def test_a_cycle_shows_beside_other_mistakes(folder: Any) -> None:
    """One wrong outcome does not hide that the nodes go round."""
    folder.replace(FILE, "    unknown: handover", "    unknown: {go: problem}")
    line = folder.replace(FILE, "action: replace,", "action: replaces,")
    assert folder.found() == [(FILE, 11, "cycle"), (FILE, line, "bad_value")]


def test_a_node_that_nothing_leads_to_is_an_error(folder: Any) -> None:
    """It may be the one that somebody meant to name."""
    line = folder.replace(
        FILE,
        "outcomes:\n",
        "  lost: {ask: Lost?, fact: wish, branches: [{otherwise: true, outcome: handover}]}\noutcomes:\n",
    )
    assert folder.found() == [(FILE, line, "unreachable_node")]


def test_an_outcome_that_nothing_ends_in_is_a_warning(folder: Any) -> None:
    """The pack loads all the same."""
    line = folder.replace(FILE, "  handover:      {", "  spare: {action: handover}\n  handover:      {")
    for file in ("macros/rest.de.md", "macros/rest.en.md"):
        folder.replace(file, "handover,", "handover, spare,")
    assert folder.found() == [(FILE, line, "unused_outcome")]
    assert "spare" in folder.read().tree.outcomes


def test_a_parameter_must_fit_the_fact(folder: Any) -> None:
    """Days cannot be compared with a text, whichever day's value it is."""
    folder.replace("store.yaml", "value: 30}", "value: a month}")
    (finding,) = folder.findings()
    assert (finding.file, finding.code) == (FILE, "bad_value")
    assert "return_window_days" in finding.message


def test_long_trees_are_read_without_recursion(folder: Any) -> None:
    """A chain of nodes longer than Python's stack is fine, and its end can still lead back."""
    chain = "".join(
        f"  n{i}: {{ask: Next?, fact: wish, branches: [{{otherwise: true, go: n{i + 1}}}]}}\n" for i in range(2000)
    )
    folder.replace(FILE, "go: window}", "go: n0}")
    line = folder.replace(FILE, "  window:\n", chain + "  n2000:\n") + 2005
    assert folder.found() == []
    folder.replace(FILE, "{at_most: {param: return_window_days}, outcome: return_refund}", "{at_most: 3, go: n7}")
    assert (FILE, line, "cycle") in folder.found()


def test_a_tree_can_stand_alone(folder: Any) -> None:
    """The database's text gives the same tree as the folder, and a broken one is refused with its lines."""
    pack = folder.read()
    assert parse_tree(pack.texts[FILE], pack.store) == pack.tree
    with pytest.raises(PackRefused) as refused:
        parse_tree(pack.texts[FILE].replace("fact: problem", "fact: trouble"), pack.store)
    assert refused.value.details["findings"][0].startswith("refund_tree.yaml:6: bad_value: ")
