"""The edge: who may come in, what is refused, and how it is said."""

import httpx
import pytest

from server.db import access
from server.db.migrate import service_url
from server.db.pool import Database
from tests.conftest import Service


def error(answer: httpx.Response) -> tuple[int, str]:
    body = answer.json()
    assert set(body) == {"error"} and set(body["error"]) == {"code", "message", "details"}
    return answer.status_code, body["error"]["code"]


def test_without_a_token_nothing_is_told(service: Service) -> None:
    """401, in the one error shape."""
    with service.client(role=None) as client:
        assert error(client.get("/v1/me")) == (401, "not_signed_in")


def test_a_token_knows_its_store_and_role(service: Service) -> None:
    """GET /v1/me says whose token it is."""
    with service.client("manager") as client:
        assert client.get("/v1/me").json() == {"store": "mini", "role": "manager", "agent": "Jonas"}


def test_an_unknown_path_answers_in_the_same_shape(service: Service) -> None:
    """Even what is not there speaks the contract's language."""
    with service.client() as client:
        assert error(client.get("/v1/nothing")) == (404, "page_not_found")


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"ticket": 1}', b'{"ticket": {"messages": [{"text": "x"}]}}'])
def test_a_body_that_does_not_fit_is_refused(service: Service, body: bytes) -> None:
    """Broken JSON, the wrong type, a missing author: 400 with where it does not fit."""
    with service.client(**{"Content-Type": "application/json"}) as client:
        assert error(client.post("/v1/drafts", content=body)) == (400, "invalid_request")


@pytest.mark.parametrize("text", ["", " \n\t", "\x00\x00"])
def test_a_ticket_without_text_is_refused(service: Service, text: str) -> None:
    """There is nothing to answer."""
    ticket = {"messages": [{"author": "customer", "text": text}]}
    with service.client() as client:
        assert error(client.post("/v1/drafts", json={"ticket": ticket})) == (400, "invalid_request")


def test_two_megabytes_of_text_are_too_much(service: Service) -> None:
    """413 instead of a slow answer."""
    ticket = {"messages": [{"author": "customer", "text": "Wo ist mein Paket? " * 110_000}]}
    with service.client() as client:
        assert error(client.post("/v1/drafts", json={"ticket": ticket})) == (413, "too_large")


def test_five_thousand_messages_are_a_ticket(service: Service) -> None:
    """A long history is read, not refused."""
    messages = [{"author": "customer", "text": f"Hallo, noch eine Frage, Nummer {n}."} for n in range(5000)]
    with service.client() as client:
        answer = client.post("/v1/drafts", json={"ticket": {"messages": messages}})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "text",
    [
        "<html><body><p>Wo ist mein <b>Paket</b>?</p><script>alert(1)</script></body></html>",
        "Wo ist mein Paket?\x00\x07",
        "Wo ist mein Paket? 😀 \ud83d".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
        "MÃ¼ssen Sie immer so lange brauchen? Wo ist mein Paket?",
    ],
)
def test_odd_text_gives_a_sensible_draft(service: Service, text: str) -> None:
    """HTML, control characters and broken encodings are read as well as they can be."""
    ticket = {"messages": [{"author": "customer", "text": text}]}
    with service.client() as client:
        answer = client.post("/v1/drafts", json={"ticket": ticket})
    assert answer.status_code == 200
    assert answer.json()["language"] == "de"
    assert "\x00" not in answer.json()["text"]


def test_unknown_keys_in_a_ticket_are_ignored(service: Service) -> None:
    """A helpdesk may send more than we know."""
    ticket = {"messages": [{"author": "customer", "text": "Wo ist mein Paket?", "mood": 7}], "colour": "red"}
    with service.client() as client:
        assert client.post("/v1/triage", json={"ticket": ticket}).status_code == 200


def test_a_date_without_offset_is_refused(service: Service) -> None:
    """A message's time must say in which zone it is."""
    ticket = {"messages": [{"author": "customer", "text": "Hallo", "sent_at": "2026-11-16T10:00:00"}]}
    with service.client() as client:
        assert error(client.post("/v1/triage", json={"ticket": ticket})) == (400, "invalid_request")


