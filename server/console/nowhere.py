"""Every address that leads to no page."""

from litestar import get
from litestar.params import FromPath

from server.console.session import Session
from server.errors import PageNotFound


@get("/{rest:path}")
async def show_nothing(rest: FromPath[str], session: Session) -> None:
    """So that a mistyped address is told about in the reader's language."""
    raise PageNotFound("There is no such page.")
