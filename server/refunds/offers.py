"""What an outcome gives this customer: the outcome with its sum and its day."""

from collections.abc import Callable
from datetime import date

from msgspec import Struct

from server.domain.money import Money
from server.domain.tree import Outcome


class Offer(Struct, frozen=True):
    """`amount` in the order's currency, None where none is paid or known; `soon`: `until` is near (dates.is_soon)."""

    outcome: Outcome
    amount: Money | None
    until: date | None
    soon: bool


MakeOffer = Callable[[Outcome], Offer]
