"""Facts about the customer."""

from decimal import Decimal

import pytest

from server.domain.case import Remedy
from server.domain.ticket import Message
from tests.cases.conftest import at, fact, make_case, make_line, make_message, make_order, make_ticket, past_ticket


def sent(*moments: str | None) -> list[Message]:
    return [make_message(sent=moment) for moment in moments]


def test_past_orders_are_those_before_this_one() -> None:
    """This one, later ones and cancelled ones do not count; a cancellation ahead has not happened."""
    this = make_order("#5", placed="2026-11-01 10:00")
    orders = [
        make_order("#1", placed="2024-01-01 10:00"),
        make_order("#2", placed="2026-10-01 10:00", cancelled_at=at("2026-10-02 10:00")),
        make_order("#3", placed="2026-10-01 10:00", cancelled_at=at("2026-11-17 10:00")),
        this,
        make_order("#6", placed="2026-11-10 10:00"),
    ]
    assert fact(make_case(this, sender_orders=orders), "past_orders") == 2
    assert fact(make_case(sender_orders=orders), "past_orders") == 4


def test_refunds_of_the_last_twelve_months() -> None:
    """Orders placed within 365 days before now of which money went back, this one not counted."""
    back = Decimal("5.00")
    this = make_order("#5", refunded=back)
    orders = [
        make_order("#1", placed="2025-11-16 00:30", refunded=back),
        make_order("#2", placed="2025-11-15 23:30", refunded=back),
        make_order("#3", placed="2026-10-01 10:00"),
        make_order("#4", placed="2026-11-10 10:00", refunded=back),
        this,
        make_order("#6", placed="2026-11-17 10:00", refunded=back),
    ]
    assert fact(make_case(this, sender_orders=orders), "refunds_last_12_months") == 2


@pytest.mark.parametrize("name", ["past_orders", "refunds_last_12_months"])
def test_without_an_address_the_history_is_unknown(name: str) -> None:
    """Neither order nor sender has one."""
    assert fact(make_case(make_order(email=None)), name) == "unknown"
    assert fact(make_case(ticket=make_ticket(email=None)), name) == "unknown"


def test_contacts_in_all_tickets_of_the_order() -> None:
    """Messages of this ticket and of others tied to the order; what the agent wrote is none."""
    reply = make_message(author="agent", sent="2026-11-12 10:00")
    case = make_case(
        make_order(),
        ticket=make_ticket(*sent("2026-11-12 09:00"), reply, *sent("2026-11-16 09:00")),
        order_tickets=[past_ticket(*sent("2026-11-09 09:00"))],
    )
    assert fact(case, "contacts_about_this_order") == 3


@pytest.mark.parametrize(
    ("moments", "contacts"),
    [
        (["2026-11-16 09:00", "2026-11-16 09:30"], 1),
        (["2026-11-16 09:00", "2026-11-16 09:31"], 2),
        (["2026-11-16 09:00", "2026-11-16 09:20", "2026-11-16 09:40"], 1),
        (["2026-11-16 09:00", "2026-11-16 11:59", "2026-11-16 12:01"], 2),
        ([None, None], 1),
        (["2026-11-14 09:00", None, None], 2),
    ],
)
def test_messages_in_a_row_are_one_contact(moments: list[str | None], contacts: int) -> None:
    """Up to 30 minutes after the one before, and undated ones; nothing after the moment counts."""
    case = make_case(make_order(), ticket=make_ticket(*sent(*moments)))
    assert fact(case, "contacts_about_this_order") == contacts


def test_messages_in_a_row_count_once_across_tickets() -> None:
    """A mail and a chat ten minutes later are one contact."""
    case = make_case(
        make_order(),
        ticket=make_ticket(*sent("2026-11-16 09:10")),
        order_tickets=[past_ticket(*sent("2026-11-16 09:00"))],
    )
    assert fact(case, "contacts_about_this_order") == 1


def remedy(items: list[str] | None, action: str = "replace", when: str = "2026-11-10 10:00") -> Remedy:
    return Remedy(action, items, at(when))


def test_remedies_for_the_items_concerned() -> None:
    """Replacements, repairs and new shipments of the lamp, or of nobody knows what; not the mug's, not a voucher."""
    remedies = [
        remedy(["LAMP"]),
        remedy(["LAMP", "MUG"], "repair"),
        remedy(None, "resend"),
        remedy(["MUG"]),
        remedy(["LAMP"], "discount"),
        remedy(["LAMP"], when="2026-11-17 10:00"),
    ]
    order = make_order(lines=[make_line("LAMP"), make_line("MUG")])
    assert fact(make_case(order, items=["LAMP"], remedies=remedies), "remedy_attempts") == 3


def test_remedies_for_items_that_nobody_names() -> None:
    """Something was replaced, and something is broken: the same? Without any remedy there was no attempt."""
    order = make_order(lines=[make_line("LAMP"), make_line("MUG")])
    said = {"problem": "defective"}
    assert fact(make_case(order, said=said, remedies=[remedy(["LAMP"])]), "remedy_attempts") == "unknown"
    assert fact(make_case(order, said=said), "remedy_attempts") == 0
