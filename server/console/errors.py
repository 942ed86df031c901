"""What goes wrong in the console, as a calm page, or as a piece of the page that is open."""

import traceback
from typing import Any

import structlog
from litestar import Response
from litestar.config.csrf import CSRFConfig
from litestar.datastructures import Cookie
from litestar.exceptions import HTTPException
from litestar.middleware.csrf import generate_csrf_token
from litestar_htmx import ClientRedirect

from server.console.render import page, wants_fragment
from server.console.session import AnyRequest
from server.errors import Internal, InvalidRequest, KulanzError, NotSignedIn, PageNotFound, TooLarge, TooManyRequests
from server.said import Said

log = structlog.get_logger()


def answer_error(request: AnyRequest, error: KulanzError) -> Response[Any]:
    """A KulanzError as a page; without a session, the page that tells how to get one."""
    if isinstance(error, NotSignedIn):
        if wants_fragment(request):
            return ClientRedirect("/console/sign-in")
        return page(request, "ways_in.html", status=401, reason="ended")
    response = _problem(request, error)
    if "retry_after" in error.details:
        response.headers["Retry-After"] = str(error.details["retry_after"])
    return response


def answer_http_error(request: AnyRequest, error: HTTPException) -> Response[Any]:
    """What the framework refuses."""
    match error.status_code:
        case 403:
            return _answer_stale_form(request)
        case 404 | 405:
            return _problem(request, PageNotFound("There is no such page."))
        case 413:
            return _problem(
                request, TooLarge("A request may hold at most 1 MB of text; send the newest messages only.")
            )
        case 429:
            return _problem(request, TooManyRequests("Too many requests; wait a minute."))
        case status if status < 500:
            return _problem(request, InvalidRequest("The form cannot be read; reload the page and try again."))
        case _:
            return answer_fault(request, error)


def answer_fault(request: AnyRequest, error: Exception) -> Response[Any]:
    """A fault of ours: its message may quote a ticket, so it is never shown and never logged."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    route = str(request.scope.get("path_template"))
    log.error("fault", route=route, error=type(error).__name__, at=f"{place.name}:{place.lineno}")
    return _problem(request, Internal("Something went wrong on our side; nothing was changed. Try again."))


def _answer_stale_form(request: AnyRequest) -> Response[Any]:
    """A form whose token is missing or older than this process. The answer brings a fresh one, so that sending again
    works and nothing that was typed is lost."""
    config = request.app.csrf_config
    assert isinstance(config, CSRFConfig)  # noqa: S101  # without it nothing would have refused the form
    token = generate_csrf_token(config.secret)
    response = _show(request, "stale_form", 403, None, csrf=token)
    response.set_cookie(
        Cookie(
            config.cookie_name,
            value=token,
            path=config.cookie_path,
            httponly=config.cookie_httponly,
            samesite=config.cookie_samesite,
            secure=config.cookie_secure,
        )
    )
    return response


def _problem(request: AnyRequest, error: KulanzError) -> Response[Any]:
    return _show(request, error.code, error.status, error.said)


def _show(request: AnyRequest, code: str, status: int, said: Said | None, csrf: str | None = None) -> Response[Any]:
    """A page; for htmx a piece that goes where the open page shows problems, so that all else on it stays."""
    if not wants_fragment(request):
        return page(request, "problem.html", status=status, csrf=csrf, code=code, said=said)
    response = page(request, "_problem.html", status=status, csrf=csrf, code=code, said=said)
    response.headers.update({"HX-Retarget": "#problem", "HX-Reswap": "innerHTML"})
    return response
