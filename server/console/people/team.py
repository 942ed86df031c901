"""The team: who signs in to the console, and the agents of store.yaml."""

from litestar import Response, get

from server.console.render import page
from server.console.session import AnyRequest, OpenDatabase, Session
from server.db import stores


@get("/people")
async def show_team(request: AnyRequest, session: Session, database: OpenDatabase) -> Response[str]:
    """Both lists."""
    async with database.store(session.store) as conn:
        store = (await stores.get(conn)).store
    return page(request, "people/team.html", here="people", tab="team", session=session, store=store)
