"""Who looks at the console: the session cookie as a Principal."""

from datetime import timedelta
from typing import Any

from litestar import Request
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from server.db import access
from server.db.pool import Database
from server.domain.access import Principal
from server.domain.job import JobQueue
from server.errors import NotSignedIn
from server.llm.client import Model
from server.retrieval.find import Weights

SESSION_COOKIE = "kulanz_session"
SESSION_LIFETIME = timedelta(hours=12)

AnyRequest = Request[Any, Any, Any]

OpenDatabase = NamedDependency[Database]
"""The pool, as handlers take it."""

OpenModel = NamedDependency[Model | None]
"""The model that helps to read tickets; None where no model is set."""

OpenWeights = NamedDependency[SkipValidation[Weights]]
"""By which embedding model passages are found."""

OpenQueue = NamedDependency[SkipValidation[JobQueue]]
"""Where long work waits for the worker."""

Session = NamedDependency[Principal]
"""Who is signed in, a manager or admin."""


async def provide_session(request: AnyRequest, database: OpenDatabase) -> Principal:
    """The signed-in manager or admin; NotSignedIn without a living session, NotAllowed for agents."""
    session = await find_session(request, database)
    if session is None:
        raise NotSignedIn("Sign in with a link from `kulanz start` or `kulanz sign-in`.")
    session.require("manager")
    return session


async def find_session(request: AnyRequest, database: Database) -> Principal | None:
    """Whoever is signed in, whatever the role."""
    secret = request.cookies.get(SESSION_COOKIE)
    bearer = await access.token_bearer(database, secret, "session") if secret else None
    return bearer.principal if bearer else None


def session_cookie(request: AnyRequest, secret: str) -> Cookie:
    """The cookie that carries a session's secret; unreadable for scripts, and Secure where the page is."""
    return Cookie(
        SESSION_COOKIE,
        value=secret,
        max_age=int(SESSION_LIFETIME.total_seconds()),
        path="/",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
