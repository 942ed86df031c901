"""People and access: tokens, store settings, the audit log."""

import re
from datetime import UTC, datetime

import httpx

from server.console.people.audit_log import sentence
from server.console.wording import LANGUAGES, Speech
from server.db.audit import Entry
from tests.console.conftest import Browser

SETTINGS = "/console/people/settings"


def test_managers_see_the_team_but_neither_keys_nor_settings(manager: Browser) -> None:
    """Access and settings are for admins."""
    assert "jonas@" in manager.get("/console/people").text
    for path in ("/console/people/tokens", SETTINGS):
        assert manager.get(path).status_code == 403
    assert manager.send(SETTINGS, {"text": "id: mini"}).status_code == 403
    assert manager.send("/console/people/tokens", {"role": "agent"}).status_code == 403


def test_a_token_is_shown_once_and_opens_the_api_until_it_is_revoked(visitor: Browser) -> None:
    """Its secret stands on the page that made it, and on no other."""
    visitor.sign_in("admin")
    page = visitor.send("/console/people/tokens", {"role": "agent", "agent": "Mia"}).text
    found = re.search(r'id="secret">(kulanz_[\w-]+)<', page)
    assert found
    bearer = {"Authorization": f"Bearer {found[1]}"}
    assert visitor.get("/v1/me", **bearer).json()["agent"] == "Mia"
    listed = visitor.get("/console/people/tokens").text
    assert found[1] not in listed
    newest = re.search(r"/console/people/tokens/([\w-]+)/revoke", listed)
    assert newest
    visitor.send(f"/console/people/tokens/{newest[1]}/revoke")
    assert visitor.get("/v1/me", **bearer).status_code == 401


def test_a_token_for_nobody_of_the_team_is_refused(visitor: Browser) -> None:
    """Only names that store.yaml lists."""
    visitor.sign_in("admin")
    assert visitor.send("/console/people/tokens", {"role": "agent", "agent": "Nobody"}).status_code == 422


def text_of(page: str) -> str:
    """What the editor holds."""
    found = re.search(r"<textarea[^>]*>\n(.*)</textarea>", page, re.DOTALL)
    assert found
    return found[1].replace("&#34;", '"').replace("&#39;", "'").replace("&amp;", "&")


def save_settings(visitor: Browser, text: str) -> httpx.Response:
    """From the page as it is now."""
    base = re.search(r'name="base" value="(\w*)"', visitor.get(SETTINGS).text)
    assert base
    return visitor.send(SETTINGS, {"text": text, "base": base[1]})


def test_settings_with_a_mistake_stay_as_typed_with_its_line(visitor: Browser) -> None:
    """Nothing is in force until it is mended."""
    visitor.sign_in("admin")
    before = text_of(visitor.get(SETTINGS).text)
    broken = before.replace("currency: EUR", "currency: euros", 1)
    line = broken[: broken.index("currency: euros")].count("\n") + 1
    answer = save_settings(visitor, broken)
    assert answer.status_code == 422 and f"Line {line}:" in answer.text
    assert "currency: euros" in text_of(answer.text)
    assert text_of(visitor.get(SETTINGS).text) == before


def test_settings_are_in_force_once_saved(visitor: Browser) -> None:
    """And the log says which file was edited."""
    visitor.sign_in("admin")
    text = text_of(visitor.get(SETTINGS).text)
    answer = save_settings(visitor, text + "# reviewed\n")
    assert answer.status_code == 303
    assert "# reviewed" in text_of(visitor.get(SETTINGS).text)
    log = visitor.get("/console/people/audit?event=pack_edited").text
    assert "Edited in the console: store.yaml" in log and "Signed in" not in log.split("<table")[1]
    save_settings(visitor, text)


def test_the_audit_log_is_filtered_and_paged(manager: Browser) -> None:
    """By event, actor and day; older entries are a link away."""
    for _ in range(51):
        manager.send("/console/pairing", {"role": "agent"})
    today = datetime.now(UTC).date().isoformat()
    page = manager.get("/console/people/audit?event=pairing_code_created&actor=manager").text
    assert page.count("Made a pairing code, role agent") == 50
    older = re.search(r'href="(/console/people/audit\?[^"]*before=\d+)"', page)
    assert older and "Made a pairing code" in manager.get(older[1].replace("&amp;", "&")).text
    assert "The log holds nothing of that kind" in manager.get("/console/people/audit?day=2001-01-01").text
    assert manager.get(f"/console/people/audit?day={today}").status_code == 200
    assert manager.get("/console/people/audit?day=yesterday").status_code == 422


def test_an_event_is_a_sentence_in_both_languages() -> None:
    """With its details; what nobody has worded is its code."""
    at = datetime(2026, 11, 16, tzinfo=UTC)
    entry = Entry(1, at, "Jonas", "token_created", {"role": "agent"})
    assert sentence(Speech(LANGUAGES["de"]), entry) == "Schlüssel angelegt, Rolle Agent"
    assert sentence(Speech(LANGUAGES["en"]), entry) == "Created a token, role agent"
    assert sentence(Speech(LANGUAGES["en"]), Entry(2, at, "x", "moon_landed", {})) == "moon_landed"
