"""YAML by version 1.2, core schema, with lines."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.stores.formats.findings import Findings
from server.stores.formats.yaml12 import plain_scalar, read_yaml


def read(text: str) -> Any:
    findings = Findings()
    document = read_yaml(text, "x.yaml", findings)
    assert findings.sorted() == []
    assert document is not None
    return document.value


def mistakes(text: str) -> list[tuple[int, str]]:
    findings = Findings()
    read_yaml(text, "x.yaml", findings)
    return [(finding.line, finding.code) for finding in findings.sorted()]


@pytest.mark.parametrize(
    "word", ["NO", "no", "yes", "on", "off", "y", "12:30", "2026-01-31", "1_000", "0b1", "<<", "="]
)
def test_words_that_yaml_11_would_change_are_text(word: str) -> None:
    """Norway, opening hours and days stay what they say."""
    assert read(f"{word}: [{word}, {{a: {word}}}]") == {word: [word, {"a": word}]}


@pytest.mark.parametrize(
    ("word", "value"),
    [("true", True), ("false", False), ("null", None), ("~", None), ("", None), ("12", 12), ("-3", -3), ("017", 17),
     ("0o17", 15), ("0x1F", 31), ("12.50", Decimal("12.50")), (".5", Decimal("0.5")), ("1e3", Decimal("1e3"))],
)  # fmt: skip
def test_the_core_schema_resolves_plain_words(word: str, value: object) -> None:
    """Booleans, null and numbers are those of the core schema; a number with a point is an exact Decimal."""
    result = read(f"- {word}")[0]
    assert result == value
    assert type(result) is type(value)


@pytest.mark.parametrize("word", [".inf", ".nan", "1e999999", "9" * 400, "1" + "0" * 18])
def test_numbers_that_no_shop_needs_stay_text(word: str) -> None:
    """A number too large to compute with cannot become one."""
    assert read(f"a: {word}") == {"a": word}


def test_quoted_words_are_text() -> None:
    """Quotes keep a number, a boolean and null as they are written."""
    assert read("""[ "12", 'true', "null", "" ]""") == ["12", "true", "null", ""]


def test_questions_need_no_quotes() -> None:
    """A question in braces is plain YAML 1.2."""
    assert read("{de: Was ist passiert?, en: What went wrong?}") == {
        "de": "Was ist passiert?",
        "en": "What went wrong?",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3", [(3, "duplicate")]),
        ("x:\n  - {a: 1, 'a': 2}", [(2, "duplicate")]),
        ("a: 1\nb: &anchor 2", [(2, "unreadable")]),
        ("a: &x 1\nb: *x", [(1, "unreadable"), (2, "unreadable")]),
        ("a: 1\nb: !!str 2", [(2, "unreadable")]),
        ("a: !python/object:os.system 2", [(1, "unreadable")]),
        ("a: ! 2", [(1, "unreadable")]),
        ("a: 1\n---\nb: 2", [(2, "unreadable")]),
        ("a: 1\n[b]: 2", [(2, "unreadable")]),
        ("a: 1\n\tb: 2", [(2, "unreadable")]),
        ("a: 1\nb: [1, 2", [(2, "unreadable")]),
        ("a: 1\nb: c: d", [(2, "unreadable")]),
        ("ä: 1\nb: \x07", [(2, "unreadable")]),
    ],
)
def test_what_is_not_read_is_a_finding_at_its_line(text: str, expected: list[tuple[int, str]]) -> None:
    """Duplicate keys, anchors, aliases, tags, second documents and broken syntax name the line to mend."""
    assert mistakes(text) == expected


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000])
def test_deep_nesting_is_refused(text: str) -> None:
    """Brackets without end neither crash nor take long."""
    assert mistakes(text) == [(1, "unreadable")]


def test_laughs_do_not_multiply() -> None:
    """Aliases of aliases are refused before anything walks through them."""
    text = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    findings = Findings()
    assert read_yaml(text, "x.yaml", findings) is None
    assert findings.has_errors


def test_every_key_and_item_knows_its_line() -> None:
    """Lines count from the top of the file that the text is cut from; what has no line has that of its parent."""
    document = read_yaml("# shop\na:\n  b:\n    - x\n    - c: 1\n      d: 2\n", "x.md", Findings(), first_line=10)
    assert document is not None
    assert [document.line(path) for path in [("a",), ("a", "b"), ("a", "b", 0), ("a", "b", 1), ("a", "b", 1, "d")]] == [
        11, 12, 13, 14, 15,
    ]  # fmt: skip
    assert document.line(("a", "nowhere", 3)) == 11


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.text(alphabet=st.sampled_from("ab1 :-#[]{},&*!|>'\"?%@`\n\t\\"), max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text crashes the reader, and every finding lies inside the text."""
    findings = Findings()
    document = read_yaml(text, "x.yaml", findings)
    assert document is not None or findings.has_errors
    assert all(1 <= finding.line <= text.count("\n") + 1 for finding in findings.sorted())


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.text(alphabet="0123456789.eE+-xo", min_size=1, max_size=12))
def test_a_plain_number_is_exact_or_text(word: str) -> None:
    """What becomes a number has the value that Python's own exact reading gives it."""
    value = plain_scalar(word)
    if isinstance(value, Decimal):
        assert value == Decimal(word)
    elif isinstance(value, int):
        assert value == (int(word, 0) if word[:2] in ("0x", "0o") else int(word))
    else:
        assert value == word
