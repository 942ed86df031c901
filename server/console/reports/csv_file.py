"""A table as a CSV file (RFC 4180) that a double click opens rightly.

UTF-8 with a byte order mark, CRLF; German with `;` between cells and a decimal comma, English with `,` and a point,
because that is what a table program of that language expects. Text that would start a formula gets an apostrophe.
"""

import csv
from io import StringIO

from server.console.reports.cells import csv_headings, csv_values
from server.console.reports.view import Table
from server.console.wording import Speech

_SEPARATOR = {"de": ";", "en": ","}


def csv_file(table: Table, t: Speech) -> bytes:
    """The whole table, in the reader's language."""
    written = StringIO()
    writer = csv.writer(written, delimiter=_SEPARATOR[t.language], lineterminator="\r\n")
    writer.writerow([heading for column in table.columns for heading in csv_headings(column, t)])
    for line in table.lines:
        cells = zip(table.columns, line.cells, strict=True)
        writer.writerow([value for column, cell in cells for value in csv_values(column, cell, t)])
    return written.getvalue().encode("utf-8-sig")
