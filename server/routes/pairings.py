"""POST /v1/pairings: a browser extension trades a one-time code for a token."""

from typing import Any

from litestar import Request, post
from litestar.params import JSONBody
from msgspec import Struct

from server.db import access, audit
from server.errors import NotSignedIn
from server.routes.access import OpenDatabase
from server.routes.schema import ERRORS


class PairingRequest(Struct, frozen=True):
    code: str


class Pairing(Struct, frozen=True):
    """The token is shown this once."""

    token: str
    store: str
    agent: str | None


@post("/v1/pairings", status_code=200, tags=["access"], summary="Pair an extension", responses=ERRORS, security=[])
async def create_pairing(
    data: JSONBody[PairingRequest], request: Request[Any, Any, Any], database: OpenDatabase
) -> Pairing:
    """A token bound to the caller's Origin, where the browser sends one."""
    owner = await access.use_code(database, data.code, "pairing")
    if owner is None:
        raise NotSignedIn("This code is unknown, used or older than 10 minutes; make a new one in the console.")
    async with database.store(owner.store) as conn:
        token = await access.create_token(
            conn, owner.store, "api", owner.role, owner.agent, origin=request.headers.get("origin")
        )
        await audit.add(conn, owner.store, owner.agent or owner.role, "extension_paired", {"role": owner.role})
    return Pairing(token, owner.store, owner.agent)
