"""Runs in the console: listed, started, opened, compared, taken along, held to a baseline."""

import time

import pytest

from tests.console.conftest import Browser
from tests.console.evals.shop import keep
from tests.evaluation.runs import case, run

EVALS = "/console/evals"


def many(passed: int, failed: int) -> list[str]:
    return ["passed"] * passed + ["failed"] * failed


def keep_many(editor: Browser, passed: int, failed: int, label: str = "production") -> str:
    statuses = many(passed, failed)
    return keep(editor.service, run(*(case(f"s/{n}", status) for n, status in enumerate(statuses))), label)  # type: ignore[arg-type]


@pytest.mark.parametrize("path", ["", "/compare", "/cases", "/rules"])
def test_a_page_without_anything_says_what_to_do(editor: Browser, path: str) -> None:
    """A designed empty state in both languages."""
    for language in ("de", "en"):
        answer = editor.get(f"{EVALS}{path}?language={language}")
        assert answer.status_code == 200 and 'class="empty"' in answer.text


def test_runs_are_listed_with_their_rate_and_what_made_them(editor: Browser) -> None:
    """Newest first; the cost is that of macros."""
    keep_many(editor, 7, 1)
    keep_many(editor, 8, 0, "staging")
    page = editor.get(EVALS).text
    assert page.index("staging") < page.index("7 of 8, 53 to 98% for sure")
    assert "macros write" in page and "none" in page


def test_a_run_is_held_to_the_baseline(editor: Browser) -> None:
    """Set by a press; what broke is told, filtered and compared in the words of the test."""
    before, after = keep_many(editor, 8, 0), keep_many(editor, 0, 8, "worse")
    assert editor.send(f"{EVALS}/runs/{before}/baseline").status_code == 303
    assert "This run is the baseline" in editor.get(f"{EVALS}/runs/{before}").text
    page = editor.get(f"{EVALS}/runs/{after}?show=broken").text
    assert "Worse" in page and "0 fixed, 8 broken, 0 unchanged" in page and "p = 0.008" in page
    assert "Broken 8" in page and "s/7" in page
    compared = editor.get(f"{EVALS}/compare?before={after}&after={before}").text
    assert "Better" in compared and "8 fixed" in compared
    usual = editor.get(f"{EVALS}/compare").text
    assert "Worse" in usual


def test_cases_are_chosen_by_how_they_ended(editor: Browser) -> None:
    """Errors apart from failures."""
    run_id = keep(editor.service, run(case("s/good", "passed"), case("s/bad", "failed"), case("s/fault", "error")))
    page = editor.get(f"{EVALS}/runs/{run_id}?show=error").text
    assert "s/fault" in page and "s/bad" not in page
    page = editor.get(f"{EVALS}/runs/{run_id}?show=failed").text
    assert "s/bad" in page and "s/fault" not in page and "the draft should say “Hagen”" in page


def test_a_case_shows_ticket_draft_reasons_and_what_changed(editor: Browser) -> None:
    """Words of customers are text and no markup."""
    before = keep(editor.service, run(case("s/a", "passed", text="Hallo Lena in Hagen")))
    editor.send(f"{EVALS}/runs/{before}/baseline")
    after = keep(editor.service, run(case("s/a", "failed", text="Hallo Lena", mail="<b>Wo?</b>")))
    page = editor.get(f"{EVALS}/runs/{after}/case?name=s/a").text
    assert "&lt;b&gt;Wo?" in page and "<b>Wo?" not in page
    assert "the draft should say “Hagen”" in page and "<del>" in page


def test_of_a_held_out_case_the_verdict_alone_is_shown(editor: Browser) -> None:
    """On its page, in the list, and in the report."""
    held = case("s/a", "failed", split="held-out", mail="Geheimes", text="Verborgenes")
    run_id = keep(editor.service, run(held))
    for path in (f"runs/{run_id}", f"runs/{run_id}/case?name=s/a", f"runs/{run_id}/report"):
        page = editor.get(f"{EVALS}/{path}").text
        assert "Geheimes" not in page and "Verborgenes" not in page and "Hagen" not in page


def test_the_report_is_one_file_that_needs_nothing(editor: Browser) -> None:
    """Downloaded under a name with shop and day."""
    run_id = keep(editor.service, run(case("s/a", "failed")))
    answer = editor.get(f"{EVALS}/runs/{run_id}/report")
    assert answer.headers["content-disposition"].startswith('attachment; filename="kulanz-mini-')
    assert "default-src 'none'" in answer.text and "s/a" in answer.text


@pytest.mark.parametrize("path", ["runs/nothing", "runs/nothing/case?name=x", "cases/nothing", "edits/nothing"])
def test_what_is_not_there_is_told(editor: Browser, path: str) -> None:
    """404, with what to do."""
    assert editor.get(f"{EVALS}/{path}").status_code == 404


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({}, "Choose at least one suite"),
        ({"suites": "../x"}, "There is no suite"),
        ({"suites": "language", "label": "nowhere"}, "No version has the label"),
        ({"suites": "language", "writer": "model"}, "No model is set"),
        ({"suites": "language", "repeat": "0"}, "from 1 to 10 times"),
    ],
)
def test_what_cannot_be_run_is_told_beside_the_form(manager: Browser, form: dict[str, str], told: str) -> None:
    """Nothing is started."""
    answer = manager.send(f"{EVALS}/runs", form)
    assert answer.status_code in (409, 422) and told in answer.text and 'name="suites"' in answer.text


def test_a_run_is_started_and_its_page_opens_when_it_is_done(manager: Browser, worker: None) -> None:
    """By the worker, against the shop as it is in force."""
    started = manager.send(f"{EVALS}/runs", {"suites": ["language"], "writer": "macros", "repeat": "1"})
    job = started.headers["location"]
    assert job in manager.get(EVALS).text
    for _ in range(240):
        answer = manager.get(job)
        if answer.status_code == 303:
            break
        time.sleep(0.5)
    page = manager.get(answer.headers["location"])
    assert page.status_code == 200 and "language/" in page.text and "Figures" in page.text
