"""Each system's file becomes past tickets or orders as the product keeps them."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from server.domain.order import OrderRecord
from server.domain.ticket import PastTicket
from server.errors import InvalidRequest
from server.imports.csv_tickets import read_csv_tickets
from server.imports.freshdesk import read_freshdesk
from server.imports.gorgias import read_gorgias
from server.imports.mbox import read_mbox
from server.imports.records import Refused
from server.imports.woocommerce import read_woocommerce
from server.imports.zendesk import read_zendesk
from tests.imports.samples import USERS, WOOCOMMERCE, ZENDESK, write


def only_ticket(records: Any) -> PastTicket:
    (record,) = list(records)
    assert isinstance(record, PastTicket), record
    return record


def test_a_zendesk_ticket_keeps_public_comments_by_who_wrote_them(tmp_path: Path) -> None:
    """The side-loaded users tell customer from agent; the internal note is not read."""
    past = only_ticket(read_zendesk(write(tmp_path, {"tickets": [ZENDESK], "users": USERS, "end_of_stream": True})))
    assert [(m.author, m.text) for m in past.ticket.messages] == [
        ("customer", "Guten Tag, meine Lampe ist kaputt."),
        ("agent", "Hallo Anna,\n\ndas tut mir leid."),
    ]


def test_a_zendesk_ticket_keeps_person_status_rating_and_files(tmp_path: Path) -> None:
    """Everything that later facts are computed from."""
    past = only_ticket(read_zendesk(write(tmp_path, {"users": USERS, "tickets": [ZENDESK]})))
    sender, files = past.ticket.sender, past.ticket.messages[0].attachments or []
    assert (sender.name, sender.email, sender.phone) == ("Anna Berger", "anna@inbox.example", "+4930901820")
    assert (past.status, past.csat, past.tags, past.ticket.channel) == ("solved", 5, ["lampe", "defekt"], "email")
    assert [(file.name, file.media_type) for file in files] == [("lampe.jpg", "image/jpeg")]


def test_zendesk_exports_one_ticket_a_line(tmp_path: Path) -> None:
    """The account export; without users whoever is not the requester is an agent."""
    lines = "\n".join(json.dumps({**ZENDESK, "id": number}) for number in (1, 2))
    tickets = [t for t in read_zendesk(write(tmp_path, lines)) if isinstance(t, PastTicket)]
    assert [t.ticket.external_id for t in tickets] == ["1", "2"]
    assert [m.author for m in tickets[0].ticket.messages] == ["customer", "agent"]


def test_a_zendesk_ticket_without_comments_is_its_description(tmp_path: Path) -> None:
    """The plain ticket list of the API holds no comments."""
    past = only_ticket(read_zendesk(write(tmp_path, [{**ZENDESK, "comments": None, "status": "open"}])))
    assert [m.text for m in past.ticket.messages] == ["Guten Tag, meine Lampe ist kaputt."]
    assert past.status == "open"


def test_a_gorgias_ticket_without_its_notes(tmp_path: Path) -> None:
    """`from_agent` tells who wrote; internal notes are left out."""
    record = {
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
    past = only_ticket(read_gorgias(write(tmp_path, {"data": [record], "meta": {"next_cursor": None}})))
    assert [(m.author, m.text) for m in past.ticket.messages] == [
        ("customer", "Where is it?"),
        ("agent", "On its way!"),
    ]
    assert (past.csat, past.tags, past.ticket.channel, past.status) == (2, ["wismo"], "chat", "solved")


def test_a_freshdesk_ticket_with_its_conversations(tmp_path: Path) -> None:
    """The description is the first message; private notes are left out."""
    record = {
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
    past = only_ticket(read_freshdesk(write(tmp_path, [record])))
    assert [(m.author, m.text) for m in past.ticket.messages] == [
        ("customer", "Ich brauche eine Rechnung."),
        ("agent", "Hier ist sie."),
        ("customer", "Danke!"),
    ]
    assert past.solved_at is not None and past.solved_at.hour == 11
    assert (past.ticket.channel, past.ticket.sender.phone) == ("form", "030 901820")


def test_freshdesks_account_export_wraps_ticket_and_notes(tmp_path: Path) -> None:
    """`helpdesk_ticket` and `note` of API v1."""
    note = {"note": {"incoming": False, "private": False, "body": "Gern.", "created_at": "2026-10-03T10:00:00+02:00"}}
    record = {"display_id": 4, "subject": "Hallo", "description": "Hallo?", "status": 2, "notes": [note]}
    past = only_ticket(read_freshdesk(write(tmp_path, [{"helpdesk_ticket": record}])))
    assert (past.ticket.external_id, [m.author for m in past.ticket.messages]) == ("4", ["customer", "agent"])


MBOX = """\
From anna@inbox.example Thu Oct  1 10:00:00 2026
From: Anna <anna@inbox.example>
To: hilfe@lichtblick.example
Subject: Lampe
Message-ID: <a1@inbox.example>
Date: Thu, 01 Oct 2026 10:00:00 +0200

Meine Lampe flackert.

From tom@inbox.example Thu Oct  1 11:00:00 2026
From: Tom <tom@inbox.example>
To: hilfe@lichtblick.example
Subject: Other matter
Message-ID: <t1@inbox.example>
Date: Thu, 01 Oct 2026 11:00:00 +0200

Hello?

From hilfe@lichtblick.example Thu Oct  1 12:00:00 2026
From: Lichtblick <hilfe@lichtblick.example>
To: anna@inbox.example
Subject: Re: Lampe
Message-ID: <s1@lichtblick.example>
In-Reply-To: <a1@inbox.example>
Date: Thu, 01 Oct 2026 12:00:00 +0200

