"""`kulanz eval run` and `compare`, as a manager or CI runs them: each test runs the real command."""

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import kulanz

SUITES = Path(__file__).parent.parent.parent / "evals" / "suites"
BASELINE = SUITES.parent / "baseline.json"

CASES = """
- id: language
  why: the language of the question
  store: mini
  as_of: 2026-11-16T10:00:00+01:00
  ticket: {messages: [{author: customer, text: "Wie lange dauert die Lieferung nach Österreich?"}]}
  expect: {language: LANGUAGE, checks: all}
- id: search
  why: the section on late parcels
  store: mini
  search: {query: "Mein Paket ist zu spät"}
  expect: {cites: [delivery#late]}
"""


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    file = tmp_path / "sample.yaml"
    file.write_text(CASES.replace("LANGUAGE", "de"), encoding="utf-8")
    return file


def test_a_run_that_passes_exits_with_0_and_keeps_what_it_found(tmp_path: Path, suite: Path) -> None:
    """As JSON, JUnit and a page; it names code, shop and tree."""
    files = [tmp_path / name for name in ("run.json", "run.xml", "run.html")]
    done = kulanz(
        tmp_path, "eval", "run", str(suite), "--json", str(files[0]), "--junit", str(files[1]), "--html", str(files[2])
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "mini pack" in done.stdout and "all cases" in done.stdout
    run = json.loads(files[0].read_text("utf-8"))
    assert run["versions"]["model"] is None and set(run["versions"]["packs"]) == {"mini"}
    assert all(file.stat().st_size > 100 for file in files)


def test_a_run_with_a_failure_exits_with_100_and_says_why(tmp_path: Path, suite: Path) -> None:
    """With what was expected and what came; compared with the run before it, it broke one case."""
    before, after = tmp_path / "before.json", tmp_path / "after.json"
    kulanz(tmp_path, "eval", "run", str(suite), "--json", str(before))
    suite.write_text(CASES.replace("LANGUAGE", "en"), encoding="utf-8")
    done = kulanz(tmp_path, "eval", "run", str(suite), "--json", str(after))
    assert done.returncode == 100
    assert "the draft's language is de, expected en" in done.stdout
    compared = kulanz(tmp_path, "eval", "compare", str(before), str(after))
    assert compared.returncode == 100
    assert "broken sample/language" in compared.stdout and "no difference shown" in compared.stdout


def test_a_suite_that_cannot_be_read_exits_with_1(tmp_path: Path, suite: Path) -> None:
    """Nothing is run."""
    suite.write_text("- id: x\n", encoding="utf-8")
    done = kulanz(tmp_path, "eval", "run", str(suite))
    assert done.returncode == 1 and "why is missing" in done.stderr


def test_our_suites_are_no_worse_than_the_baseline(tmp_path: Path) -> None:
    """What a suite's case once passed it passes still; `make baseline` moves the line, and its diff is reviewed."""
    done = kulanz(tmp_path, "eval", "run", str(SUITES), "--baseline", str(BASELINE), within=400)
    assert done.returncode == 0, done.stdout + done.stderr
