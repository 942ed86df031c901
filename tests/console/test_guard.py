"""Who sees the console, under which headers, in which language, and how refusals look."""

from collections.abc import Callable

import pytest
from structlog.testing import capture_logs

from server.console.render import HEADERS
from server.console.today import start_page
from tests.console.conftest import Browser

GUARDED = ["/console", "/console/pairing", "/console/try", "/console/nowhere"]


@pytest.mark.parametrize("path", GUARDED)
def test_without_a_session_a_page_tells_how_to_get_one(visitor: Browser, path: str) -> None:
    """401, and the two commands that print a link."""
    answer = visitor.get(path)
    assert answer.status_code == 401
    assert "kulanz sign-in" in answer.text and "kulanz start" in answer.text
    assert "sign-out" not in answer.text


def test_htmx_is_sent_to_the_sign_in_page(visitor: Browser) -> None:
    """When a session ended while a page was open, the whole page changes, not a piece of it."""
    answer = visitor.send("/console/try", {"text": "Hello"}, **{"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == "/console/sign-in"


def test_agents_are_refused_and_can_sign_out(visitor: Browser) -> None:
    """The console is for managers and admins."""
    visitor.sign_in("agent")
    for path in GUARDED:
        answer = visitor.get(path)
        assert answer.status_code == 403 and "Your role does not reach this far" in answer.text
    assert 'action="/console/sign-out"' in answer.text
    assert visitor.send("/console/sign-out").status_code == 303


@pytest.mark.parametrize("role", ["manager", "admin"])
def test_managers_and_admins_are_let_in(visitor: Browser, role: str) -> None:
    """Both see the shop they manage."""
    visitor.sign_in("manager" if role == "manager" else "admin")
    page = visitor.get("/console").text
    assert "Lichtblick" in page and f"Signed in: role {role}" in page


@pytest.mark.parametrize("path", ["/console/sign-in", "/console/pairing", "/console/sign-out", "/console/try"])
def test_a_form_without_its_token_is_refused(manager: Browser, path: str) -> None:
    """Another site can make a browser send a form, but not with the token."""
    answer = manager.client.post(path, data={"code": "x", "text": "x", "role": "agent"})
    assert answer.status_code == 403 and "Please send it once more" in answer.text


def test_a_form_older_than_the_service_can_be_sent_again(manager: Browser) -> None:
    """The refusal brings a fresh token along, so that what was typed need not be typed again."""
    manager.client.cookies.set("csrftoken", "0" * 128, domain="127.0.0.1")
    refused = manager.send("/console/pairing", {"role": "agent"}, **{"HX-Request": "true"})
    fresh = refused.cookies["csrftoken"]
    assert refused.status_code == 403
    assert f'value="{fresh}" hx-swap-oob="outerHTML:.csrf-token"' in refused.text
    manager.client.cookies.delete("csrftoken")
    manager.client.cookies.set("csrftoken", fresh, domain="127.0.0.1")
    assert manager.send("/console/pairing", {"role": "agent"}).status_code == 200


@pytest.mark.parametrize("path", [*GUARDED, "/console/sign-in", "/console/sign-in?code=x"])
@pytest.mark.parametrize("signed_in", [True, False])
def test_every_page_is_under_the_strict_headers(visitor: Browser, path: str, signed_in: bool) -> None:
    """Pages and refusals alike: nothing inline, nothing from elsewhere, no frame, no referrer, no cache."""
    if signed_in:
        visitor.sign_in("manager")
    answer = visitor.get(path)
    assert answer.headers.items() >= {name.lower(): value for name, value in HEADERS.items()}.items()
    assert "script-src 'self'; style-src 'self'" in answer.headers["content-security-policy"]
    assert "<style" not in answer.text and " style=" not in answer.text and " onclick=" not in answer.text
    assert answer.text.count("<script") == answer.text.count('<script src="/console/static/')


def test_static_files_may_be_kept_for_good(visitor: Browser) -> None:
    """Their address changes with their content; they set no cookie."""
    for name, media_type in [("htmx.min.js", "javascript"), ("console.css", "css"), ("kulanz.svg", "svg")]:
        answer = visitor.get(f"/console/static/{name}")
        assert answer.status_code == 200 and media_type in answer.headers["content-type"]
        assert "immutable" in answer.headers["cache-control"] and "max-age=31536000" in answer.headers["cache-control"]
        assert "set-cookie" not in answer.headers


def test_an_unknown_page_is_told_about(manager: Browser) -> None:
    """404 as a page with a way back."""
    answer = manager.get("/console/nowhere/at/all")
    assert answer.status_code == 404 and "Nothing here" in answer.text and 'href="/console"' in answer.text


def test_a_fault_is_calm_and_gives_nothing_away(manager: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the page nor the log repeats what the fault's message quotes."""

    def fail(*_: object, **__: object) -> None:
        raise ValueError("Eva Beispiel, eva@kunde.example")

    monkeypatch.setattr(start_page, "page", fail)
    with capture_logs() as logs:
        answer = manager.get("/console")
    assert answer.status_code == 500 and "Something went wrong on our side" in answer.text
    assert logs and "Eva Beispiel" not in answer.text + str(logs)


def test_the_browser_chooses_the_language(visitors: Callable[..., Browser]) -> None:
    """By Accept-Language, with weights; English for readers of neither."""
    for header, title in [
        ("de-AT,de;q=0.9", "So geht es in die Konsole"),
        ("fr, de;q=0.4, en;q=0.3", "So geht es in die Konsole"),
        ("en;q=0.9, de;q=0.5", "How to get into the console"),
        ("fr", "How to get into the console"),
        ("de;q=nonsense", "How to get into the console"),
        ("", "How to get into the console"),
    ]:
        assert title in visitors(**{"Accept-Language": header}).get("/console/sign-in").text


def test_a_chosen_language_is_remembered(visitors: Callable[..., Browser]) -> None:
    """The switch keeps the rest of the address: a sign-in link stays one."""
    browser = visitors(**{"Accept-Language": "en"})
    page = browser.get("/console/sign-in?code=abc").text
    assert 'href="/console/sign-in?code=abc&amp;language=de"' in page
    assert "Anmelden" in browser.get("/console/sign-in?code=abc&language=de").text
    assert "Anmelden" in browser.get("/console/sign-in?code=abc").text
    assert "Sign in" in browser.get("/console/sign-in?code=abc&language=en").text


def test_nonsense_is_no_language(visitors: Callable[..., Browser]) -> None:
    """It is neither shown nor remembered."""
    answer = visitors().get('/console/sign-in?language="><script>')
    assert "How to get into the console" in answer.text and '"><script>' not in answer.text
    assert "kulanz_language" not in answer.cookies


@pytest.mark.parametrize("path", ["xyz", "prompts/nope", "tree/edit/nothing", "reports/a/b/c"])
def test_a_mistyped_address_is_told_about_on_a_page(manager: Browser, path: str) -> None:
    """Wherever it parts from the addresses there are."""
    answer = manager.get(f"/console/{path}")
    assert (answer.status_code, "Nothing here" in answer.text) == (404, True)
