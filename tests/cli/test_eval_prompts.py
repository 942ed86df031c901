"""Two labels of a prompt, one suite: a worse prompt is found worse, and an equal one is not called better."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.llm.prompts import BUILT_IN
from tests.cli.test_commands import Result, kulanz
from tests.model_server import run_model_server
from tests.obedient_model import ObedientModel

STYLE = "snippets/style.en"
COUNTRIES = ("Austria", "France", "Belgium", "Denmark", "Poland", "Italy", "Spain", "Sweden")
SUITE = "".join(
    f"""
- id: {country.casefold()}
  why: people are greeted as friends
  store: mini
  as_of: 2026-11-16T10:00:00+01:00
  ticket:
    customer: {{name: Ada Marsh}}
    messages: [{{author: customer, text: "How long does the delivery to {country} take?"}}]
  expect: {{contains: [Hi Ada], checks: all, cost: {{tokens: 1000, money: {{amount: "0.001", currency: USD}}}}}}
"""
    for country in COUNTRIES
)


@pytest.fixture(scope="module")
def obedient() -> Iterator[ObedientModel]:
    with run_model_server(ObedientModel()) as double:
        yield double


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory, mini_folder: Path, obedient: ObedientModel) -> dict[str, Path]:
    """A run under each label of one shop; the answers of the model are those of its prompt."""
    home = tmp_path_factory.mktemp("kulanz")
    (home / "suite.yaml").write_text(SUITE, encoding="utf-8")
    model = {
        "KULANZ_MODEL": "scripted",
        "KULANZ_MODEL_URL": obedient.url,
        "KULANZ_MODEL_PRICE": "scripted=0.40/0.10/1.60 USD",
    }
    assert kulanz(home, "load", str(mini_folder)).returncode == 0
    made = dict[str, Path]()
    for label, change in (("production", ""), ("equal", "- Keep it kind.\n"), ("worse", "- Greet with Dear.\n")):
        if change:
            edited = home / f"{label}.md"
            edited.write_text(BUILT_IN.texts[STYLE] + change, encoding="utf-8")
            assert kulanz(home, "prompt", "add", STYLE, str(edited), "--label", label).returncode == 0
        made[label] = home / f"{label}.json"
        run = ("eval", "run", str(home / "suite.yaml"), "--prompts", label, "--json", str(made[label]))
        done = kulanz(home, *run, **model)
        assert done.returncode == (100 if label == "worse" else 0), done.stdout + done.stderr
        assert "0.004032 USD" in done.stdout  # eight drafts of 900 tokens read and 90 written
    return made


def compare(runs: dict[str, Path], before: str, after: str) -> Result:
    return kulanz(runs[before].parent, "eval", "compare", str(runs[before]), str(runs[after]))


def test_a_worse_prompt_is_found_worse(runs: dict[str, Path]) -> None:
    """All eight cases broke, which is more than chance; exit code 100."""
    done = compare(runs, "production", "worse")
    assert done.returncode == 100
    assert "0 fixed, 8 broken, 0 unchanged" in done.stdout
    assert "worse (McNemar p = 0.008; change of the pass rate -100.0 to -100.0 points, 95 %)" in done.stdout


def test_an_equal_prompt_is_not_called_better(runs: dict[str, Path]) -> None:
    """Other words, the same answers; exit code 0."""
    done = compare(runs, "production", "equal")
    assert done.returncode == 0
    assert "0 fixed, 0 broken, 8 unchanged" in done.stdout
    assert "no difference shown (McNemar p = 1.000; change of the pass rate +0.0 to +0.0 points" in done.stdout


def test_the_way_back_is_called_better(runs: dict[str, Path]) -> None:
    """From the worse prompt to the one in production."""
    done = compare(runs, "worse", "production")
    assert done.returncode == 0
    assert "8 fixed, 0 broken" in done.stdout and "better (McNemar p = 0.008" in done.stdout
