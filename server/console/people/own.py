"""One's own access: the password, and the browsers that are signed in."""

import asyncio
from typing import Annotated, Any

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery, URLEncodedBody
from litestar.response import Redirect
from msgspec import Meta, Struct

from server.console.people.invitation import hashed
from server.console.render import HEADERS, page
from server.console.session import AnyRequest, OpenDatabase, Session
from server.console.sign_in import enter
from server.console.wording import said
from server.db import access, audit, people, stores
from server.db.access import OpenSession
from server.db.people import Known
from server.db.pool import Connection
from server.domain.access import Principal
from server.domain.password import LONGEST, SHORTEST, fits
from server.errors import BadValue, NotAllowed, TooManyRequests


class PasswordForm(Struct, frozen=True):
    """`again`: the new password a second time, against slips."""

    current: Annotated[str, Meta(max_length=1000)] = ""
    password: Annotated[str, Meta(max_length=1000)] = ""
    again: Annotated[str, Meta(max_length=1000)] = ""


@get("/people/you")
async def show_own(
    request: AnyRequest, session: Session, database: OpenDatabase, saved: FromQuery[bool] = False
) -> Response[str]:
    """Sessions: all of the store for an admin, else one's own."""
    async with database.store(session.store) as conn:
        store = (await stores.get(conn)).store
        person = await people.get(conn, session.person) if session.person else None
        sessions = await _sessions(conn, session)
    return page(
        request,
        "people/you.html",
        here="people",
        tab="you",
        session=session,
        store=store,
        person=person,
        sessions=sessions,
        saved=saved,
        shortest=SHORTEST,
        longest=LONGEST,
    )


@post("/people/you/password", status_code=303)
async def change_password(
    request: AnyRequest, data: URLEncodedBody[PasswordForm], session: Session, database: OpenDatabase
) -> Response[Any]:
    """With the current one; every other browser of this person is signed out."""
    async with database.store(session.store) as conn:
        person = await people.get(conn, session.person or "")
    if seconds := await people.count_attempt(database, person.login):
        raise TooManyRequests("This name was tried too often; wait as Retry-After says.", retry_after=seconds)
    kept = await people.known(database, person.login)
    if not await asyncio.to_thread(fits, data.current, kept.password_hash if kept else None):
        raise BadValue(said("refusal.password_wrong"))
    await people.forget_attempts(database, person.login)
    new = await hashed(data.password, data.again)
    async with database.store(session.store) as conn:
        await people.set_password(conn, person.id, new)
        await audit.add(conn, session.store, session.name, "password_set", {"login": person.login})
    entered = await enter(request, database, Known(session.store, person.id, person.role, person.name, new))
    return Redirect("/console/people/you?saved=true", status_code=303, headers=HEADERS, cookies=list(entered.cookies))


@post("/people/sessions/{session_id:str}/end", status_code=303)
async def end_session(session: Session, database: OpenDatabase, session_id: FromPath[str]) -> Redirect:
    """Sign a browser out; NotAllowed for somebody else's unless an admin asks."""
    async with database.store(session.store) as conn:
        if session_id not in [one.id for one in await _sessions(conn, session)]:
            raise NotAllowed("This session is over already, or it is somebody else's.")
        await access.revoke_token(conn, session_id)
        await audit.add(conn, session.store, session.name, "session_ended", {"session": session_id})
    return Redirect("/console/people/you", status_code=303, headers=HEADERS)


async def _sessions(conn: Connection, session: Principal) -> list[OpenSession]:
    found = await access.open_sessions(conn)
    if session.role == "admin":
        return found
    return [
        one
        for one in found
        if one.id == session.token_id or (session.person is not None and one.person == session.person)
    ]
