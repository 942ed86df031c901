"""What became better and what broke, and when it may be called so."""

from decimal import Decimal

from msgspec import structs

from server.domain.price import Price
from server.evaluation.compare import compare
from server.evaluation.result import Run
from server.evaluation.summary import cost_in_words, summarise
from tests.evaluation.runs import case, run


def many(passed: int, failed: int) -> Run:
    cases = [case(f"s/{number}", "passed" if number < passed else "failed") for number in range(passed + failed)]
    return run(*cases)


def test_fixed_and_broken_are_told_by_name() -> None:
    """Case by case, whatever their order."""
    before = run(case("s/a", "passed"), case("s/b", "failed"), case("s/c", "passed"))
    after = run(case("s/c", "passed"), case("s/b", "passed"), case("s/a", "failed"))
    comparison = compare(before, after)
    assert comparison.fixed == ["s/b"]
    assert comparison.broken == ["s/a"]
    assert comparison.unchanged == 1


def test_a_few_more_are_not_called_better() -> None:
    """Three of forty may be chance."""
    assert compare(many(30, 10), many(33, 7)).verdict == "no difference shown"


def test_many_more_are_called_better_and_many_fewer_worse() -> None:
    """Ten of forty are no chance any more."""
    assert compare(many(30, 10), many(40, 0)).verdict == "better"
    assert compare(many(40, 0), many(30, 10)).verdict == "worse"


def test_an_error_is_no_failure_and_is_not_compared() -> None:
    """Nor is what no judge could score, nor what only one run knows."""
    before = run(case("s/a", "passed"), case("s/b", "passed"), case("s/old", "passed"))
    after = run(case("s/a", "error"), case("s/b", "unscored"), case("s/new", "failed"))
    comparison = compare(before, after)
    assert comparison.broken == []
    assert comparison.not_compared == ["s/a", "s/b", "s/old", "s/new"]


def test_a_case_passes_when_every_attempt_does() -> None:
    """pass^k; who passes one time and fails another flips."""
    flipping = case("s/a", "passed", "failed")
    assert (flipping.status, flipping.flips) == ("failed", True)
    assert summarise(run(flipping, case("s/b", "passed", "passed"))).flips == 1


def test_the_summary_counts_errors_apart() -> None:
    """Shares are of scored cases alone; decisions are counted as expected and given."""
    summary = summarise(
        run(case("s/a", "passed"), case("s/b", "failed"), case("s/c", "error"), case("s/d", "unscored"))
    )
    assert (summary.all.passed, summary.all.n, summary.errors, summary.unscored) == (1, 2, 1, 1)
    assert summary.confusion == {("wait", "inform"): 3}
    assert summary.speed.first_word_p50 == 2 and summary.speed.tokens == 33


def test_a_run_costs_its_tokens_by_the_price_of_its_model() -> None:
    """To a millionth; without a price it says which one is missing."""
    by_model = run(case("s/a", "passed"), case("s/b", "failed"))
    by_model = structs.replace(by_model, versions=structs.replace(by_model.versions, model="m"))
    priced = structs.replace(by_model, price=Price(Decimal(1), Decimal(0), Decimal(2), "USD"))
    assert cost_in_words(priced, summarise(priced).speed.cost) == "0.000034 USD"
    assert summarise(by_model).speed.cost is None
    assert "KULANZ_MODEL_PRICE has no price of m" in cost_in_words(by_model, None)
