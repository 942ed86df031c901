"""What findings and errors say is data: each sentence in German and English, said somewhere, with the same slots."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from server.domain.facts import FactKind
from server.refunds.proof.prove import FlawCode
from server.said import Said, read_sentences

READ = re.compile(r'= read_sentences\("([\w.]+)"\)')
NAMES = sorted(name for file in Path("server").rglob("*.py") for name in READ.findall(file.read_text("utf-8")))
SENTENCES = {Path(*name.split(".")): read_sentences(name).by_key for name in NAMES}
EACH = [(package, key) for package, said in SENTENCES.items() for key in said]
ADDED_IN_GERMAN = {"line", "column"}
"""Slots that English may leave out, because the command line begins with the place."""
SAME_IN_BOTH = {"plain", "kind.SKU", "kind.macro", "kind.ticket", "proof.not_shown", "policy.said"}


def nodes(package: Path) -> Iterator[ast.AST]:
    """Of its files, without those of packages inside that have sentences of their own."""
    inside = [other for other in SENTENCES if package in other.parents]
    for file in package.rglob("*.py"):
        if not any(other in file.parents for other in inside):
            yield from ast.walk(ast.parse(file.read_text("utf-8")))


def calls(package: Path) -> Iterator[ast.Call]:
    """Each sentence that is said by its key."""
    for node in nodes(package):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.endswith("SENTENCES"):
            yield node


def slots(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize(("package", "key"), EACH, ids=str)
def test_a_sentence_stands_in_both_languages_and_is_said(package: Path, key: str) -> None:
    """Under its key, or under one that begins like it; both have the same values to tell."""
    said = SENTENCES[package][key]
    assert (said.de != said.en) or key in SAME_IN_BOTH, key
    assert slots(said.de) - ADDED_IN_GERMAN == slots(said.en) - ADDED_IN_GERMAN
    texts = {node.value for node in nodes(package) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    prefix, dot, _ = key.partition(".")
    assert key in texts or (dot and f"{prefix}." in texts), f"nothing says {key}"


@pytest.mark.parametrize("package", SENTENCES, ids=str)
def test_what_is_said_by_its_key_is_given_every_value(package: Path) -> None:
    """No finding fails for a sentence that is missing, or that asks for more."""
    told = 0
    for call in calls(package):
        if isinstance(call.args[0], ast.Constant):
            said: Said = SENTENCES[package][call.args[0].value]
            given = {keyword.arg for keyword in call.keywords}
            assert slots(said.de) | slots(said.en) <= given, f"{call.args[0].value} lacks a value"
            told += 1
    assert told


@pytest.mark.parametrize("code", get_args(FlawCode))
def test_whatever_can_be_proved_about_a_tree_has_its_sentence(code: str) -> None:
    """In both languages, under its code."""
    assert f"proof.{code}" in SENTENCES[Path("server/stores")]


@pytest.mark.parametrize("kind", get_args(FactKind))
def test_whatever_a_fact_may_be_is_told(kind: str) -> None:
    """What to write instead of a wrong value."""
    assert f"expected.{kind}" in SENTENCES[Path("server/domain")]


def test_what_a_pack_expects_and_counts_is_told() -> None:
    """Each description of a type, each column's kind and each kind of name has its sentence."""
    found = [n for n in nodes(Path("server/stores")) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
    described = [k.value for n in found if ast.unparse(n.func) == "Meta" for k in n.keywords if k.arg == "description"]
    named = [n.args[0] for n in found if ast.unparse(n.func) == "Names" and n.args]
    wanted = {f"expected.{one.value}" for one in described if isinstance(one, ast.Constant)}
    wanted |= {f"kind.{one.value}" for one in named if isinstance(one, ast.Constant)}
    assert len(wanted) > 15 and wanted <= SENTENCES[Path("server/stores")].keys()


def test_every_finding_of_a_store_pack_says_a_sentence_that_is_data() -> None:
    """Nobody words one where it is found; the lint of policies keeps its sentences beside its words."""
    worded = [node for file in Path("server/stores").glob("*.py") for node in ast.walk(ast.parse(file.read_text()))]
    literal = [n for n in worded if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == "Said"]
    assert [n for n in literal if any(isinstance(a, ast.Constant | ast.JoinedStr) for a in n.args)] == []
