"""Which weeks a report looks at, as the address of the page names them."""

from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

from server.errors import InvalidRequest
from server.reports.period import Period

CHOICES = (4, 12, 26)
"""How many weeks are offered."""

_USUAL = 12
_MOST_DAYS = 3 * 366


def read_span(query: Mapping[str, str], today: date, zone: ZoneInfo) -> tuple[Period, dict[str, str]]:
    """The period and the part of the query that names it: `weeks`, or `from` and `to`, else the last twelve weeks.

    InvalidRequest for what is no day or no number of weeks, and for more than three years.
    """
    if query.get("from") or query.get("to"):
        start = _day(query.get("from"), today)
        end = _day(query.get("to"), today)
        if abs((end - start).days) > _MOST_DAYS:
            raise InvalidRequest("A report looks at three years at the most; choose a later first day.")
        return Period.of_days(start, end, zone), {"from": start.isoformat(), "to": end.isoformat()}
    weeks = query.get("weeks") or str(_USUAL)
    if weeks not in map(str, CHOICES):
        raise InvalidRequest("`weeks` is 4, 12 or 26; for other weeks give `from` and `to`.")
    return Period.of_weeks(int(weeks), today, zone), {"weeks": weeks}


def _day(text: str | None, today: date) -> date:
    try:
        day = date.fromisoformat(text) if text else today
    except ValueError:
        raise InvalidRequest(f"{text!r} is no day; write one such as 2026-11-16.") from None
    if not 1971 <= day.year <= 2199:
        raise InvalidRequest("A report looks at days between 1971 and 2199; choose one of these.")
    return day
