"""Codes for the browser extension."""

import asyncio
import json
import re
from io import BytesIO
from zipfile import ZipFile

import psycopg
import pytest

from tests.conftest import Service
from tests.console.conftest import Browser


def code_in(page: str) -> str:
    found = re.search(r'id="pairing-code">([^<]+)<', page)
    assert found
    return found.group(1)


def test_a_code_pairs_once_with_its_role_and_agent(manager: Browser) -> None:
    """What the page shows is what POST /v1/pairings takes."""
    page = manager.send("/console/pairing", {"agent": "Mia", "role": "agent"}).text
    code = code_in(page)
    assert re.fullmatch(r"[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}", code)
    assert "For Mia, role agent." in page and "Works once, until" in page
    paired = manager.client.post("/v1/pairings", json={"code": code})
    assert paired.json()["agent"] == "Mia" and paired.json()["store"] == "mini"
    me = manager.get("/v1/me", Authorization=f"Bearer {paired.json()['token']}").json()
    assert me == {"store": "mini", "role": "agent", "agent": "Mia"}
    assert manager.client.post("/v1/pairings", json={"code": code}).status_code == 401


def test_the_form_lists_the_agents_of_the_store(manager: Browser) -> None:
    """And a code for nobody in particular."""
    page = manager.get("/console/pairing").text
    for agent in ("Mia", "Jonas", ""):
        assert f'<option value="{agent}"' in page


def test_nobody_gives_more_rights_than_they_have(manager: Browser) -> None:
    """A manager cannot make a code for an admin, and is not offered to."""
    assert 'value="admin"' not in manager.get("/console/pairing").text
    answer = manager.send("/console/pairing", {"agent": "", "role": "admin"})
    assert answer.status_code == 403 and "pairing-code" not in answer.text


def test_an_admin_can_pair_an_admin(visitor: Browser) -> None:
    """The highest role may give itself away."""
    page = visitor.sign_in("admin").send("/console/pairing", {"role": "admin"}).text
    assert "For nobody in particular, role admin." in page and code_in(page)


@pytest.mark.parametrize(
    ("form", "status"), [({"agent": "Nobody"}, 422), ({"role": "owner"}, 400), ({"agent": "<b>", "role": "agent"}, 422)]
)
def test_what_the_form_does_not_offer_is_refused(manager: Browser, form: dict[str, str], status: int) -> None:
    """A forged form gets a calm page and no code."""
    answer = manager.send("/console/pairing", form)
    assert answer.status_code == status and "pairing-code" not in answer.text


def test_htmx_gets_the_code_alone(manager: Browser) -> None:
    """A piece of the page, not another page inside it."""
    piece = manager.send("/console/pairing", {"role": "agent"}, **{"HX-Request": "true"}).text
    assert code_in(piece) and "<html" not in piece


def test_making_a_code_is_in_the_audit_log(service: Service, manager: Browser) -> None:
    """Who made it, for which role and agent; never the code."""
    code = code_in(manager.send("/console/pairing", {"agent": "Jonas", "role": "manager"}).text)
    actor, details = asyncio.run(newest_entry(service.owner_url, "pairing_code_created"))
    assert (actor, details) == ("manager", {"role": "manager", "agent": "Jonas"})
    assert code not in str(details)


async def newest_entry(url: str, event: str) -> tuple[str, dict[str, str]]:
    async with await psycopg.AsyncConnection.connect(url) as conn:
        cursor = await conn.execute(
            "SELECT actor, details FROM kulanz.audit_log WHERE event = %s ORDER BY entry_id DESC LIMIT 1", [event]
        )
        row = await cursor.fetchone()
    assert row
    return row[0], row[1]


def test_the_built_extension_can_be_downloaded(manager: Browser) -> None:
    """A zip with a manifest in it for each browser; the page links to both."""
    page = manager.get("/console/pairing").text
    for browser in ("chrome", "firefox"):
        assert f'href="/console/extension/{browser}"' in page
        answer = manager.get(f"/console/extension/{browser}")
        with ZipFile(BytesIO(answer.content)) as archive:
            assert json.loads(archive.read("manifest.json"))["manifest_version"] == 3


def test_the_extension_is_not_handed_to_strangers(visitor: Browser) -> None:
    """Whoever is not signed in is asked to."""
    assert visitor.get("/console/extension/chrome").status_code == 401
