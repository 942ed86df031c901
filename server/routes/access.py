"""Who calls: the bearer token of a request as a Principal."""

from typing import Any

from litestar import Request
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from server.db import access
from server.db.pool import Database
from server.domain.access import Principal
from server.errors import NotAllowed, NotSignedIn
from server.llm.client import Model
from server.retrieval.find import Weights

OpenDatabase = NamedDependency[Database]
"""The pool, as handlers take it."""

OpenModel = NamedDependency[Model | None]
"""The model that helps to read tickets; None where no model is set."""

OpenWeights = NamedDependency[SkipValidation[Weights]]
"""By which embedding model passages are found."""

Caller = NamedDependency[Principal]
"""Whoever holds the request's token."""


async def provide_principal(request: Request[Any, Any, Any], database: OpenDatabase) -> Principal:
    """The owner of the bearer token; NotSignedIn without a good one, NotAllowed from another web origin.

    A token that was made by pairing is bound to the origin of the extension that paired. Browsers send no
    Origin with a plain GET from an extension, so its absence is no ground to refuse.
    """
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    bearer = await access.token_bearer(database, secret.strip(), "api") if scheme.lower() == "bearer" else None
    if bearer is None:
        raise NotSignedIn("Send `Authorization: Bearer TOKEN`; make a token with `kulanz token create` or pair again.")
    origin = request.headers.get("origin")
    if bearer.origin and origin and origin != bearer.origin:
        raise NotAllowed("This token belongs to another browser extension or site; pair this one with a code.")
    return bearer.principal
