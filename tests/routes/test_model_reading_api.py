"""A model that helps to read, behind the API: what it changes, what it is shown, what it cannot touch."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Service, run_service
from tests.model_server import ModelServer, fails, reads

TEXT = "Guten Tag, hier Sandra Köhler, Bestellung #1001: Die Leselampe ist zerbrochen. Ich hätte gern Ersatz."
REQUEST = {"ticket": {"messages": [{"author": "customer", "text": TEXT}]}, "as_of": "2026-08-10T12:00:00+02:00"}


@pytest.fixture
def with_model(owner_url: str, mini_folder: Path, model_server: ModelServer) -> Iterator[Service]:
    """The service with a model set."""
    with run_service(owner_url, mini_folder, model="scripted", model_url=model_server.url) as running:
        yield running


def post(service: Service, path: str) -> dict[str, Any]:
    with service.client() as client:
        answer = client.post(path, json=REQUEST)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


def test_what_rules_and_model_dispute_is_unknown(with_model: Service, model_server: ModelServer) -> None:
    """The decision says so, and takes nothing else from the model."""
    model_server.script(reads(), reads(wish="refund"), reads(wish="refund"))
    agreed, disputed = post(with_model, "/v1/decisions")["facts"], post(with_model, "/v1/decisions")["facts"]
    assert agreed["wish"] == {"value": "replacement", "state": "known", "source": "ticket"}
    assert disputed["wish"] == {"value": None, "state": "unknown", "source": "ticket"}
    assert {name for name in agreed if agreed[name] != disputed[name]} == {"wish"}


@pytest.mark.parametrize("path", ["/v1/decisions", "/v1/triage", "/v1/drafts"])
def test_every_way_asks_the_model(with_model: Service, model_server: ModelServer, path: str) -> None:
    """Decision, triage and draft read alike."""
    model_server.script(reads())
    post(with_model, path)
    assert "json_schema" in str(model_server.requests[0])


def test_a_name_that_only_the_order_knows_is_hidden(with_model: Service, model_server: ModelServer) -> None:
    """The order is looked up before anything leaves; its number stays."""
    model_server.script(reads())
    post(with_model, "/v1/decisions")
    sent = json.dumps(model_server.requests, ensure_ascii=False)
    assert "Sandra" not in sent and "Köhler" not in sent
    assert "[NAME_1] [NAME_2], Bestellung #1001" in sent


def test_a_model_that_fails_changes_nothing(with_model: Service, model_server: ModelServer) -> None:
    """The facts are those of the rules, with which the second answer agrees."""
    model_server.script(fails(401), reads())
    failed, agreed = post(with_model, "/v1/decisions"), post(with_model, "/v1/decisions")
    assert failed["facts"] == agreed["facts"]
    assert failed["facts"]["problem"]["value"] == "damaged"
