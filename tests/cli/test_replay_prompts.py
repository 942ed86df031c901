"""What other prompts would change on past tickets: a prompt that reads may, one that writes cannot."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from server.llm.prompts import BUILT_IN
from tests.cli.test_commands import Result, kulanz
from tests.model_server import ModelServer, Reply, fails, reads, run_model_server


class ReadingModel(ModelServer):
    """Reads a broken thing in every mail, and what its prompt calls dangerous as a danger; told to fail it does."""

    def next_reply(self, path: str, key: str | None, request: dict[str, Any]) -> Reply:
        system = request["messages"][0]["content"]
        if "Fail." in system:
            return fails(400)
        return reads(problems=["safety"]) if "All is dangerous." in system else reads()


@pytest.fixture(scope="module")
def reading_model() -> Iterator[ReadingModel]:
    with run_model_server(ReadingModel()) as double:
        yield double


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, mini_folder: Path) -> Path:
    """The mini shop with a label on prompts that read in another way, one that fails, and one that writes."""
    home = tmp_path_factory.mktemp("kulanz")
    assert kulanz(home, "load", str(mini_folder)).returncode == 0
    text_facts, style = "snippets/text_facts", "snippets/style.en"
    changes = (
        ("anxious", text_facts, "All is dangerous."),
        ("broken", text_facts, "Fail."),
        ("kind", style, "Be kind."),
    )
    for label, name, words in changes:
        edited = home / f"{label}.md"
        edited.write_text(f"{BUILT_IN.texts[name]}\n{words}\n", encoding="utf-8")
        assert kulanz(home, "prompt", "add", name, str(edited), "--label", label).returncode == 0
    return home


def replay(home: Path, model: ReadingModel, *arguments: str) -> Result:
    return kulanz(home, "replay", *arguments, KULANZ_MODEL="scripted", KULANZ_MODEL_URL=model.url)


def test_a_prompt_that_reads_in_another_way_flips_decisions(home: Path, reading_model: ReadingModel) -> None:
    """From where the production's reading leads to where the label's does."""
    shown = replay(home, reading_model, "--prompts", "anxious", "--json")
    assert shown.returncode == 0, shown.stderr
    replayed = json.loads(shown.stdout)
    assert replayed["comparison"]["flipped"] > 0
    assert replayed["unanswered"] == 0
    assert {flip["to"]["outcome"] for flip in replayed["comparison"]["flips"]} & {"safety", None}


def test_last_takes_the_newest_tickets_alone(home: Path, reading_model: ReadingModel) -> None:
    """As with the other kinds of replay."""
    shown = replay(home, reading_model, "--prompts", "anxious", "--last", "3", "--json")
    assert json.loads(shown.stdout)["comparison"]["cases"] == 3


def test_answers_that_never_came_are_told(home: Path, reading_model: ReadingModel) -> None:
    """The rules' reading stands there, and the reader of the table knows."""
    shown = replay(home, reading_model, "--prompts", "broken", "--last", "2")
    assert "the model gave no answer 2 times; there the rules' reading stands" in " ".join(shown.stdout.split())


def test_a_label_that_reads_by_the_same_prompts_is_refused(home: Path, reading_model: ReadingModel) -> None:
    """Nothing could flip, and no ticket is sent to a model to find that out."""
    refused = replay(home, reading_model, "--prompts", "kind")
    assert (refused.returncode, "so no decision can flip" in " ".join(refused.stderr.split())) == (1, True)


def test_what_went_wrong_is_logged_beside_the_json(home: Path, reading_model: ReadingModel) -> None:
    """On stderr: a program reads the other stream."""
    shown = replay(home, reading_model, "--prompts", "broken", "--last", "2", "--json")
    assert json.loads(shown.stdout)["unanswered"] == 2
    assert "model_reading_failed" in shown.stderr


def test_a_label_that_is_on_nothing_is_refused(home: Path, reading_model: ReadingModel) -> None:
    """A slip of the pen is not taken for prompts that read alike."""
    refused = replay(home, reading_model, "--prompts", "anxius")
    assert (refused.returncode, "No version has the label" in refused.stderr) == (1, True)


def test_prompts_need_a_model_to_be_replayed(home: Path) -> None:
    """The message says which setting is missing."""
    refused = kulanz(home, "replay", "--prompts", "anxious")
    assert (refused.returncode, "set KULANZ_MODEL" in " ".join(refused.stderr.split())) == (1, True)
