"""A run as a page and as JUnit: complete, escaped, and silent about held-out cases."""

from xml.etree.ElementTree import fromstring

from server.evaluation.junit import as_junit
from server.evaluation.page import as_page
from tests.evaluation.runs import case, run


def test_what_broke_comes_first_and_shows_what_changed() -> None:
    """The page opens with the regression, old and new words marked."""
    before = run(case("s/a", "passed"), case("s/b", "passed", text="Hallo Lena\nin Hagen"))
    after = run(case("s/a", "failed", text="x"), case("s/b", "failed", text="Hallo Lena\nirgendwo"))
    page = as_page(run(case("s/0", "failed"), *after.cases), before)
    assert page.index("s/a") < page.index("s/0")
    assert "- in Hagen" in page and "+ irgendwo" in page
    assert "2 broken" in page


def test_what_a_customer_wrote_is_text_and_no_markup() -> None:
    """The page runs nothing and fetches nothing."""
    page = as_page(run(case("s/a", "failed", mail="<script>alert(1)</script>")), None)
    assert "<script>" not in page and "&lt;script&gt;" in page
    assert "default-src 'none'" in page


def test_of_held_out_cases_only_the_verdict_is_shown() -> None:
    """Neither mail nor draft nor reason, in page or JUnit."""
    held = run(case("s/a", "failed", split="held-out", mail="Geheimes", text="Verborgenes"))
    for report in (as_page(held, None), as_junit(held).decode()):
        assert "Geheimes" not in report and "Verborgenes" not in report and "Hagen" not in report
        assert "a" in report


def test_junit_tells_failures_from_errors_and_skips_what_was_not_judged() -> None:
    """As tools that read it count them."""
    cases = case("s/a", "failed"), case("s/b", "error"), case("s/c", "unscored"), case("t/d", "passed")
    root = fromstring(as_junit(run(*cases)))  # noqa: S314  # our own
    first = root.findall("testsuite")[0]
    assert [first.get(name) for name in ("tests", "failures", "errors", "skipped")] == ["3", "1", "1", "1"]
    assert "Hagen" in (first.find("testcase/failure").get("message") or "")  # type: ignore[union-attr]
