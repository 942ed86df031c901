"""CSV with columns and lines."""

import pytest

from server.stores.formats.findings import Findings, Names
from server.stores.formats.table import Columns, read_table

COLUMNS = Columns(needed=("sku",), optional=("title", "price"))


def read(
    text: str, columns: Columns = COLUMNS
) -> tuple[list[tuple[int, str | None, str | None]], list[tuple[int, str]]]:
    findings = Findings()
    rows = [
        (row.line, row.text("sku"), row.text("title"))
        for row in read_table(text, "x.csv", columns, Names("SKU"), findings)
    ]
    return rows, [(finding.line, finding.code) for finding in findings.sorted()]


def test_a_row_stands_where_it_begins() -> None:
    """Cells with line breaks and empty lines do not shift the lines of what follows."""
    rows, found = read('SKU , Title\nA,"one\ntwo"\n\nB,"say ""hi"", all"\n')
    assert rows == [(2, "A", "one\ntwo"), (5, "B", 'say "hi", all')]
    assert found == []


def test_a_column_that_is_not_there_is_empty() -> None:
    """Columns may be left out, and no text at all is no rows."""
    assert read("sku\nA\n") == ([(2, "A", None)], [])
    assert read("") == ([], [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title\nA\n", [(1, "bad_value")]),
        ("sku;title\nA;b\n", [(1, "bad_value")]),
        ("sku,colour\nA,red\n", [(1, "unknown_key")]),
        ("sku,title,SKU\nA,b,C\n", [(1, "duplicate")]),
        ("sku,title\nA,b\nB\nC,d,e\n", [(3, "bad_value"), (4, "bad_value")]),
        ('sku,title\nA,b\nB,"c" d\n', [(3, "unreadable")]),
        ('sku,title\nA,b\nB,"no end\nC,d\n', [(3, "unreadable")]),
    ],
)
def test_what_is_no_table_is_a_finding_at_its_line(text: str, expected: list[tuple[int, str]]) -> None:
    """Headers and rows that do not fit name the line to mend."""
    assert read(text)[1] == expected


def test_other_columns_can_be_ignored() -> None:
    """An export has columns that nobody here reads."""
    ignoring = Columns(needed=("sku",), optional=("title",), others_are_ignored=True)
    assert read("sku,colour,colour\nA,red,blue\n", ignoring) == ([(2, "A", None)], [])
