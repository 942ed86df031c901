"""Freshdesk tickets become past tickets as the product keeps them."""

from server.imports.freshdesk import read_freshdesk
from server.imports.records import LeftOut
from tests.imports.samples import FRESHDESK, ZENDESK, as_file, only_ticket, why_refused


def test_a_freshdesk_ticket_with_its_conversations() -> None:
    """The description is the first message; private notes are left out."""
    past = only_ticket(read_freshdesk(as_file([FRESHDESK])))
    assert [(m.author, m.text) for m in past.ticket.messages] == [
        ("customer", "Ich brauche eine Rechnung."),
        ("agent", "Hier ist sie."),
        ("customer", "Danke!"),
    ]
    assert past.solved_at is not None and past.solved_at.hour == 11
    assert (past.ticket.channel, past.ticket.sender.phone) == ("form", "030 901820")


def test_freshdesks_account_export_wraps_ticket_and_notes() -> None:
    """`helpdesk_ticket` and `note` of API v1."""
    note = {"note": {"incoming": False, "private": False, "body": "Gern.", "created_at": "2026-10-03T10:00:00+02:00"}}
    record = {"display_id": 4, "subject": "Hallo", "description": "Hallo?", "status": 2, "notes": [note]}
    past = only_ticket(read_freshdesk(as_file([{"helpdesk_ticket": record}])))
    assert (past.ticket.external_id, [m.author for m in past.ticket.messages]) == ("4", ["customer", "agent"])


def test_what_the_shop_wrote_first_is_its_own() -> None:
    """Source 10 is outbound: the description is the agent's mail, not the customer's."""
    past = only_ticket(read_freshdesk(as_file([{**FRESHDESK, "source": 10}])))
    assert past.ticket.messages[0].author == "agent"


def test_spam_and_deleted_tickets_are_left_out() -> None:
    """They are no conversations of the shop, and no fault of the file."""
    records = [{**FRESHDESK, "spam": True}, {**FRESHDESK, "deleted": True}]
    assert list(read_freshdesk(as_file(records))) == [LeftOut(), LeftOut()]


def test_a_ticket_of_zendesk_is_not_taken_for_one() -> None:
    """It has an id and a description as well, but its status is a word."""
    (refused,) = read_freshdesk(as_file([ZENDESK]))
    assert why_refused(refused) == "ticket 1: its status is no number, as Freshdesk's is"
