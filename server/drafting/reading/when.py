"""When a rule holds, beside the rows of the law."""

from typing import Literal

When = Literal["shop_pays_return", "money_decided", "money_owed", "nothing_refused", "law_holds"]
"""The shop pays for the way back; the decision gives the money; it does, or the law gives it; the decision refuses
nothing and offers nothing less; the law is held against the shop, whatever is owed in this case."""
