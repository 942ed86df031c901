"""What a text by a model costs."""

from decimal import Decimal

from server.domain.draft import Tokens
from server.domain.money import Money
from server.domain.price import Price, cost_of

PRICE = Price(Decimal("0.40"), Decimal("0.10"), Decimal("1.60"), "USD")


def test_what_the_server_had_read_before_is_cheaper() -> None:
    """600 tokens read anew, 300 read before, 90 written."""
    assert PRICE.of(Tokens(900, 90, cached=300)) == Money(Decimal("0.000414"), "USD")


def test_a_cost_that_nobody_can_know_is_none() -> None:
    """Without a price, and where the server counts no tokens."""
    assert cost_of(Tokens(900, 90), None) is None
    assert cost_of(Tokens(0, 0), PRICE) is None
