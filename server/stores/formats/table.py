"""CSV files of a pack: cells by column, each row with the line that it begins in."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from msgspec import Struct

from server.domain.ticket import is_plausible
from server.stores.formats.findings import SENTENCES, Findings, Names
from server.stores.formats.leaves import as_number, is_storable
from server.stores.formats.typed import unknown_key

Cells = dict[str, str]
T = TypeVar("T")

_WHOLE = re.compile("[0-9]{1,9}")
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?) ?(Z|UTC|[+-]\d\d:?\d\d)")


class Columns(Struct, frozen=True):
    """The columns that are read, in lower case; others are an error unless `others_are_ignored`."""

    needed: Sequence[str]
    optional: Sequence[str]
    others_are_ignored: bool = False


def read_table(text: str | None, file: str, columns: Columns, names: Names, findings: Findings) -> Iterator["Row"]:
    """Each row, its cells without blanks around them; a column that the file lacks is empty.

    Rows of a wrong width are findings and left out, a header that does not fit leaves out all, and so does a
    file without readable text; what the rows name, `names`, is incomplete then.
    """
    names.incomplete = text is None
    rows = csv.reader(io.StringIO(text or "", newline=""), strict=True)
    end = 0
    positions: dict[str, int] | None = None
    width = 0
    try:
        for row in rows:
            line, end = end + 1, rows.line_num
            if not row:
                continue
            if positions is None:
                positions, width = _positions(row, file, line, columns, findings), len(row)
                if positions is None:
                    names.incomplete = True
                    return
            elif len(row) != width:
                findings.add("bad_value", file, line, SENTENCES("table.width", cells=len(row), width=width))
                names.incomplete = True
            else:
                cells = {name: row[i].strip() if i >= 0 else "" for name, i in positions.items()}
                yield Row(file, line, cells, findings)
    except csv.Error as error:
        findings.add("unreadable", file, end + 1, SENTENCES("table.no_csv", problem=error, line=end + 1))
        names.incomplete = True


def _positions(header: list[str], file: str, line: int, columns: Columns, findings: Findings) -> dict[str, int] | None:
    """Each column's place in a row, -1 for one that is not there; None when the table cannot be read by it."""
    names = [name.strip().lower() for name in header]
    known = [*columns.needed, *columns.optional]
    if len(names) == 1 and ";" in names[0]:
        findings.add("bad_value", file, line, SENTENCES("table.semicolons"))
        return None
    for index, name in enumerate(names):
        if name not in known and not columns.others_are_ignored:
            findings.add("unknown_key", file, line, unknown_key(name, known))
        if name in known and name in names[:index]:
            findings.add("duplicate", file, line, SENTENCES("table.twice", column=name))
    missing = [name for name in columns.needed if name not in names]
    for name in missing:
        findings.add("bad_value", file, line, SENTENCES("table.no_column", column=name))
    return None if missing else {name: names.index(name) if name in names else -1 for name in known}


class Row:
    """The cells of one row, read by column; an empty cell is None, a wrong one None and a finding.

    Findings name the column and never repeat the cell, because they are logged.
    """

    def __init__(self, file: str, line: int, cells: Cells, findings: Findings) -> None:
        self.line = line
        self._file = file
        self._cells = cells
        self._findings = findings

    def require(self, *columns: str) -> None:
        """A finding for each of these cells that is empty."""
        for column in columns:
            if not self._cells[column]:
                self._findings.add("bad_value", self._file, self.line, SENTENCES("table.empty", column=column))

    def text(self, column: str) -> str | None:
        return self._read(column, _storable, "plain_text")

    def texts(self, column: str, separators: str = ";") -> list[str]:
        """The parts of a cell that holds several."""
        parts = re.split(f"[{separators}]", self.text(column) or "")
        return list(dict.fromkeys(part.strip() for part in parts if part.strip()))

    def money(self, column: str) -> Decimal | None:
        """An amount of 0 or more."""
        return self._read(column, as_number, "amount")

    def whole_number(self, column: str) -> int | None:
        return self._read(column, _whole_number, "quantity")

    def currency(self, column: str) -> str | None:
        return self._read(column, lambda cell: _code(cell, 3), "currency")

    def country(self, column: str) -> str | None:
        return self._read(column, lambda cell: _code(cell, 2), "country")

    def instant(self, column: str) -> datetime | None:
        """A time with offset, as Shopify writes it or by ISO 8601."""
        return self._read(column, _instant, "shopify_instant")

    def _read(self, column: str, parse: Callable[[str], T | None], wanted: str) -> T | None:
        cell = self._cells[column]
        value = parse(cell) if cell else None
        if cell and value is None:
            said = SENTENCES("table.wrong", column=column, expected=SENTENCES(f"expected.{wanted}"))
            self._findings.add("bad_value", self._file, self.line, said)
        return value


def _storable(cell: str) -> str | None:
    return cell if is_storable(cell) else None


def _whole_number(cell: str) -> int | None:
    return int(cell) if _WHOLE.fullmatch(cell) else None


def _code(cell: str, letters: int) -> str | None:
    return cell.upper() if len(cell) == letters and cell.isascii() and cell.isalpha() else None


def _instant(cell: str) -> datetime | None:
    match = _INSTANT.fullmatch(cell)
    try:
        instant = datetime.fromisoformat(f"{match[1]}T{match[2]}{match[3].replace('UTC', 'Z')}") if match else None
    except ValueError:  # the 30th of February
        return None
    return instant if instant and is_plausible(instant) else None
