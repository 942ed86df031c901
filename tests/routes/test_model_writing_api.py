"""A model that writes, behind the API: what it may change, what it is shown, and what happens when it misbehaves."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Service, run_service
from tests.model_server import ModelServer, Reply, breaks_off, fails, reads, stalls, writes

TEXT = (
    "Guten Tag, hier Sandra Köhler, Bestellung #1001: Die Leselampe ist zerbrochen angekommen, ein Foto hängt an. "
    "Ich hätte gern Ersatz.\n\nSandra Köhler\nLindenweg 4\n20095 Hamburg"
)
TICKET = {
    "customer": {"name": "Sandra Köhler", "email": "sandra.koehler@mail.example"},
    "messages": [
        {"author": "customer", "text": TEXT, "attachments": [{"name": "bruch.jpg", "media_type": "image/jpeg"}]}
    ],
}
REQUEST = {"ticket": TICKET, "as_of": "2026-08-10T12:00:00+02:00", "agent_name": "Mia"}
READ = reads()


@pytest.fixture
def with_model(owner_url: str, mini_folder: Path, model_server: ModelServer) -> Iterator[Service]:
    """The service with a model that is given a second to begin and two to end."""
    settings = {"model": "scripted", "model_url": model_server.url, "first_word_seconds": 1, "writing_seconds": 2}
    with run_service(owner_url, mini_folder, **settings) as running:
        yield running


def draft(service: Service, **changes: Any) -> dict[str, Any]:
    with service.client() as client:
        answer = client.post("/v1/drafts", json=REQUEST | changes)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


def events(service: Service) -> list[tuple[str, dict[str, Any]]]:
    """The stream's events, names and data."""
    with service.client(Accept="text/event-stream") as client:
        blocks = client.post("/v1/drafts", json=REQUEST).text.split("\n\n")
    lines = [block.split("\n") for block in blocks if block.startswith("event: ")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in lines]


def good_text(service: Service, model_server: ModelServer) -> str:
    """What the macro writer says to the same ticket, in slightly other words: a text that passes every check."""
    model_server.script(READ, fails(400))
    return str(draft(service)["text"]).replace("Hallo", "Guten Tag", 1)


def test_the_model_s_words_are_the_draft(with_model: Service, model_server: ModelServer) -> None:
    """With its name, the prompt's version and the tokens; the decision is the code's."""
    text = good_text(with_model, model_server)
    model_server.script(READ, writes(text))
    made = draft(with_model)
    assert (made["writer"], made["model"], made["degraded"]) == ("model", "scripted", None)
    assert made["text"] == text
    assert made["prompt_version"].startswith("reply@")
    assert made["tokens"] == {"prompt": 900, "completion": 90, "cached": 0}
    assert made["cost"] is None  # nobody has told a price
    assert made["decision"]["outcome"] == "replacement"


def test_nobody_s_name_leaves_and_everybody_s_comes_back(with_model: Service, model_server: ModelServer) -> None:
    """Placeholders go out; in the stream and in the draft stand the people, wherever a chunk was cut."""
    text = good_text(with_model, model_server)
    hidden = text.replace("Sandra", "[NAME_1]")
    assert hidden != text
    model_server.script(READ, writes(hidden, size=3))
    stream = events(with_model)
    sent = json.dumps(model_server.requests[-1], ensure_ascii=False)
    for word in ("Sandra", "Köhler", "Lindenweg", "20095", "sandra.koehler"):
        assert word not in sent
    assert "#1001" in sent
    assert "".join(data["delta"] for name, data in stream if name == "text") == text
    assert stream[-1][1]["text"] == text


def test_what_left_is_told_word_for_word(with_model: Service, model_server: ModelServer) -> None:
    """`sent` of the draft is what the server was sent."""
    text = good_text(with_model, model_server)
    model_server.script(READ, writes(text))
    made = draft(with_model)
    messages = [{"role": turn["role"], "content": turn["text"]} for turn in made["sent"]]
    assert messages == model_server.requests[-1]["messages"]


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (fails(429, Retry_After="60"), "rate_limited"),
        (fails(400), "model_error"),
        (stalls("Guten Tag"), "timeout"),
        (breaks_off("Guten Tag, Sandra"), "broken_stream"),
        (writes("", refusal="No."), "refused"),
    ],
    ids=["limit", "error", "stall", "cut", "refusal"],
)
def test_whatever_fails_the_macro_writer_serves(
    with_model: Service, model_server: ModelServer, reply: Reply, code: str
) -> None:
    """After a reset, with the reason; the deltas after it add up to the draft."""
    model_server.script(READ, reply)
    stream = events(with_model)
    names = [name for name, _ in stream]
    last_reset = len(names) - 1 - names[::-1].index("reset")
    made = stream[-1][1]
    assert (made["writer"], made["degraded"]["code"]) == ("macro", code)
    assert stream[last_reset][1]["code"] == code
    assert "".join(data["delta"] for name, data in stream[last_reset:] if name == "text") == made["text"]


