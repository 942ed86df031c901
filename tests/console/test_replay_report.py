"""The report of a replay."""

from decimal import Decimal

import pytest

from server.cases.replay import Replay, SectionChange
from server.console.replay_report import replay_report
from server.domain.money import Money
from server.refunds.replay.compare import Comparison, End, Example, Flip, Totals

HOSTILE = "<script>alert(1)</script>"


def report(language: str = "de") -> str:
    totals = Totals(Money.of("120", "EUR"), 1, 2, 3, 4, {})
    example = Example("T-1", HOSTILE, "#1001", "window", "Noch in der Frist?", 31, "id-1")
    flip = Flip(End("refund", "refund"), End(None, "ask"), 7, Money.of("-12.5", "EUR"), 2, [example])
    comparison = Comparison(40, Decimal("3.3"), 7, Money.of("-12.5", "EUR"), [flip], totals, totals)
    return replay_report(Replay("mini", comparison, [SectionChange("returns#how-long", "gone", 7)], []), language)


def test_what_customers_wrote_is_text() -> None:
    """A subject cannot bring a script along."""
    assert HOSTILE not in report()
    assert "&lt;script&gt;" in report()


def test_it_needs_nothing_beside_itself() -> None:
    """No address, no script, no image: the file can be sent on."""
    page = report()
    assert all(word not in page for word in ("http:", "https:", "src=", "href=", "<script"))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "de",
            "fielen anders aus. Die Kosten des Shops ändern sich im Monat um -12,50",
        ),
        (
            "en",
            "would turn out differently. The shop&#39;s costs change by -€12.50 a month",
        ),
    ],
)
def test_it_sums_up_first(language: str, sentence: str) -> None:
    """How many of how many, over what time, and the money."""
    assert "7 von 40 Entscheidungen aus 3,3 Monaten" in report()
    assert sentence in report(language).replace("\u00a0", " ")
