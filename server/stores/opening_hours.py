"""Working hours of store.yaml: `{mon-fri: "09:00-17:00", sat: ["10:00-12:00"]}`."""

import re
from datetime import time

from server.domain.store import Span
from server.stores.formats.findings import SENTENCES, Findings
from server.stores.formats.yaml12 import Document

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)\s*-\s*([01]?\d|2[0-4]):([0-5]\d)")


def read_hours(document: Document, written: dict[str, str | list[str]], findings: Findings) -> dict[int, list[Span]]:
    """Weekday (0 = Monday) to opening spans; what cannot be read is a finding."""
    hours: dict[int, list[Span]] = {}
    for days, spans in written.items():
        line = document.line(("hours", days))
        weekdays = _weekdays(days)
        if not weekdays:
            findings.add("bad_value", document.file, line, SENTENCES("store.no_day", days=days))
        for weekday in weekdays:
            if weekday in hours:
                findings.add("duplicate", document.file, line, SENTENCES("store.day_twice", day=_DAYS[weekday]))
            hours[weekday] = _spans(document.file, line, [spans] if isinstance(spans, str) else spans, findings)
    return hours


def _weekdays(days: str) -> list[int]:
    first, _, last = days.partition("-")
    last = last or first
    if first not in _DAYS or last not in _DAYS:
        return []
    start, end = _DAYS.index(first), _DAYS.index(last)
    return list(range(start, end + 1)) if start <= end else [*range(start, 7), *range(end + 1)]


def _spans(file: str, line: int, written: list[str], findings: Findings) -> list[Span]:
    spans = []
    for text in written:
        match = _SPAN.fullmatch(text.strip())
        start, end = (_time(match[1], match[2]), _time(match[3], match[4])) if match else (None, None)
        if start is None or end is None:
            findings.add("bad_value", file, line, SENTENCES("store.no_hours", text=text))
        else:
            spans.append((start, end))
    return sorted(spans)


def _time(hour: str, minute: str) -> time | None:
    """A wall-clock time; 24:00 is the midnight that ends a day."""
    if hour == "24":
        return time() if minute == "00" else None
    return time(int(hour), int(minute))
