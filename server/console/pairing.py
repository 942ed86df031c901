"""Pairing: a one-time code that a browser extension trades for a token."""

from datetime import datetime

from litestar import Response, get, post
from litestar.params import URLEncodedBody
from msgspec import Struct

from server.console import extension_files
from server.console.render import page, wants_fragment
from server.console.session import AnyRequest, OpenDatabase, Session
from server.console.wording import said
from server.db import access, audit, stores
from server.db.pool import Connection
from server.domain.access import Principal
from server.domain.store import Agent, Role, Store
from server.errors import BadValue


class PairingForm(Struct, frozen=True):
    """`agent` is a name from store.yaml, or empty for a code of nobody in particular."""

    agent: str = ""
    role: Role = "agent"


class PairingCode(Struct, frozen=True):
    """A code as it is shown, once. `until` in the shop's timezone."""

    code: str
    until: datetime
    agent: str | None
    role: Role


@get("/pairing")
async def show_pairing(request: AnyRequest, session: Session, database: OpenDatabase) -> Response[str]:
    """The form."""
    async with database.store(session.store) as conn:
        store = (await stores.get(conn)).store
    return _answer(request, session, store, None)


@post("/pairing", status_code=200)
async def create_pairing_code(
    request: AnyRequest, data: URLEncodedBody[PairingForm], session: Session, database: OpenDatabase
) -> Response[str]:
    """A code for an agent of the store, with at most the role of who makes it."""
    session.require(data.role)
    async with database.store(session.store) as conn:
        store = (await stores.get(conn)).store
        code = await _create_code(conn, session, data.role, _agent_called(data.agent, store))
    return _answer(request, session, store, PairingCode(code, _expiry(store), data.agent or None, data.role))


async def _create_code(conn: Connection, session: Principal, role: Role, agent: Agent | None) -> str:
    name = agent.name if agent else None
    await audit.add(conn, session.store, session.name, "pairing_code_created", {"role": role, "agent": name})
    return await access.create_code(conn, session.store, "pairing", role, name, access.PAIRING_LIFETIME)


def _agent_called(name: str, store: Store) -> Agent | None:
    if not name:
        return None
    for agent in store.agents:
        if agent.name == name:
            return agent
    raise BadValue(said("refusal.no_agent"))


def _expiry(store: Store) -> datetime:
    return datetime.now(store.zone) + access.PAIRING_LIFETIME


def _answer(request: AnyRequest, session: Principal, store: Store, code: PairingCode | None) -> Response[str]:
    roles = ["agent", "manager", "admin"] if session.role == "admin" else ["agent", "manager"]
    template = "_pairing_code.html" if wants_fragment(request) else "pairing.html"
    minutes = int(access.PAIRING_LIFETIME.total_seconds() // 60)
    return page(
        request,
        template,
        here="people",
        tab="pairing",
        store=store,
        roles=roles,
        made=code,
        offered=extension_files.offered(),
        minutes=minutes,
        address=str(request.base_url).rstrip("/"),
    )
