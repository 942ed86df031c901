"""A run as one self-contained page: regressions first, each case with ticket, draft, sources and reasons."""

import difflib

from jinja2 import Environment, PackageLoader, StrictUndefined

from server.evaluation.compare import Comparison, compare
from server.evaluation.junit import reasons
from server.evaluation.result import CaseResult, Run
from server.evaluation.summary import cost_in_words, summarise

_templates = Environment(
    loader=PackageLoader("server.evaluation"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def as_page(run: Run, baseline: Run | None) -> str:
    """HTML without any request to anywhere. Of held-out cases it shows the verdict alone."""
    comparison = compare(baseline, run) if baseline else None
    before = {case.name: case for case in baseline.cases} if baseline else {}
    return _templates.get_template("run.html").render(
        run=run,
        summary=summarise(run),
        comparison=comparison,
        cases=sorted(run.cases, key=lambda case: _order(case, comparison)),
        reasons=reasons,
        cost_in_words=cost_in_words,
        changed=lambda case: _difference(before.get(case.name), case),
        became=lambda case: _became(case, comparison),
    )


def _became(case: CaseResult, comparison: Comparison | None) -> str:
    if comparison and case.name in comparison.broken:
        return "broken"
    return "fixed" if comparison and case.name in comparison.fixed else ""


def _order(case: CaseResult, comparison: Comparison | None) -> tuple[int, str]:
    """Broken ones first, then what fails, then what could not be judged, then what was fixed and what passes."""
    if _became(case, comparison) == "broken":
        return 0, case.name
    return {"error": 1, "failed": 2, "unscored": 3, "passed": 5}[case.status] - (
        _became(case, comparison) == "fixed"
    ), case.name


def _difference(before: CaseResult | None, after: CaseResult) -> list[tuple[str, str]]:
    """Lines of the draft with a mark: kept (" "), gone ("-"), new ("+"); empty where nothing changed."""
    old, new = _text(before), _text(after)
    if before is None or old == new:
        return []
    return [(line[0], line[2:]) for line in difflib.ndiff(old.splitlines(), new.splitlines()) if line[0] != "?"]


def _text(case: CaseResult | None) -> str:
    answer = case.attempts[0].answer if case and case.attempts else None
    return answer.text if answer else ""
