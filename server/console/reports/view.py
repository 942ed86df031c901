"""What a report is made of, whether it becomes a page or a CSV file."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Literal
from urllib.parse import urlencode

from msgspec import Struct

from server.console.wording import Speech
from server.domain.money import Money
from server.domain.statistics import Rate
from server.reports.period import Period

Kind = Literal["text", "week", "count", "number", "percent", "rate", "duration", "money", "moment"]


class Sum(Struct, frozen=True):
    """Money together, and of how many decisions the sum is not known."""

    money: Money
    unknown: int


class Share(Struct, frozen=True):
    """A share that is no rate of a count, such as a median of shares; 0 to 1."""

    value: float


class Met(Struct, frozen=True):
    """Whether a due time was met; None where that cannot be told, or not yet."""

    met: bool | None


Cell = str | int | float | Rate | Share | Sum | Money | Met | timedelta | date | datetime | None


class Column(Struct, frozen=True):
    """`key` names the heading's sentence: reports.column.KEY; `title` stands in its place where a shop's word does."""

    key: str
    kind: Kind
    title: str | None = None


class Line(Struct, frozen=True):
    """One row; the first cell is its heading, with a link to what is behind it."""

    cells: Sequence[Cell]
    link: str | None = None


class Table(Struct, frozen=True):
    columns: Sequence[Column]
    lines: Sequence[Line]


class Plot(Struct, frozen=True):
    """`series`: name and one value for each label, None where there is none."""

    form: Literal["bars", "stacked", "rows", "lines"]
    unit: Literal["count", "percent", "hours", "money"]
    labels: Sequence[str]
    series: Sequence[tuple[str, Sequence[float | None]]]


class Section(Struct, frozen=True):
    """`name` is its address; the sentences reports.NAME.question and reports.NAME.definition belong to it.

    `answer`: a sentence made of the figures.
    """

    name: str
    answer: str
    table: Table
    plot: Plot | None = None


class Finding(Struct, frozen=True):
    """Something that calls for a look, as a sentence, and where to look."""

    text: str
    link: str | None


class Report(Struct, frozen=True):
    """`count`: how many rows it rests on; with none there is nothing to show."""

    count: int
    sections: Sequence[Section]
    findings: Sequence[Finding] = ()


class View(Struct, frozen=True):
    """How a report is looked at: over which weeks, in which language, at which moment, through which filters.

    `span`: the part of the address's query that names the weeks.
    """

    period: Period
    span: Mapping[str, str]
    t: Speech
    now: datetime
    filters: Mapping[str, str]

    def address(self, report: str, **filters: str) -> str:
        """A report over the same weeks."""
        query = urlencode({**self.span, **{name: value for name, value in filters.items() if value}})
        return f"/console/reports/{report}?{query}"

    def of_week(self, report: str, week: date, **filters: str) -> str:
        """A report over one week."""
        return f"/console/reports/{report}?{urlencode({'from': week.isoformat(), 'to': week.isoformat(), **filters})}"
