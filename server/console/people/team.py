"""The team: who signs in to the console by name, and the agents of store.yaml."""

from typing import Annotated

from litestar import Response, get, post
from litestar.params import FromPath, URLEncodedBody
from litestar.response import Redirect
from msgspec import Meta, Struct

from server.console.render import HEADERS, page
from server.console.session import AnyRequest, OpenDatabase, Session
from server.console.wording import said
from server.db import access, audit, people, stores
from server.db.people import ConsoleRole, Person
from server.db.pool import Connection, Database
from server.domain.access import Principal
from server.errors import BadValue


class InviteForm(Struct, frozen=True):
    """`login`: what they sign in with, such as an email address."""

    login: Annotated[str, Meta(max_length=200)] = ""
    name: Annotated[str, Meta(max_length=200)] = ""
    role: ConsoleRole = "manager"


class RoleForm(Struct, frozen=True):
    role: ConsoleRole


class Invitation(Struct, frozen=True):
    """A link as it is shown, once."""

    person: Person
    link: str


@get("/people")
async def show_team(request: AnyRequest, session: Session, database: OpenDatabase) -> Response[str]:
    """Both lists."""
    return await _answer(request, database, session)


@post("/people", status_code=200)
async def invite(
    request: AnyRequest, data: URLEncodedBody[InviteForm], session: Session, database: OpenDatabase
) -> Response[str]:
    """A new person, and a link with which they choose their password."""
    session.require("admin")
    if not data.login.strip() or not data.name.strip():
        raise BadValue(said("refusal.names"))
    async with database.store(session.store) as conn:
        person = await people.add(conn, session.store, data.login, data.name.strip(), data.role, session.name)
        invitation = await _invitation(request, conn, session, person)
    return await _answer(request, database, session, invitation)


@post("/people/{person_id:str}/invitation", status_code=200)
async def invite_again(
    request: AnyRequest, session: Session, database: OpenDatabase, person_id: FromPath[str]
) -> Response[str]:
    """A fresh link, for who lost the last one or forgot the password."""
    session.require("admin")
    async with database.store(session.store) as conn:
        invitation = await _invitation(request, conn, session, await people.get(conn, person_id))
    return await _answer(request, database, session, invitation)


@post("/people/{person_id:str}/role", status_code=303)
async def change_role(
    data: URLEncodedBody[RoleForm], session: Session, database: OpenDatabase, person_id: FromPath[str]
) -> Redirect:
    """From the person's next page on."""
    session.require("admin")
    session.require(data.role)
    async with database.store(session.store) as conn:
        person = await people.get(conn, person_id)
        await people.change_role(conn, person, data.role)
        details = {"login": person.login, "role": data.role}
        await audit.add(conn, session.store, session.name, "role_changed", details)
    return Redirect("/console/people", status_code=303, headers=HEADERS)


@post("/people/{person_id:str}/remove", status_code=303)
async def remove(session: Session, database: OpenDatabase, person_id: FromPath[str]) -> Redirect:
    """With all sessions."""
    session.require("admin")
    async with database.store(session.store) as conn:
        person = await people.get(conn, person_id)
        await people.remove(conn, person)
        await audit.add(conn, session.store, session.name, "person_removed", {"login": person.login})
    return Redirect("/console/people", status_code=303, headers=HEADERS)


async def _invitation(request: AnyRequest, conn: Connection, session: Principal, person: Person) -> Invitation:
    session.require(person.role)
    await access.cancel_invitations(conn, person.id)
    code = await access.create_code(
        conn, session.store, "invitation", person.role, person.name, access.INVITATION_LIFETIME, person.id
    )
    details = {"login": person.login, "role": person.role}
    await audit.add(conn, session.store, session.name, "person_invited", details)
    return Invitation(person, f"{str(request.base_url).rstrip('/')}/console/invitation?code={code}")


async def _answer(
    request: AnyRequest, database: Database, session: Principal, invitation: Invitation | None = None
) -> Response[str]:
    async with database.store(session.store) as conn:
        store = (await stores.get(conn)).store
        everyone = await people.everyone(conn)
    return page(
        request,
        "people/team.html",
        here="people",
        tab="team",
        session=session,
        store=store,
        people=everyone,
        invitation=invitation,
        roles=["manager", "admin"],
        days=access.INVITATION_LIFETIME.days,
    )
