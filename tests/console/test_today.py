"""Today: what waits, what is due, what is not set up, and uploads that become jobs."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from server.console.today import uploads
from server.db.embedded import EmbeddedPostgres
from server.db.migrate import service_url
from server.db.pool import Database
from server.db.waiting import WaitingTicket, waiting
from tests.conftest import Service, create_database, run_service
from tests.console.conftest import Browser

CUSTOMER = {"name": "Eva Beispiel", "email": "eva@kunde.example"}


@pytest.fixture(scope="module")
def shop(postgres: EmbeddedPostgres, template: str, mini_folder: Path) -> Iterator[Service]:
    """A service of its own: these tests count."""
    create_database(postgres, "today", template)
    with run_service(make_conninfo(postgres.owner_url, dbname="today"), mini_folder) as running:
        yield running


@pytest.fixture
def desk(shop: Service) -> Iterator[Browser]:
    """A signed-in admin who reads English."""
    browser = Browser(shop)
    with browser.client:
        yield browser.sign_in("admin")


def drafted(shop: Service, name: str, *texts: str) -> dict[str, Any]:
    """The draft for a ticket that the helpdesk calls `name`, with these messages of the customer."""
    ticket = {
        "helpdesk": "zendesk",
        "external_id": name,
        "subject": f"About {name}",
        "customer": CUSTOMER,
        "messages": [{"author": "customer", "text": text} for text in texts],
    }
    with shop.client("manager", Accept="application/json") as client:
        answer = client.post("/v1/drafts", json={"ticket": ticket})
        assert answer.status_code in (200, 201), answer.text
        body: dict[str, Any] = answer.json()
        return body


def sent(shop: Service, draft: dict[str, Any]) -> None:
    with shop.client("manager") as client:
        answer = client.post(f"/v1/drafts/{draft['id']}/outcome", json={"action": "sent", "final_text": "Done."})
        assert answer.is_success, answer.text


def waiting_in(shop: Service) -> list[WaitingTicket]:
    async def read() -> list[WaitingTicket]:
        async with Database(service_url(shop.owner_url)) as database, database.store("mini") as conn:
            return await waiting(conn)

    return asyncio.run(read())


def subjects(shop: Service) -> list[str | None]:
    return [ticket.subject for ticket in waiting_in(shop)]


def test_a_drafted_ticket_waits_until_its_answer_is_sent(shop: Service, desk: Browser) -> None:
    """With its priority and by when; gone once the answer went out, back with the customer's next word."""
    draft = drafted(shop, "waits", "Where is my order #1001?")
    page = desk.get("/console").text
    assert "About waits" in page and "Answer by" in page and "Eva Beispiel" in page
    sent(shop, draft)
    assert "About waits" not in subjects(shop)
    drafted(shop, "waits", "Where is my order #1001?", "Hello? Anybody?")
    assert "About waits" in subjects(shop)


def test_the_most_urgent_comes_first(shop: Service) -> None:
    """By priority, then by due time; what no draft has triaged yet stands at the end."""
    drafted(shop, "calm", "Do you have this lamp in green?")
    drafted(shop, "danger", "The lamp #1001 caught fire and burned my hand! My lawyer will write to you.")
    found = waiting_in(shop)
    ranks = [
        ("urgent", "high", "medium", "low", None).index(one.triage.priority if one.triage else None) for one in found
    ]
    assert ranks == sorted(ranks)
    names = [one.subject for one in found]
    assert names.index("About danger") < names.index("About calm")


def test_solved_tickets_do_not_wait(shop: Service) -> None:
    """A customer's thanks need no answer."""
    with psycopg.connect(shop.owner_url) as conn:
        solved = {str(row[0]) for row in conn.execute("SELECT ticket_id FROM kulanz.tickets WHERE status = 'solved'")}
    assert solved and solved.isdisjoint(ticket.id for ticket in waiting_in(shop))


def test_what_is_not_set_up_is_one_click_away(desk: Browser) -> None:
    """No model; and agents without a token, once there are any."""
    page = desk.get("/console").text
    assert "Not set up yet" in page and "Not paired yet" not in page
    assert "No model is set" in page and "KULANZ_MODEL" in page


def test_a_page_that_moved_is_told_about(shop: Service, desk: Browser) -> None:
    """Helpdesk, missing part and version, without the page's structure."""
    report = {"helpdesk": "gorgias", "missing": "reply_box", "extension": "0.1.0", "html": "<div></div>"}
    with shop.client("agent") as client:
        answer = client.post("/v1/page_reports", json=report)
    assert answer.is_success, answer.text
    assert "gorgias: reply_box (extension 0.1.0), reported 1 times" in desk.get("/console").text


def test_a_shop_without_any_past_ticket_has_a_page(shop: Service, desk: Browser) -> None:
    """Day one: it says where tickets come from and offers the import."""
    with psycopg.connect(shop.owner_url) as conn:
        conn.execute(sql.SQL("SET session_replication_role = replica"))
        conn.execute(sql.SQL("DELETE FROM kulanz.tickets"))
    page = desk.get("/console").text
    assert "Nobody is waiting for an answer just now" in page and "Import past tickets" in page


def upload(desk: Browser, path: str, content: bytes, **fields: str) -> Any:
    desk.get("/console")
    form = {"_csrf_token": desk.client.cookies["csrftoken"], **fields}
    return desk.client.post(path, data=form, files={"file": ("upload", content)})


def test_an_uploaded_file_becomes_a_job(shop: Service, desk: Browser) -> None:
    """The page of the job is where it leads; format, file and the way back are the job's."""
    answer = upload(desk, "/console/imports", b"[]", format="zendesk")
    found = re.fullmatch(r"/console/jobs/([\w-]+)", answer.headers["location"])
    assert answer.status_code == 303 and found
    with psycopg.connect(shop.owner_url) as conn:
        row = conn.execute("SELECT kind, request, input FROM kulanz.jobs WHERE job_id = %s", [found[1]]).fetchone()
    assert row == ("import", {"format": "zendesk", "then": "/console?done={id}"}, b"[]")


@pytest.mark.parametrize(
    ("content", "fields", "status"), [(b"", {"format": "csv"}, 422), (b"x", {"format": "fax"}, 400)]
)
def test_an_upload_that_is_none_is_refused(desk: Browser, content: bytes, fields: dict[str, str], status: int) -> None:
    """No file, or of a system that Kulanz does not read."""
    assert upload(desk, "/console/imports", content, **fields).status_code == status


def test_a_file_that_is_too_large_is_told_about(desk: Browser) -> None:
    """And how larger ones are read."""
    answer = upload(desk, "/console/imports", b"x" * (uploads.MOST_BYTES + 1), format="csv")
    assert answer.status_code == 413 and "kulanz import" in answer.text


def test_a_store_pack_takes_an_admin(service: Service, manager: Browser) -> None:
    """Its store.yaml says who may do what."""
    assert upload(manager, "/console/packs", b"PK").status_code == 403


def test_a_pack_that_an_admin_uploads_becomes_a_job(desk: Browser) -> None:
    """Edits made in the console are given up only where that is ticked."""
    assert upload(desk, "/console/packs", b"PK", take_folder="yes").status_code == 303
