"""What the words of a ticket say, as far as reading them can tell.

`tickets/` makes a Reading; nothing else may. Order and tracking facts never come from here.
"""

from typing import Generic, Literal, TypeVar, get_args

from msgspec import Struct

Mood = Literal["calm", "happy", "worried", "frustrated", "angry", "legal_threat"]
Intent = Literal[
    "wismo",
    "late",
    "not_received",
    "damaged",
    "defective",
    "wrong_item",
    "missing_item",
    "not_as_described",
    "return",
    "withdrawal",
    "exchange",
    "cancel",
    "change_address",
    "change_order",
    "refund_status",
    "payment",
    "invoice",
    "chargeback",
    "warranty",
    "product_question",
    "availability",
    "shipping_question",
    "discount",
    "loyalty",
    "supplier_reply",
    "data_request",
    "legal_letter",
    "safety",
    "press_or_partner",
    "complaint",
    "praise",
    "spam",
    "other",
]
INTENTS: tuple[Intent, ...] = get_args(Intent)

T = TypeVar("T")


class Read(Struct, Generic[T], frozen=True):
    """One thing read: its value, how sure (0 to 1), and the words that say so ("" where none do).

    `value` None means that the words do not tell: unknown, not a guess.
    """

    value: T | None
    sure: float
    words: str


class Reading(Struct, frozen=True):
    """Everything read from a ticket up to `as_of`.

    `own_words` is the customer's newest message without quotes and signature, `earlier_words` the older
    ones. `numbers` are candidates for order numbers in the own words, `other_numbers` those of subject,
    older words and quotes; both as written. `items` are SKUs of the shop's products that the own words name.
    """

    own_words: str
    earlier_words: str
    language: str
    problem: Read[str]
    other_problems: list[str]
    wish: Read[str]
    withdrawal_declared: Read[bool]
    proof_provided: bool
    item_condition: Read[str]
    seal_broken: Read[bool]
    mood: Read[str]
    intent: Read[str]
    numbers: list[str]
    other_numbers: list[str]
    items: list[str]
    bare_numbers: list[str] = []
