"""One-time links, sessions, and the end of both."""

from collections.abc import Callable

import httpx
import pytest

from server.console.session import SESSION_COOKIE
from tests.conftest import Service
from tests.console.conftest import Browser, make_code


def test_a_link_signs_in_after_one_press(service: Service, visitor: Browser) -> None:
    """The link shows a button; pressing it leads to the console."""
    code = make_code(service, "sign_in", "manager")
    assert f'value="{code}"' in visitor.get(f"/console/sign-in?code={code}").text
    answer = visitor.send("/console/sign-in", {"code": code})
    assert (answer.status_code, answer.headers["location"]) == (303, "/console")
    assert visitor.get("/console").status_code == 200


def test_looking_at_a_link_does_not_spend_it(service: Service, visitor: Browser) -> None:
    """A mail scanner may open it as often as it likes."""
    code = make_code(service, "sign_in", "manager")
    for _ in range(3):
        visitor.get(f"/console/sign-in?code={code}")
    assert visitor.send("/console/sign-in", {"code": code}).status_code == 303


def test_a_link_works_once(service: Service, visitors: Callable[..., Browser]) -> None:
    """The second press tells how to get a fresh link."""
    code = make_code(service, "sign_in", "manager")
    visitors().send("/console/sign-in", {"code": code})
    again = visitors().send("/console/sign-in", {"code": code})
    assert again.status_code == 401
    assert "This link is used up" in again.text and "kulanz sign-in" in again.text
    assert SESSION_COOKIE not in again.cookies


def test_a_pairing_code_is_no_way_into_the_console(service: Service, visitor: Browser) -> None:
    """Codes are good for their own purpose only."""
    answer = visitor.send("/console/sign-in", {"code": make_code(service, "pairing", "admin")})
    assert answer.status_code == 401


def test_the_session_cookie_is_out_of_reach(service: Service, visitor: Browser) -> None:
    """Scripts cannot read it, other sites' forms do not carry it, and it ends after twelve hours."""
    answer = visitor.send("/console/sign-in", {"code": make_code(service, "sign_in", "manager")})
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith(SESSION_COOKIE)).lower()
    assert {"httponly", "samesite=lax", "path=/", f"max-age={12 * 3600}"} <= {
        part.strip() for part in cookie.split(";")
    }
    assert "secure" not in cookie


def test_over_https_the_session_cookie_never_travels_in_the_clear(service: Service, visitor: Browser) -> None:
    """Behind a proxy on this machine that says so."""
    code = make_code(service, "sign_in", "manager")
    answer = visitor.send("/console/sign-in", {"code": code}, **{"X-Forwarded-Proto": "https"})
    assert any("kulanz_session" in c and "Secure" in c for c in answer.headers.get_list("set-cookie"))


def test_a_session_is_no_token_of_the_api(manager: Browser) -> None:
    """The cookie's secret opens no route of /v1."""
    secret = manager.client.cookies[SESSION_COOKIE]
    assert manager.get("/v1/me", Authorization=f"Bearer {secret}").status_code == 401


def test_signing_out_ends_the_session_on_the_server(service: Service, manager: Browser) -> None:
    """A cookie that somebody copied before is worth nothing afterwards."""
    copied = manager.client.cookies[SESSION_COOKIE]
    assert manager.send("/console/sign-out").headers["location"] == "/console/sign-in"
    with httpx.Client(base_url=service.address, cookies={SESSION_COOKIE: copied}) as thief:
        assert thief.get("/console").status_code == 401


def test_without_a_session_signing_out_does_no_harm(visitor: Browser) -> None:
    """Pressed twice, it leads to the same page."""
    assert visitor.send("/console/sign-out").status_code == 303


@pytest.mark.parametrize("code", ["", "x" * 5000, "'; DROP TABLE kulanz.tokens; --"])
def test_nonsense_is_no_code(visitor: Browser, code: str) -> None:
    """Whatever is sent instead of a code, the answer is the same calm page."""
    answer = visitor.send("/console/sign-in", {"code": code})
    assert answer.status_code == 401 and "kulanz sign-in" in answer.text
