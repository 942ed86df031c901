"""What a model costs, and what a text by it did."""

from decimal import Decimal

from msgspec import Struct

from server.domain.draft import Tokens
from server.domain.money import Money

_A_MILLION = Decimal(1_000_000)
_FINEST = Decimal("0.000001")
"""One text costs a fraction of a cent."""


class Price(Struct, frozen=True):
    """For a million tokens. `cached_input`: of what the server had read before."""

    input: Decimal
    cached_input: Decimal
    output: Decimal
    currency: str

    def of(self, tokens: Tokens) -> Money:
        """What these tokens cost, to a millionth."""
        fresh = tokens.prompt - tokens.cached
        sum_ = fresh * self.input + tokens.cached * self.cached_input + tokens.completion * self.output
        return Money((sum_ / _A_MILLION).quantize(_FINEST), self.currency)


def cost_of(tokens: Tokens, price: Price | None) -> Money | None:
    """What they cost; None where the price is not known, or the server did not say how many tokens there were."""
    return price.of(tokens) if price and tokens.prompt + tokens.completion else None
