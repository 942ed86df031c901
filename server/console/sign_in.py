"""In and out: a one-time link, or a name with its password, becomes a session of twelve hours."""

import asyncio
from typing import Annotated, Any

from litestar import Response, get, post
from litestar.params import FromQuery, URLEncodedBody
from litestar.response import Redirect
from msgspec import Meta, Struct

from server.console.render import HEADERS, page
from server.console.session import (
    SESSION_COOKIE,
    SESSION_LIFETIME,
    AnyRequest,
    OpenDatabase,
    find_session,
    session_cookie,
)
from server.db import access, audit, people
from server.db.people import Known
from server.db.pool import Database
from server.domain.password import fits
from server.errors import TooManyRequests


class SignIn(Struct, frozen=True):
    code: str = ""


class PasswordSignIn(Struct, frozen=True):
    login: Annotated[str, Meta(max_length=200)] = ""
    password: Annotated[str, Meta(max_length=1000)] = ""


@get("/sign-in")
async def show_sign_in(request: AnyRequest, code: FromQuery[str] = "") -> Response[str]:
    """A button that spends the code. Merely looking at the link spends nothing: mail scanners do that too."""
    if not code:
        return page(request, "ways_in.html", reason=None)
    return page(request, "sign_in.html", code=code)


@post("/sign-in", status_code=303)
async def sign_in(request: AnyRequest, data: URLEncodedBody[SignIn], database: OpenDatabase) -> Response[Any]:
    """Spend the code; a second time it tells how to get a fresh one."""
    owner = await access.use_code(database, data.code, "sign_in")
    if owner is None:
        return page(request, "ways_in.html", status=401, reason="used")
    async with database.store(owner.store) as conn:
        secret = await access.create_token(
            conn, owner.store, "session", owner.role, owner.agent, lifetime=SESSION_LIFETIME
        )
        await audit.add(conn, owner.store, owner.agent or owner.role, "signed_in", {"role": owner.role})
    return Redirect("/console", status_code=303, headers=HEADERS, cookies=[session_cookie(request, secret)])


@post("/sign-in/password", status_code=303)
async def sign_in_by_password(
    request: AnyRequest, data: URLEncodedBody[PasswordSignIn], database: OpenDatabase
) -> Response[Any]:
    """A session for who knows the password. An unknown name is answered like a wrong password, after as long a time,
    and has as many attempts."""
    if seconds := await people.count_attempt(database, data.login):
        raise TooManyRequests("This name was tried too often; wait as Retry-After says.", retry_after=seconds)
    person = await people.known(database, data.login)
    if not await asyncio.to_thread(fits, data.password, person.password_hash if person else None) or person is None:
        return page(request, "ways_in.html", status=401, reason="wrong")
    await people.forget_attempts(database, data.login)
    return await enter(request, database, person)


async def enter(request: AnyRequest, database: Database, person: Known) -> Redirect:
    """A fresh session of a person, and the way to the console."""
    async with database.store(person.store) as conn:
        secret = await access.create_token(
            conn, person.store, "session", person.role, person.name, lifetime=SESSION_LIFETIME, person=person.id
        )
        await audit.add(conn, person.store, person.name, "signed_in", {"role": person.role})
    return Redirect("/console", status_code=303, headers=HEADERS, cookies=[session_cookie(request, secret)])


@post("/sign-out", status_code=303)
async def sign_out(request: AnyRequest, database: OpenDatabase) -> Redirect:
    """End the session on the server, not only in this browser."""
    session = await find_session(request, database)
    if session:
        async with database.store(session.store) as conn:
            await access.revoke_token(conn, request.cookies[SESSION_COOKIE])
    answer = Redirect("/console/sign-in", status_code=303, headers=HEADERS)
    answer.delete_cookie(SESSION_COOKIE)
    return answer
