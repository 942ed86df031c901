"""Records in the shapes of the systems that they come from."""

import json
from pathlib import Path
from typing import Any

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


def write(folder: Path, content: object, name: str = "export.json") -> Path:
    file = folder / name
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return file
