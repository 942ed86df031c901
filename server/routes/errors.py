"""Every error leaves in one shape: `{"error": {"code", "message", "details"}}`."""

from typing import Any

import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException
from msgspec import Struct

from server.errors import (
    Internal,
    InvalidRequest,
    KulanzError,
    NotAllowed,
    NotSignedIn,
    PageNotFound,
    TooLarge,
    TooManyRequests,
    Unavailable,
)

log = structlog.get_logger()


class ErrorBody(Struct, frozen=True):
    """`message` says what to do; `code` is stable."""

    code: str
    message: str
    details: dict[str, Any]


class ErrorAnswer(Struct, frozen=True):
    """The body of every answer from 400 up."""

    error: ErrorBody


AnyRequest = Request[Any, Any, Any]


def answer_error(_request: AnyRequest, error: KulanzError) -> Response[ErrorAnswer]:
    """A KulanzError as its table row says."""
    return _answer(error, {})


def answer_http_error(request: AnyRequest, error: HTTPException) -> Response[ErrorAnswer]:
    """What the framework refuses, in the same shape and our words."""
    headers = {"Retry-After": (error.headers or {}).get("RateLimit-Reset", "60")} if error.status_code == 429 else {}
    return _answer(_translated(request, error), headers)


def answer_fault(request: AnyRequest, error: Exception) -> Response[ErrorAnswer]:
    """A fault of ours: its message may quote a ticket, so it is never shown and never logged."""
    return Response(
        ErrorAnswer(log_fault(str(request.scope.get("path_template")), error)),
        status_code=500,
        media_type="application/json",
    )


def log_fault(route: str, error: Exception) -> ErrorBody:
    """Log the kind and place of a fault, and say what the caller may know."""
    log.error("fault", route=route, error=type(error).__name__, at=_place(error))
    fault = Internal("Something went wrong on our side; nothing was changed. Try again, then tell us.")
    return ErrorBody(fault.code, fault.message, fault.details)


def _translated(request: AnyRequest, error: HTTPException) -> KulanzError:
    match error.status_code:
        case 400:
            return InvalidRequest(f"The request does not fit this route: {_where(error)}")
        case 401:
            return NotSignedIn("Sign in first.")
        case 403:
            return NotAllowed("This form is too old or came from elsewhere; reload the page and try again.")
        case 404:
            return PageNotFound(f"There is nothing at {request.url.path[:200]}; the routes are listed at /schema.")
        case 405:
            return InvalidRequest(f"{request.method} is not for this route; its methods are listed at /schema.")
        case 413:
            return TooLarge("A request may hold at most 1 MB of text; send the newest messages only.")
        case 429:
            return TooManyRequests("Too many requests; wait as long as the header Retry-After says, in seconds.")
        case status if status < 500:
            return InvalidRequest("The request cannot be read; the routes and their bodies are listed at /schema.")
        case _:
            return Unavailable("The service is not ready; try again in a moment.")


def _where(error: HTTPException) -> str:
    """The framework's list of what does not fit, as one sentence."""
    extra = error.extra if isinstance(error.extra, list) else []
    found = [f"{item['key']}: {item['message']}" if item.get("key") else str(item.get("message")) for item in extra]
    return "; ".join(found) or "its body is no valid JSON of the expected shape."


def _place(error: Exception) -> str:
    traceback = error.__traceback__
    while traceback and traceback.tb_next:
        traceback = traceback.tb_next
    if traceback is None:
        return "unknown"
    return f"{traceback.tb_frame.f_code.co_name}:{traceback.tb_lineno}"


def _answer(error: KulanzError, headers: dict[str, str]) -> Response[ErrorAnswer]:
    body = ErrorAnswer(ErrorBody(error.code, error.message, error.details))
    return Response(body, status_code=error.status, headers=headers, media_type="application/json")