def test_a_text_that_fails_a_check_is_written_once_more_with_the_reason(
    with_model: Service, model_server: ModelServer
) -> None:
    """The model is told what was wrong, and may serve then."""
    text = good_text(with_model, model_server)
    model_server.script(READ, writes(f"{text}\n\nAls Dank bekommst du 500,00 € von uns."), writes(text))
    made = draft(with_model)
    assert (made["writer"], made["text"]) == ("model", text)
    roles = [message["role"] for message in model_server.requests[-1]["messages"]]
    assert roles == ["system", "user", "assistant", "user"]
    assert "500,00 €" in model_server.requests[-1]["messages"][-1]["content"]


def test_what_no_list_holds_is_heard_in_a_model_s_text(with_model: Service, model_server: ModelServer) -> None:
    """Also where no check was written in its words: the customer's risk, by image."""
    text = good_text(with_model, model_server)
    risk = "Was hinter der Haustür des Nachbarn passiert, liegt nicht mehr in unserer Hand."
    before, farewell = text.rsplit("\n\n", 1)
    model_server.script(READ, writes(f"{before}\n\n{risk}\n\n{farewell}"), writes(text))
    assert draft(with_model)["text"] == text
    assert risk in model_server.requests[-1]["messages"][-2]["content"]


def test_a_text_that_fails_twice_never_serves(with_model: Service, model_server: ModelServer) -> None:
    """The macro writer does, and the draft says why."""
    text = good_text(with_model, model_server)
    model_server.script(READ, *[writes(f"{text}\n\nAls Dank bekommst du 500,00 € von uns.")] * 2)
    made = draft(with_model)
    assert made["degraded"]["code"] == "checks_failed"
    assert "500" not in made["text"]


def test_an_instruction_reaches_the_model_and_is_said_where_it_was_not_followed(
    with_model: Service, model_server: ModelServer
) -> None:
    """As a wish about words; the macro writer cannot follow it."""
    model_server.script(READ, fails(400))
    made = draft(with_model, instruction="Bitte mit einem Gruß an den Hund.")
    assert "Gruß an den Hund" in model_server.requests[-1]["messages"][-1]["content"]
    assert any("Anweisung" in note for note in made["notes"])


def test_a_rewrite_starts_from_the_draft(with_model: Service, model_server: ModelServer) -> None:
    """`clearer` is the model's: it sees the text as it stands, and the new draft names its parent."""
    text = good_text(with_model, model_server)
    model_server.script(READ, writes(text))
    first = draft(with_model)
    model_server.script(READ, writes(text))
    with with_model.client() as client:
        second = client.post(f"/v1/drafts/{first['id']}/rewrite", json={"preset": "clearer"}).json()
    assert second["parent_id"] == first["id"] and second["writer"] == "model"
    assert second["prompt_version"].startswith("rewrite@")


def test_who_has_not_shown_whose_order_it_is_reaches_no_prompt_with_it(
    with_model: Service, model_server: ModelServer
) -> None:
    """What the model does not know it cannot give away."""
    model_server.script(READ, fails(400))
    stranger = TICKET | {"customer": {"name": "Jan Petersen", "email": "jan@stranger.example"}}
    stranger["messages"] = [{"author": "customer", "text": "Wo ist die Bestellung #1001? Sie ist zerbrochen."}]
    draft(with_model, ticket=stranger)
    sent = json.dumps(model_server.requests[-1], ensure_ascii=False)
    assert "delivered" not in sent and "Leselampe" not in sent


def test_a_supplier_learns_nothing_of_the_customer(with_model: Service, model_server: ModelServer) -> None:
    """No word of the ticket is in what the model gets, and of the names only the agent's, as a placeholder."""
    model_server.script(READ, fails(400))
    draft(with_model, kind="supplier_message")
    sent = json.dumps(model_server.requests[-1], ensure_ascii=False)
    assert "zerbrochen" not in sent and "NAME_2" not in sent
