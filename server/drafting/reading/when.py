"""When a rule holds, beside the rows of the law."""

from typing import Literal

When = Literal["shop_pays_return", "money_decided", "nothing_refused"]
"""The shop pays for the way back; the decision gives the money; it refuses nothing and offers nothing less."""
