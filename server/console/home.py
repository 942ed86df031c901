"""The start page: whose console this is, what is in it, and what to do next."""

from litestar import Response, get
from litestar.params import FromPath

from server.console.render import page
from server.console.session import AnyRequest, OpenDatabase, Session
from server.db import overview, stores
from server.errors import PageNotFound


@get("/")
async def show_home(request: AnyRequest, session: Session, database: OpenDatabase) -> Response[str]:
    """The store and its counts."""
    async with database.store(session.store) as conn:
        store = (await stores.get(conn)).store
        counts = await overview.counts(conn)
    return page(request, "home.html", here="home", store=store, counts=counts, session=session)


@get("/{rest:path}")
async def show_nothing(rest: FromPath[str], session: Session) -> None:
    """Every other address, so that a mistyped one is told about in the reader's language."""
    raise PageNotFound("There is no such page.")
