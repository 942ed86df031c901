"""Tokens of the API: listed, made, and ended."""

from typing import Annotated

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect
from msgspec import Meta, Struct

from server.console.render import HEADERS, page
from server.console.session import AnyRequest, OpenDatabase, Session
from server.console.wording import said
from server.db import access, audit, stores
from server.db.pool import Database
from server.domain.access import ROLES, Principal
from server.domain.store import Role
from server.errors import BadValue


class TokenForm(Struct, frozen=True):
    """`agent`: a name from store.yaml, or empty."""

    role: Role = "agent"
    agent: Annotated[str, Meta(max_length=200)] = ""


@get("/people/tokens")
async def show_tokens(request: AnyRequest, session: Session, database: OpenDatabase) -> Response[str]:
    """All of them, and a form for another one."""
    session.require("admin")
    return await _answer(request, database, session)


@post("/people/tokens", status_code=200)
async def create_token(
    request: AnyRequest, data: URLEncodedBody[TokenForm], session: Session, database: OpenDatabase
) -> Response[str]:
    """A token; its secret stands on this page and never again."""
    session.require("admin")
    session.require(data.role)
    async with database.store(session.store) as conn:
        store = (await stores.get(conn)).store
        if data.agent and data.agent not in [agent.name for agent in store.agents]:
            raise BadValue(said("refusal.no_agent"))
        secret = await access.create_token(conn, session.store, "api", data.role, data.agent or None)
        details = {"role": data.role, "agent": data.agent or None}
        await audit.add(conn, session.store, session.name, "token_created", details)
    return await _answer(request, database, session, secret)


@post("/people/tokens/{token_id:str}/revoke", status_code=303)
async def revoke_token(session: Session, database: OpenDatabase, token_id: FromPath[str]) -> Redirect:
    """End it; ended twice is ended."""
    session.require("admin")
    async with database.store(session.store) as conn:
        if await access.revoke_token(conn, token_id):
            await audit.add(conn, session.store, session.name, "token_revoked", {"token": token_id})
    return Redirect("/console/people/tokens", status_code=303, headers=HEADERS)


async def _answer(
    request: AnyRequest, database: Database, session: Principal, secret: str | None = None
) -> Response[str]:
    async with database.store(session.store) as conn:
        store = (await stores.get(conn)).store
        tokens = await access.api_tokens(conn)
    return page(
        request,
        "people/tokens.html",
        here="people",
        tab="tokens",
        session=session,
        store=store,
        tokens=tokens,
        roles=ROLES,
        secret=secret,
    )
