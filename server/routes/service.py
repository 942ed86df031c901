"""What is not about a ticket: who am I, is the service well, how do helpdesks look."""

import hashlib
from importlib.resources import files
from typing import Any

from litestar import Request, Response, get
from msgspec import Struct
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from server.domain.store import Role
from server.errors import Unavailable
from server.routes.access import Caller, OpenDatabase
from server.routes.schema import ERRORS


class Me(Struct, frozen=True):
    """Whose token it is."""

    store: str
    role: Role
    agent: str | None


class Health(Struct, frozen=True):
    status: str


_HELPDESKS = files("server.routes").joinpath("helpdesks.json").read_bytes()
_HELPDESKS_ETAG = f'"{hashlib.sha256(_HELPDESKS).hexdigest()[:16]}"'


@get("/v1/me", tags=["access"], summary="Whose token this is", responses=ERRORS)
async def read_me(principal: Caller) -> Me:
    """Store, role and agent of the token."""
    return Me(principal.store, principal.role, principal.agent)


@get(
    "/v1/helpdesks",
    tags=["helpdesks"],
    summary="How to find ticket and reply box in a helpdesk",
    responses=ERRORS,
    sync_to_thread=False,
)
def read_helpdesks(request: Request[Any, Any, Any], principal: Caller) -> Response[bytes]:
    """Selector packs as data; 304 when the ETag is the one the caller has."""
    if request.headers.get("if-none-match") == _HELPDESKS_ETAG:
        return Response(b"", status_code=304, headers={"ETag": _HELPDESKS_ETAG})
    return Response(_HELPDESKS, media_type="application/json", headers={"ETag": _HELPDESKS_ETAG})


@get(
    "/health/live", tags=["health"], summary="Is the process alive", responses=ERRORS, security=[], sync_to_thread=False
)
def read_live() -> Health:
    """Always, while it answers."""
    return Health("live")


@get("/health/ready", tags=["health"], summary="Can it serve", responses=ERRORS, security=[])
async def read_ready(database: OpenDatabase) -> Health:
    """503 while the database does not answer."""
    if not await database.is_ready():
        raise Unavailable("The database does not answer just now; try again in a moment.")
    return Health("ready")


@get(
    "/metrics",
    tags=["health"],
    summary="Prometheus metrics",
    responses=ERRORS,
    security=[],
    include_in_schema=True,
    sync_to_thread=False,
)
def read_metrics() -> Response[bytes]:
    """Counts and durations; no personal data, no store names."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