Ich schicke eine neue.
"""


def test_mails_are_joined_to_conversations(tmp_path: Path) -> None:
    """An answer belongs to the mail that it names, wherever they stand; the shop's addresses tell who wrote."""
    tickets = list(read_mbox(write(tmp_path, MBOX, "all.mbox"), ["hilfe@lichtblick.example"]))
    told = [[(m.author, m.text) for m in t.ticket.messages] for t in tickets if isinstance(t, PastTicket)]
    assert told == [
        [("customer", "Meine Lampe flackert."), ("agent", "Ich schicke eine neue.")],
        [("customer", "Hello?")],
    ]


def test_a_conversation_that_the_shop_ended_counts_as_solved(tmp_path: Path) -> None:
    """mbox has no status; whose word was last tells."""
    tickets = list(read_mbox(write(tmp_path, MBOX, "all.mbox"), ["hilfe@lichtblick.example"]))
    assert [t.status for t in tickets if isinstance(t, PastTicket)] == ["solved", "open"]


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8"), (";", "cp1252"), ("\t", "utf-8-sig")])
def test_a_table_is_read_as_spreadsheets_write_it(tmp_path: Path, delimiter: str, encoding: str) -> None:
    """Comma, semicolon or tab; UTF-8 or Windows-1252; rows of a ticket are its messages."""
    rows = [
        ["Ticket_ID", "author", "sent_at", "email", "text", "status", "csat"],
        ["7", "customer", "2026-10-01T10:00:00+02:00", "jörg@inbox.example", "Wo ist die Lampe für Zuhause?", "", ""],
        ["7", "agent", "2026-10-01T11:00:00+02:00", "", "Kommt morgen.", "gelöst", "5"],
        ["8", "customer", "2026-10-02T10:00:00+02:00", "a@inbox.example", "Hallo?", "offen", ""],
    ]
    file = tmp_path / "tickets.csv"
    file.write_bytes("\r\n".join(delimiter.join(row) for row in rows).encode(encoding))
    first, second = [t for t in read_csv_tickets(file) if isinstance(t, PastTicket)]
    assert [m.text for m in first.ticket.messages] == ["Wo ist die Lampe für Zuhause?", "Kommt morgen."]
    assert (first.ticket.sender.email, first.status, first.csat) == ("jörg@inbox.example", "solved", 5)
    assert second.status == "open"


def test_a_ticket_whose_rows_stand_apart_is_refused(tmp_path: Path) -> None:
    """Half a conversation would look like a whole one."""
    file = write(tmp_path, "ticket_id,text\n1,a\n2,b\n1,c\n", "tickets.csv")
    refused = [record for record in read_csv_tickets(file) if isinstance(record, Refused)]
    assert [(r.place, r.reason) for r in refused] == [
        ("line 4", "its ticket_id came before; sort the file by ticket_id")
    ]


def test_a_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    """The message names the column."""
    with pytest.raises(InvalidRequest, match="no column 'ticket_id'"):
        list(read_csv_tickets(write(tmp_path, "id,message\n1,a\n", "tickets.csv")))


def test_a_woocommerce_order_with_prices_as_the_customer_saw_them(tmp_path: Path) -> None:
    """With tax; the coupon is the line's discount, the refund is not forgotten."""
    (order,) = list(read_woocommerce(write(tmp_path, [WOOCOMMERCE])))
    assert isinstance(order, OrderRecord)
    (line,) = order.lines
    assert (line.price, line.quantity, line.discount) == (Decimal("25.00"), 2, Decimal("5.00"))
    assert (order.total, order.shipping, order.refunded) == (Decimal("49.90"), Decimal("4.90"), Decimal("10.00"))
    assert order.shipping_address == "Ahornweg 3, 10115 Berlin, DE"


def test_a_woocommerce_parcel_is_on_its_way_from_the_day_it_was_sent(tmp_path: Path) -> None:
    """The extension keeps carrier, number and day, no scans."""
    (order,) = list(read_woocommerce(write(tmp_path, [WOOCOMMERCE])))
    assert isinstance(order, OrderRecord)
    (parcel,) = order.shipments
    assert (parcel.carrier, parcel.number, [event.status for event in parcel.events]) == (
        "dhl",
        "00340",
        ["in_transit"],
    )


@pytest.mark.parametrize("reader", [read_zendesk, read_gorgias, read_freshdesk, read_woocommerce])
@pytest.mark.parametrize("content", ["From someone", "ticket;text", "\x89PNG"])
def test_another_kind_of_file_is_refused_at_once(tmp_path: Path, reader: Any, content: str) -> None:
    """Before anything is read out of it."""
    with pytest.raises(InvalidRequest, match="no JSON"):
        list(reader(write(tmp_path, content)))


def test_a_file_that_breaks_off_says_so(tmp_path: Path) -> None:
    """A download that was cut; what stands before the cut is read."""
    whole = json.dumps([ZENDESK, {**ZENDESK, "id": 2}])
    records = read_zendesk(write(tmp_path, whole[:-40]))
    assert isinstance(next(records), PastTicket)
    with pytest.raises(InvalidRequest, match="breaks off"):
        list(records)


def test_a_record_that_cannot_be_read_is_named_by_its_place(tmp_path: Path) -> None:
    """The others are read; nothing of its content is repeated."""
    broken = {**ZENDESK, "comments": [{"public": True, "plain_body": "Hallo", "created_at": "gestern"}]}
    first, second = read_zendesk(write(tmp_path, [broken, ZENDESK]))
    assert first == Refused("ticket 1", "created_at is no date and time")
    assert isinstance(second, PastTicket)