@pytest.mark.parametrize("sent_at", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_a_time_no_mail_was_sent_at_is_refused(service: Service, sent_at: str) -> None:
    """Days cannot be counted from the year 1."""
    ticket = {"messages": [{"author": "customer", "text": "Hallo", "sent_at": sent_at}]}
    with service.client() as client:
        assert error(client.post("/v1/triage", json={"ticket": ticket})) == (400, "invalid_request")


def test_a_long_text_beside_the_ticket_is_too_much(service: Service) -> None:
    """The limit holds for all text of a request."""
    ticket = {"messages": [{"author": "customer", "text": "Wo ist mein Paket?"}]}
    with service.client() as client:
        answer = client.post("/v1/drafts", json={"ticket": ticket, "typed_text": "x" * 1_100_000})
    assert error(answer) == (413, "too_large")


def test_a_mail_of_very_many_words_is_answered(service: Service) -> None:
    """Retrieval asks with a question, not with a book."""
    text = "Wo ist mein Paket? " + " ".join(f"wort{n}" for n in range(60_000))
    with service.client() as client:
        answer = client.post("/v1/drafts", json={"ticket": {"messages": [{"author": "customer", "text": text}]}})
    assert answer.status_code == 200


def test_helpdesks_have_an_etag(service: Service) -> None:
    """Who has the selectors already gets 304."""
    with service.client() as client:
        first = client.get("/v1/helpdesks")
        again = client.get("/v1/helpdesks", headers={"If-None-Match": first.headers["etag"]})
    assert {h["id"] for h in first.json()["helpdesks"]} == {"gmail", "outlook", "zendesk"}
    assert again.status_code == 304


@pytest.mark.anyio
async def test_a_pairing_code_gives_a_token_bound_to_its_extension(service: Service) -> None:
    """The token works from the origin that paired, and from no other."""
    async with Database(service_url(service.owner_url)) as database, database.store("mini") as conn:
        code = await access.create_code(conn, "mini", "pairing", "agent", "Mia", access.PAIRING_LIFETIME)
    origin = {"Origin": "chrome-extension://abcdefghijklmnop"}
    with service.client(role=None) as client:
        paired = client.post("/v1/pairings", json={"code": code}, headers=origin).json()
        assert (paired["store"], paired["agent"]) == ("mini", "Mia")
        bearer = {"Authorization": f"Bearer {paired['token']}"}
        assert client.get("/v1/me", headers=bearer | origin).status_code == 200
        assert client.get("/v1/me", headers=bearer).status_code == 200
        assert error(client.get("/v1/me", headers=bearer | {"Origin": "https://evil.example"})) == (403, "not_allowed")
        assert error(client.post("/v1/pairings", json={"code": code})) == (401, "not_signed_in")


def test_web_pages_get_no_cors(service: Service) -> None:
    """No answer allows a web origin."""
    with service.client() as client:
        answer = client.get("/v1/me", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in answer.headers


def test_orders_are_found_however_they_are_written(service: Service) -> None:
    """#1001, LB-1001 and 1001 are one order."""
    with service.client() as client:
        found = {client.get(f"/v1/orders/{number}").json()["number"] for number in ("%231001", "LB-1001", "1001")}
        assert found == {"#1001"}
        assert error(client.get("/v1/orders/999999")) == (404, "order_not_found")


def test_orders_are_listed_in_pages(service: Service) -> None:
    """Newest first; a wrong page mark is refused."""
    with service.client() as client:
        page = client.get("/v1/orders").json()
        placed = [order["placed_at"] for order in page["orders"]]
        assert placed == sorted(placed, reverse=True) and len(placed) == 12 and page["next"] is None
        assert error(client.get("/v1/orders?next=xyz")) == (400, "invalid_request")


def test_search_finds_policies_by_words(service: Service) -> None:
    """A question finds a passage with its address and version."""
    with service.client() as client:
        passages = client.post("/v1/search", json={"query": "Widerruf", "kinds": ["policy"]}).json()["passages"]
    assert passages and passages[0]["section"].startswith("withdrawal#") and passages[0]["version"] == 1


def test_metrics_name_no_person(service: Service) -> None:
    """Metrics count routes, not customers."""
    with service.client() as client:
        client.get("/v1/orders?query=secret@mail.example")
        text = client.get("/metrics").text
    assert "secret" not in text and "mail.example" not in text
    assert 'path="/v1/orders"' in text


def test_nothing_personal_reaches_the_log(service: Service, capfd: pytest.CaptureFixture[str]) -> None:
    """Neither a good request nor a refused one leaves the customer's words or address on stdout or stderr."""
    ticket = {
        "customer": {"email": "geheim@mail.example", "name": "Gesine Heimlich"},
        "messages": [{"author": "customer", "text": "Ich bin Gesine Heimlich, wo ist mein Paket?"}],
    }
    with service.client() as client:
        client.post("/v1/drafts", json={"ticket": ticket})
        client.post("/v1/drafts", json={"ticket": {**ticket, "messages": "Gesine"}})
        client.post("/v1/drafts", json={"ticket": ticket, "facts": {"Heimlich": 1}})
        client.get("/v1/orders?query=geheim@mail.example")
    printed = capfd.readouterr()
    assert not any(word in printed.out + printed.err for word in ("geheim", "Gesine", "Heimlich"))


def test_a_report_of_a_changed_page_reaches_managers_alone(service: Service) -> None:
    """An agent's extension sends it; a manager reads it, an agent may not."""
    report = {"helpdesk": "zendesk", "missing": "reply.box", "extension": "0.1.0", "html": "<p>xxx</p>"}
    with service.client("agent") as agent, service.client("manager") as manager:
        assert agent.post("/v1/page_reports", json=report).status_code == 204
        assert error(agent.get("/v1/page_reports")) == (403, "not_allowed")
        newest = manager.get("/v1/page_reports").json()[0]
    assert {name: newest[name] for name in report} == report


def test_a_report_longer_than_a_page_is_refused(service: Service) -> None:
    """More than 200,000 characters are no censored structure."""
    report = {"helpdesk": "zendesk", "missing": "reply.box", "extension": "0.1.0", "html": "x" * 200_001}
    with service.client() as client:
        assert error(client.post("/v1/page_reports", json=report)) == (400, "invalid_request")
