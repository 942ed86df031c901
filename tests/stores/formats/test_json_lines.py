"""JSON, one object a line."""

from decimal import Decimal

import pytest

from server.stores.formats.findings import Findings
from server.stores.formats.json_lines import read_json_lines


def test_each_line_is_a_document_with_its_line() -> None:
    """Empty lines are passed over, numbers stay exact."""
    documents = list(read_json_lines(b'{"a": 1.10}\n\n  \r\n{"a": "\xc3\xa4"}', "x.jsonl", Findings()))
    assert [(document.line(("a",)), document.value) for document in documents] == [
        (1, {"a": Decimal("1.10")}),
        (4, {"a": "ä"}),
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b'{"a": 1', "unreadable"),
        (b'{"a": NaN}', "unreadable"),
        (b"{'a': 1}", "unreadable"),
        (b'{"a": "\xff"}', "unreadable"),
        (b"[" * 100_000, "unreadable"),
        (b'{"a": ' + b"9" * 5000 + b"}", "unreadable"),
        (b'"' + b"a" * 1_000_000 + b'"', "unreadable"),
        (b'{"a": {"b": 1, "b": 2}}', "duplicate"),
    ],
)
def test_a_broken_line_does_not_hide_the_others(line: bytes, code: str) -> None:
    """The line is a finding, those around it are read."""
    findings = Findings()
    documents = list(read_json_lines(b"1\n" + line + b"\n3\n", "x.jsonl", findings))
    assert [document.value for document in documents] == [1, 3]
    assert [(finding.line, finding.code) for finding in findings.sorted()] == [(2, code)]
