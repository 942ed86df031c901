"""What the shop promises (policies/*.md) and how it writes without a model (macros/*.md)."""

from datetime import date
from typing import Literal

from msgspec import Struct

Audience = Literal["public", "internal"]


class Section(Struct, frozen=True):
    """A heading and the text below it; its address is `POLICY#slug` in every language."""

    slug: str
    title: str
    text: str
    line: int


class Policy(Struct, frozen=True):
    """One language of one version. `line`s count from the top of the file `path` in the pack."""

    id: str
    language: str
    title: str
    audience: Audience
    kind: Literal["terms", "faq", "guide"]
    valid_from: date
    url: str | None
    body: str
    sections: list[Section]
    path: str


MacroKind = Literal["reply", "supplier_message", "acknowledge"]
Variant = Literal["standard", "short", "warm", "formal"]


class Macro(Struct, frozen=True):
    """A text with `{{placeholders}}`; the body's paragraphs are separated by blank lines."""

    id: str
    language: str
    kind: MacroKind
    intents: list[str]
    outcomes: list[str]
    channel: str | None
    variant: Variant
    address_form: Literal["du", "sie", "none"]
    body: str
    path: str


_NAMES = """
first_name full_name order_id order_date item items order_total promised_date
carrier tracking_number tracking_link last_scan_status last_scan_day last_scan_place expected_day
amount credit_amount discount_percent asks next_step next_step_day return_address return_by return_postage
refund_by rma window_end shop_name hours agent_name policy_link supplier_name supplier_order problem deadline
"""
PLACEHOLDERS = frozenset(_NAMES.split())
"""What a macro may name; each macro's `{{name}}` must be one of these (store-pack.md, macros)."""
