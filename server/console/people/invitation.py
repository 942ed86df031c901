"""An invitation: whoever opens the link chooses a password, and is in."""

import asyncio
from typing import Annotated, Any

from litestar import Response, get, post
from litestar.params import FromQuery, URLEncodedBody
from msgspec import Meta, Struct

from server.console.render import page
from server.console.session import AnyRequest, OpenDatabase
from server.console.sign_in import enter
from server.console.wording import said
from server.db import access, audit, people
from server.db.people import Known
from server.domain.password import LONGEST, SHORTEST, hash_password
from server.errors import BadValue, KulanzError


class InvitationForm(Struct, frozen=True):
    """`again`: the password a second time, against slips."""

    code: str = ""
    password: Annotated[str, Meta(max_length=1000)] = ""
    again: Annotated[str, Meta(max_length=1000)] = ""


@get("/invitation")
async def show_invitation(request: AnyRequest, code: FromQuery[str] = "") -> Response[str]:
    """The form. Looking at it spends nothing."""
    return _answer(request, code)


@post("/invitation", status_code=303)
async def accept_invitation(
    request: AnyRequest, data: URLEncodedBody[InvitationForm], database: OpenDatabase
) -> Response[Any]:
    """Spend the code for a password that will do; a slip spends nothing."""
    try:
        kept = await hashed(data.password, data.again)
    except KulanzError as error:
        return _answer(request, data.code, error)
    owner = await access.use_code(database, data.code, "invitation")
    if owner is None or owner.person is None:
        return page(request, "ways_in.html", status=401, reason="invitation")
    async with database.store(owner.store) as conn:
        person = await people.get(conn, owner.person)
        await people.set_password(conn, person.id, kept)
        await audit.add(conn, owner.store, person.name, "password_set", {"login": person.login})
    return await enter(request, database, Known(owner.store, person.id, person.role, person.name, kept))


async def hashed(password: str, again: str) -> str:
    """The hash of a new password that was typed twice; BadValue where the two differ or it is too short."""
    if password != again:
        raise BadValue(said("refusal.passwords_differ"))
    return await asyncio.to_thread(hash_password, password)


def _answer(request: AnyRequest, code: str, error: KulanzError | None = None) -> Response[str]:
    return page(
        request,
        "people/invitation.html",
        code=code,
        error=error,
        shortest=SHORTEST,
        longest=LONGEST,
    )
