"""The moment a case is looked at: nothing dated after it exists."""

from datetime import UTC, date, datetime, time

from server.cases.sentences import SENTENCES
from server.domain.store import Store
from server.domain.ticket import is_plausible
from server.errors import BadValue

_NOON = time(12)


def read_as_of(raw: str | None, store: Store) -> datetime:
    """A date-time with offset, or a bare date: noon in the shop's timezone; now where there is none."""
    if raw is None:
        return datetime.now(UTC)
    try:
        if len(raw) == len("2026-11-16"):
            instant: datetime | None = datetime.combine(date.fromisoformat(raw), _NOON, store.zone)
        else:
            instant = datetime.fromisoformat(raw)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None or not is_plausible(instant):
        raise BadValue(SENTENCES("as_of"))
    return instant
