"""A template as a response: in the reader's language, under the strict headers of every console page."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from litestar import Response
from litestar.datastructures import Cookie
from litestar.template.base import csrf_token
from litestar_htmx import HTMXDetails

from server.console.session import SESSION_COOKIE, AnyRequest
from server.console.wording import LANGUAGES, Language, Speech, preferred
from server.errors import KulanzError

LANGUAGE_COOKIE = "kulanz_language"
STATIC = Path(__file__).parent / "static"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Vary": "Cookie, Accept-Language, HX-Request",
}
_A_YEAR = 365 * 24 * 3600

NavigationItem = Literal["home", "try", "policies", "tree", "prompts", "evals", "reports", "people"]
NAVIGATION: list[tuple[NavigationItem, str]] = [
    ("home", "/console"),
    ("try", "/console/try"),
    ("policies", "/console/policies"),
    ("tree", "/console/tree"),
    ("prompts", "/console/prompts"),
    ("evals", "/console/evals"),
    ("reports", "/console/reports"),
    ("people", "/console/people"),
]
"""The areas of the console, in the order of a manager's day."""


@cache
def _static(name: str) -> str:
    """The address of a static file; it changes with the content, so that browsers may keep the file."""
    version = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/console/static/{name}?v={version}"


_templates = Environment(
    loader=PackageLoader("server.console"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.globals["static"] = _static
_templates.globals["navigation"] = NAVIGATION


def text_of(template: str, **values: object) -> str:
    """A template that is no answer to a request, such as a report that is written to a file."""
    return _templates.get_template(template).render(values)


def page(
    request: AnyRequest,
    template: str,
    *,
    here: NavigationItem | None = None,
    status: int = 200,
    error: KulanzError | None = None,
    csrf: str | None = None,
    **values: object,
) -> Response[str]:
    """The page or fragment `template` with `values`; `here` is its place in the navigation.

    `error`: what was in the way of what the page was asked for; its status is the answer's. Every template knows it,
    and with it `code` and `said`, as well as `t` (Speech), `csrf`, `has_session` and `languages`: (language, address)
    pairs.
    """
    speech = speech_of(request)
    if error:
        status = error.status
    html = _templates.get_template(template).render(
        {"error": error, "code": error and error.code, "said": error and error.said} | values,
        t=speech,
        here=here,
        csrf=csrf or csrf_token({"request": request}),
        has_session=status != 401 and SESSION_COOKIE in request.cookies,
        languages=[(other, _address_in(request, other)) for other in LANGUAGES.values()],
    )
    return Response(
        html, status_code=status, media_type="text/html", headers=HEADERS, cookies=_remembered(request, speech.language)
    )


def speech_of(request: AnyRequest) -> Speech:
    """How to speak to whoever asks: in the language chosen, else the one that the browser prefers."""
    return Speech(_language(request))


def wants_fragment(request: AnyRequest) -> bool:
    """Whether htmx asks, which puts the answer into the page that is open."""
    return bool(HTMXDetails(request))


def _language(request: AnyRequest) -> Language:
    for chosen in (request.query_params.get("language"), request.cookies.get(LANGUAGE_COOKIE)):
        if chosen in LANGUAGES:
            return LANGUAGES[chosen]
    return preferred(request.headers.get("accept-language", ""))


def _remembered(request: AnyRequest, language: Language) -> list[Cookie]:
    if request.query_params.get("language") != language:
        return []
    secure = request.url.scheme == "https"
    return [Cookie(LANGUAGE_COOKIE, value=language, max_age=_A_YEAR, httponly=True, samesite="lax", secure=secure)]


def _address_in(request: AnyRequest, language: Language) -> str:
    """This page in another language; the rest of its query stays, so that a sign-in link remains one."""
    query = {**dict(request.query_params), "language": language}
    return f"{request.url.path}?{urlencode(query)}"
