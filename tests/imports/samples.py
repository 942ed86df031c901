"""Records in the shapes of the systems that they come from."""

import json
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from server.domain.order import OrderRecord
from server.domain.ticket import PastTicket
from server.imports.records import Refused

ZENDESK: dict[str, Any] = {
    "id": 35436,
    "subject": "Lampe kaputt",
    "description": "Guten Tag, meine Lampe ist kaputt.",
    "status": "solved",
    "created_at": "2026-10-01T08:00:00Z",
    "updated_at": "2026-10-02T09:00:00Z",
    "via": {"channel": "email", "source": {"from": {"address": "anna@inbox.example"}}},
    "requester_id": 20978392,
    "tags": ["lampe", "defekt"],
    "satisfaction_rating": {"id": 1, "score": "good"},
    "comments": [
        {
            "id": 1,
            "author_id": 20978392,
            "public": True,
            "plain_body": "Guten Tag, meine Lampe ist kaputt.",
            "created_at": "2026-10-01T08:00:00Z",
            "attachments": [{"file_name": "lampe.jpg", "content_type": "image/jpeg", "inline": False, "size": 99}],
        },
        {"id": 2, "author_id": 77, "public": False, "body": "Stammkundin!", "created_at": "2026-10-01T08:10:00Z"},
        {
            "id": 3,
            "author_id": 77,
            "public": True,
            "html_body": "<p>Hallo Anna,</p><p>das tut mir leid.</p>",
            "created_at": "2026-10-02T09:00:00Z",
        },
    ],
}
USERS = [
    {"id": 20978392, "name": "Anna Berger", "email": "anna@inbox.example", "role": "end-user", "phone": "+4930901820"},
    {"id": 77, "name": "Mia", "email": "mia@lichtblick.example", "role": "agent"},
]


GORGIAS: dict[str, Any] = {
    "id": 9,
    "subject": "Where is it?",
    "channel": "chat",
    "status": "closed",
    "closed_datetime": "2026-10-02T10:00:00+00:00",
    "customer": {"id": 1, "name": "Tom Reed", "email": "tom@inbox.example"},
    "tags": [{"id": 1, "name": "wismo"}],
    "satisfaction_survey": {"score": 2},
    "messages": [
        {
            "from_agent": False, "channel": "chat", "body_text": "Where is it?", "sender": {"name": "Tom Reed"},
            "created_datetime": "2026-10-02T09:00:00+00:00", "attachments": [],
        },
        {
            "from_agent": True, "channel": "internal-note", "body_text": "ask the supplier",
            "created_datetime": "2026-10-02T09:10:00+00:00",
        },
        {
            "from_agent": True, "channel": "chat", "body_html": "<div>On its way!</div>",
            "sender": {"name": "Mia"}, "created_datetime": "2026-10-02T09:20:00+00:00",
        },
    ],
}  # fmt: skip

FRESHDESK: dict[str, Any] = {
    "id": 20,
    "subject": "Rechnung",
    "status": 5,
    "source": 2,
    "description_text": "Ich brauche eine Rechnung.",
    "created_at": "2026-10-03T08:00:00Z",
    "requester": {"id": 1, "name": "Ute", "email": "ute@inbox.example", "mobile": None, "phone": "030 901820"},
    "stats": {"resolved_at": "2026-10-03T11:00:00Z"},
    "tags": [],
    "conversations": [
        {"incoming": False, "private": True, "body_text": "intern", "created_at": "2026-10-03T09:00:00Z"},
        {"incoming": False, "private": False, "body_text": "Hier ist sie.", "created_at": "2026-10-03T10:00:00Z"},
        {"incoming": True, "private": False, "body_text": "Danke!", "created_at": "2026-10-03T10:30:00Z"},
    ],
}

WOOCOMMERCE: dict[str, Any] = {
    "id": 727,
    "number": "727",
    "status": "completed",
    "currency": "EUR",
    "date_created_gmt": "2026-10-01T08:00:00",
    "date_paid_gmt": "2026-10-01T08:01:00",
    "date_completed_gmt": "2026-10-03T08:00:00",
    "total": "49.90",
    "shipping_total": "4.12",
    "shipping_tax": "0.78",
    "customer_note": "",
    "payment_method_title": "PayPal",
    "billing": {
        "first_name": "Anna", "last_name": "Berger", "company": "", "email": "Anna@inbox.example",
        "phone": "030 901820", "country": "DE",
    },
    "shipping": {
        "first_name": "Anna", "last_name": "Berger", "address_1": "Ahornweg 3", "address_2": "", "postcode": "10115",
        "city": "Berlin", "country": "DE", "company": "",
    },
    "line_items": [
        {
            "name": "Leselampe Luna - Messing", "quantity": 2, "sku": "LUNA-M", "subtotal": "42.02",
            "subtotal_tax": "7.98", "total": "37.82", "total_tax": "7.18", "price": 18.91,
        }
    ],
    "refunds": [{"id": 1, "reason": "", "total": "-10.00"}],
    "meta_data": [
        {
            "key": "_wc_shipment_tracking_items",
            "value": [{"tracking_provider": "dhl", "tracking_number": "00340", "date_shipped": "1790982000"}],
        }
    ],
}  # fmt: skip


def as_file(content: object) -> BytesIO:
    """An export: text as it stands, anything else as JSON."""
    return BytesIO((content if isinstance(content, str) else json.dumps(content)).encode())


def only_ticket(records: Iterable[Any]) -> PastTicket:
    (record,) = list(records)
    assert isinstance(record, PastTicket), record
    return record


def only_order(records: Iterable[Any]) -> OrderRecord:
    (record,) = list(records)
    assert isinstance(record, OrderRecord), record
    return record


def why_refused(record: object) -> str:
    """Place and reason of a record that cannot be read."""
    assert isinstance(record, Refused)
    return f"{record.place.en}: {record.reason.en}"
