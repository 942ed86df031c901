"""The slots of macros, in the groups in which they are explained."""

SLOTS: dict[str, list[str]] = {
    "customer": ["first_name", "full_name"],
    "order": ["order_id", "order_date", "item", "items", "order_total", "promised_date"],
    "parcel": [
        "carrier",
        "tracking_number",
        "tracking_link",
        "last_scan_status",
        "last_scan_day",
        "last_scan_place",
        "expected_day",
    ],
    "decision": [
        "amount",
        "credit_amount",
        "discount_percent",
        "asks",
        "next_step",
        "next_step_day",
        "return_address",
        "return_by",
        "return_postage",
        "refund_by",
        "rma",
        "window_end",
    ],
    "shop": ["shop_name", "hours", "agent_name", "policy_link"],
    "supplier": ["supplier_name", "supplier_order", "problem", "deadline"],
}
"""Together all of `server.domain.policy.PLACEHOLDERS`; each has its sentence under `slot.`."""
