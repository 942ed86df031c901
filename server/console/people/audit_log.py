"""The audit log: who did what, when; filtered and in pages."""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode

from litestar import Response, get
from litestar.params import FromQuery
from msgspec import Struct

from server.console.render import page
from server.console.session import AnyRequest, OpenDatabase, Session
from server.console.wording import Speech, said
from server.db import audit, stores
from server.db.audit import Entry, Wanted
from server.domain.store import Store
from server.errors import BadValue

_ON_A_PAGE = 50


class Filters(Struct, frozen=True):
    """As typed; empty is open. `day` as YYYY-MM-DD, a day of the shop's timezone."""

    event: str
    actor: str
    day: str

    def older(self, than: Entry) -> str:
        """The address of the page that begins before an entry."""
        query = {"event": self.event, "actor": self.actor, "day": self.day, "before": str(than.id)}
        return f"/console/people/audit?{urlencode({name: value for name, value in query.items() if value})}"


@get("/people/audit")
async def show_audit_log(
    request: AnyRequest,
    session: Session,
    database: OpenDatabase,
    event: FromQuery[str] = "",
    actor: FromQuery[str] = "",
    day: FromQuery[str] = "",
    before: FromQuery[int | None] = None,
) -> Response[str]:
    """A page of entries, the newest first."""
    filters = Filters(event, actor, day)
    async with database.store(session.store) as conn:
        store = (await stores.get(conn)).store
        events, actors = await audit.choices(conn)
        found = await audit.entries(conn, _wanted(filters, before, store), _ON_A_PAGE + 1)
    shown = found[:_ON_A_PAGE]
    return page(
        request,
        "people/audit.html",
        here="people",
        tab="audit",
        session=session,
        store=store,
        filters=filters,
        events=events,
        actors=actors,
        entries=shown,
        older=filters.older(shown[-1]) if len(found) > _ON_A_PAGE else None,
        newest="/console/people/audit" if before else None,
        sentence=sentence,
    )


def sentence(t: Speech, entry: Entry) -> str:
    """What happened; its code where nobody has worded it yet."""
    key = f"audit.{entry.event}"
    if "replay" in entry.details:
        key += ".replayed" if entry.details["replay"] else ".not_replayed"
    if not t.is_said(key):
        return entry.event
    values: dict[str, str] = defaultdict(lambda: "–")
    for name, value in entry.details.items():
        values[name] = ", ".join(map(str, value)) if isinstance(value, list) else str("–" if value is None else value)
    values["role"] = t.word("role", values["role"])
    values["kind"] = t(f"job.title.{values['kind']}") if t.is_said(f"job.title.{values['kind']}") else values["kind"]
    return t(key).format_map(values)


def _wanted(filters: Filters, before: int | None, store: Store) -> Wanted:
    begin = end = None
    if filters.day:
        try:
            begin = datetime.combine(date.fromisoformat(filters.day), time(), store.zone).astimezone(UTC)
            end = begin + timedelta(days=1)
        except (ValueError, OverflowError):
            raise BadValue(said("refusal.no_day")) from None
    return Wanted(filters.event, filters.actor, begin, end, before)
