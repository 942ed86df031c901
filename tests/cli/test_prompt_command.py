"""A manager's way on the command line: edit a snippet, run a suite, read the difference, move the label, roll back."""

from pathlib import Path

import pytest

from server.llm.prompts import BUILT_IN
from tests.cli.test_commands import kulanz

STYLE = "snippets/style.en"
SUITE = """
- id: language
  why: the language of the question
  store: mini
  as_of: 2026-11-16T10:00:00+01:00
  ticket: {messages: [{author: customer, text: "How long does delivery to Austria take?"}]}
  expect: {language: en, checks: all}
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, mini_folder: Path) -> Path:
    folder = tmp_path_factory.mktemp("kulanz")
    loaded = kulanz(folder, "load", str(mini_folder))
    assert loaded.returncode == 0, loaded.stderr
    return folder


def test_from_an_edit_to_production_and_back(home: Path, tmp_path: Path) -> None:
    """Each step by one command."""
    edited, suite = tmp_path / "style.md", tmp_path / "sample.yaml"
    edited.write_text(BUILT_IN.texts[STYLE] + "- Thank people who sent a picture.\n", encoding="utf-8")
    suite.write_text(SUITE, encoding="utf-8")

    added = kulanz(home, "prompt", "add", STYLE, str(edited), "--label", "staging")
    version = added.stdout.strip()
    assert added.returncode == 0, added.stderr
    assert kulanz(home, "eval", "run", str(suite), "--prompts", "staging").returncode == 0
    assert "+- Thank people" in kulanz(home, "prompt", "diff", STYLE, "production", "staging").stdout

    assert kulanz(home, "prompt", "label", STYLE, "production", version).returncode == 0
    assert f"{version}" in kulanz(home, "prompt", "list").stdout
    kulanz(home, "prompt", "export", str(tmp_path / "out"))
    assert "Thank people" in (tmp_path / "out" / f"{STYLE}.md").read_text("utf-8")

    assert kulanz(home, "prompt", "label", STYLE, "production", "built-in").returncode == 0
    assert kulanz(home, "prompt", "diff", STYLE, "built-in", "production").stdout == ""


def test_a_prompt_that_could_not_serve_is_refused(home: Path, tmp_path: Path) -> None:
    """With what is missing; nothing is kept."""
    edited = tmp_path / "reply.md"
    edited.write_text(BUILT_IN.texts["reply"].replace("{{wishes}}", ""), encoding="utf-8")
    done = kulanz(home, "prompt", "add", "reply", str(edited))
    assert done.returncode == 1 and "missing: wishes" in done.stderr
