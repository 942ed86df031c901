"""People who sign in by name: invited, let in, limited, changed, removed."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from psycopg.conninfo import make_conninfo

from server.db.embedded import EmbeddedPostgres
from tests.conftest import Service, create_database, run_service
from tests.console.conftest import Browser

PASSWORD = "ein Satz als Passwort"


@pytest.fixture
def service(postgres: EmbeddedPostgres, template: str, mini_folder: Path) -> Iterator[Service]:
    """A service of its own: who is the last admin depends on all who were invited."""
    create_database(postgres, name := f"passwords_{uuid4().hex}", template)
    with run_service(make_conninfo(postgres.owner_url, dbname=name), mini_folder) as running:
        yield running


@pytest.fixture
def admin(visitors: Callable[..., Browser]) -> Browser:
    """Signed in by a link."""
    return visitors().sign_in("admin")


def invited(admin: Browser, login: str, role: str = "manager") -> str:
    """The code of an invitation."""
    page = admin.send("/console/people", {"login": login, "name": login.title(), "role": role}).text
    found = re.search(r"/console/invitation\?code=([\w-]+)", page)
    assert found, page
    return found[1]


def accept(browser: Browser, code: str, password: str = PASSWORD) -> int:
    form = {"code": code, "password": password, "again": password}
    return browser.send("/console/invitation", form).status_code


def test_people_sign_in_by_name_until_they_are_removed(admin: Browser, visitors: Callable[..., Browser]) -> None:
    """Invitation, password, sign-in; wrong and unknown get one answer; roles change at once; removal ends it all."""
    code = invited(admin, "eva")
    eva = visitors()
    assert accept(eva, code, "kurz") == 422
    assert accept(eva, code) == 303 and eva.get("/console").status_code == 200
    assert accept(visitors(), code) == 401

    again = visitors()
    answers = [
        again.send("/console/sign-in/password", {"login": login, "password": "not this one"})
        for login in ("eva", "nobody")
    ]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].text == answers[1].text
    assert again.send("/console/sign-in/password", {"login": " EVA ", "password": PASSWORD}).status_code == 303

    assert eva.get("/console/people/tokens").status_code == 403
    person = re.search(r"/console/people/([\w-]+)/role", admin.get("/console/people").text)
    assert person
    admin.send(f"/console/people/{person[1]}/role", {"role": "admin"})
    assert eva.get("/console/people/tokens").status_code == 200
    assert admin.send(f"/console/people/{person[1]}/remove").status_code == 409
    assert admin.send(f"/console/people/{person[1]}/role", {"role": "manager"}).status_code == 409

    accept(visitors(), invited(admin, "ole", "admin"))
    assert admin.send(f"/console/people/{person[1]}/remove").status_code == 303
    assert eva.get("/console").status_code == 401

    for login in ("ole", "stranger"):
        tries = [again.send("/console/sign-in/password", {"login": login, "password": "x"}) for _ in range(11)]
        assert [one.status_code for one in tries] == [401] * 10 + [429]
        assert 0 < int(tries[-1].headers["retry-after"]) <= 900


def test_a_new_password_signs_every_other_browser_out(
    service: Service, admin: Browser, visitors: Callable[..., Browser]
) -> None:
    """It takes the current one; sessions are listed, and ended one by one."""
    first, second = visitors(), visitors()
    accept(first, invited(admin, "ida"))
    second.send("/console/sign-in/password", {"login": "ida", "password": PASSWORD})
    change = {"current": "wrong", "password": PASSWORD * 2, "again": PASSWORD * 2}
    assert first.send("/console/people/you/password", change).status_code == 422
    assert first.send("/console/people/you/password", change | {"current": PASSWORD}).status_code == 303
    assert first.get("/console/people/you").status_code == 200
    assert second.get("/console").status_code == 401
    second.send("/console/sign-in/password", {"login": "ida", "password": PASSWORD * 2})
    other = re.search(r"/console/people/sessions/([\w-]+)/end", first.get("/console/people/you").text)
    assert other and first.send(f"/console/people/sessions/{other[1]}/end").status_code == 303
    assert second.get("/console").status_code == 401


def test_managers_invite_nobody(manager: Browser) -> None:
    """Access is for admins."""
    assert manager.send("/console/people", {"login": "x", "name": "X"}).status_code == 403
