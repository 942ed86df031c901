"""Questions that no policy answers: what was read so far, read on a few tickets at a time, and a proposed text."""

from litestar import Response, get, post
from litestar.response import Redirect
from msgspec import Struct

from server.console.render import page, wants_fragment
from server.console.session import AnyRequest, OpenDatabase, Session
from server.drafting.gaps.read import Looked, look_at_some, looked_at
from server.drafting.gaps.topics import Topic, topics_of


class Gaps(Struct, frozen=True):
    """What the page shows."""

    looked: Looked
    topics: list[Topic]

    @property
    def is_done(self) -> bool:
        return len(self.looked.answers) >= self.looked.total


@get("/policies/questions")
async def show_questions(request: AnyRequest, session: Session, database: OpenDatabase) -> Response[str]:
    """What is known; the page itself asks for the rest."""
    return _show(request, await looked_at(database, session.store))


@post("/policies/questions/read", status_code=200)
async def read_questions(request: AnyRequest, session: Session, database: OpenDatabase) -> Response[str] | Redirect:
    """The next few tickets."""
    await look_at_some(database, session.store)
    if not wants_fragment(request):
        return Redirect("/console/policies/questions", status_code=303)
    return _show(request, await looked_at(database, session.store))


def _show(request: AnyRequest, looked: Looked) -> Response[str]:
    gaps = Gaps(looked, topics_of(looked.weak))
    template = "policies/_questions.html" if wants_fragment(request) else "policies/questions.html"
    return page(request, template, here="policies", tab="questions", gaps=gaps)
