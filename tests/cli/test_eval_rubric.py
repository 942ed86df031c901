"""Criteria in words, judged by a model that learns nobody's name."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_commands import kulanz
from tests.model_server import Reply, run_model_server, says
from tests.obedient_model import ObedientModel

SUITE = """
- id: crack
  why: a crack is met with sympathy
  store: mini
  as_of: 2026-11-16T10:00:00+01:00
  ticket:
    customer: {name: Ada Marsh, email: ada.marsh@mail.example}
    messages: [{author: customer, text: "My lamp arrived with a crack. Please help. Ada Marsh, +44 20 7946 0018"}]
  expect: {rubric: [The reply shows sympathy.]}
"""


class Judge(ObedientModel):
    """Writes as it is told, and finds that every criterion is met."""

    def next_reply(self, path: str, key: str | None, request: dict[str, Any]) -> Reply:
        if "criterion" in str(request["messages"]).casefold():
            self.requests.append(request)
            return says('{"reason": "It does.", "met": true}')
        return super().next_reply(path, key, request)


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with run_model_server(Judge()) as double:
        yield double


def test_the_judge_is_told_the_words_and_not_whose_they_are(judge: Judge, mini_folder: Path, tmp_path: Path) -> None:
    """Names, addresses and numbers are placeholders in the ticket and in the draft."""
    suite = tmp_path / "suite.yaml"
    suite.write_text(SUITE, encoding="utf-8")
    assert kulanz(tmp_path, "load", str(mini_folder)).returncode == 0
    done = kulanz(tmp_path, "eval", "run", str(suite), KULANZ_MODEL="scripted", KULANZ_MODEL_URL=judge.url)
    assert done.returncode == 0, done.stdout + done.stderr
    (request,) = judge.requests
    sent = str(request["messages"])
    assert "arrived with a crack" in sent and "[NAME_1]" in sent
    assert not any(known in sent for known in ("Ada", "Marsh", "7946"))
