"""Parameters by the order's day."""

from datetime import date
from decimal import Decimal

import pytest

from server.domain.parameters import ParameterValue, parameter
from tests.refunds.shop import SHOP

TODAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("order_day", "days"),
    [
        (date(2025, 6, 1), 45),  # 30 then; 45 came later and is kinder, 21 is not, 60 has not begun
        (date(2026, 5, 1), 45),
        (date(2026, 9, 1), 21),
        (None, 21),
        (date(2024, 1, 1), 45),
    ],
)
def test_return_window(order_day: date | None, days: int) -> None:
    """The return window is the order day's; a later, larger one in force by now wins; without a day it is today's."""
    assert parameter(SHOP, "return_window_days", order_day, TODAY, None) == days


@pytest.mark.parametrize(
    ("order_day", "country", "days"),
    [
        (date(2025, 6, 1), "DE", 7),
        (date(2025, 6, 1), "CH", 18),  # 20 came later and is no kinder
        (date(2026, 6, 1), "CH", 20),
        (date(2026, 6, 1), None, 20),
    ],
)
def test_promised_days(order_day: date, country: str | None, days: int) -> None:
    """Promised days are by country, and a later, smaller promise binds for older orders too."""
    assert parameter(SHOP, "promised_days", order_day, TODAY, country) == days


@pytest.mark.parametrize(
    ("name", "order_day", "value"),
    [
        ("free_from", date(2025, 6, 1), Decimal("39.90")),
        ("free_from", date(2026, 6, 1), Decimal("29.90")),
        ("free_from", date(2024, 6, 1), None),
        ("rare_tags", date(2020, 1, 1), ["fragile", "rare"]),
        ("nowhere", date(2026, 6, 1), None),
    ],
)
def test_order_day_alone(name: str, order_day: date, value: ParameterValue | None) -> None:
    """All other parameters are the order day's alone, and none before the first has begun."""
    assert parameter(SHOP, name, order_day, TODAY, None) == value
