"""An order as agents see it."""

from datetime import datetime
from decimal import Decimal

from msgspec import json

from server.cases.order_view import OrderContext, show_order
from server.domain.money import Money
from server.domain.order import Order, OrderRecord
from server.domain.ticket import PastTicket
from tests.cases.conftest import (
    AS_OF,
    at,
    delivered_order,
    make_line,
    make_message,
    make_order,
    make_product,
    make_shipment,
    make_store,
    past_ticket,
)


def show(
    order: OrderRecord,
    address_orders: list[OrderRecord] | None = None,
    tickets: list[PastTicket] | None = None,
    as_of: datetime = AS_OF,
) -> Order:
    products = {"LAMP": make_product("LAMP", "light", "fragile")}
    return show_order(
        order, OrderContext(products, address_orders or [], tickets or [], make_store(), "de", None), as_of
    )


def test_lines_carry_what_the_shop_knows_of_the_product() -> None:
    """Tags and supplier come from products.csv; a gift card has neither."""
    shown = show(make_order(lines=[make_line("LAMP", price="49.9"), make_line(None, "Geschenkkarte")]))
    lamp, card = shown.items
    assert (lamp.tags, lamp.supplier, lamp.price) == (["fragile", "light"], "sz-lumen", Money(Decimal("49.90"), "EUR"))
    assert (card.sku, card.tags, card.supplier) == (None, [], None)


def test_a_shipment_shows_the_status_that_the_facts_use() -> None:
    """A parcel in customs is under way."""
    parcel = make_shipment(("2026-11-03 08:00", "picked_up"), ("2026-11-05 08:00", "customs"))
    assert show(make_order(shipments=[parcel])).shipments[0].status == "in_transit"


def test_the_order_as_it_stood() -> None:
    """Scans, payment, dispatch and cancellation of a later day are not shown."""
    order = delivered_order(
        "2026-11-10 15:00",
        paid_at=at("2026-11-12 10:00"),
        fulfilled_at=at("2026-11-12 10:00"),
        fulfillment_status="fulfilled",
        cancelled_at=at("2026-11-12 10:00"),
    )
    earlier = show(order, as_of=at("2026-11-09 12:00"))
    assert (earlier.financial_status, earlier.fulfillment_status, earlier.cancelled_at) == (None, None, None)
    assert [event.status for event in earlier.shipments[0].events] == ["picked_up"]
    assert earlier.shipments[0].status == "in_transit"
    now = show(order)
    assert (now.financial_status, now.fulfillment_status, now.cancelled_at) == ("paid", "fulfilled", order.cancelled_at)


def test_the_customers_history() -> None:
    """Orders before, refunds of the last year and tickets that were open then."""
    before = make_order("#1", placed="2026-09-01 10:00", refunded=Decimal(5))
    tickets = [
        past_ticket(make_message(sent="2026-11-10 10:00"), name="open", status="open"),
        past_ticket(make_message(sent="2026-11-10 10:00"), name="open", status="open"),
        past_ticket(make_message(sent="2026-11-10 10:00"), name="solved", solved_at=at("2026-11-11 10:00")),
        past_ticket(make_message(sent="2026-11-10 10:00"), name="solved later", solved_at=at("2026-11-17 10:00")),
        past_ticket(make_message(sent="2026-11-17 10:00"), name="not yet there", status="open"),
    ]
    history = show(make_order(), [before, make_order()], tickets).history
    assert (history.past_orders, history.refunds_last_12_months, history.open_tickets) == (1, 1, 2)


def test_the_shape_of_the_contract() -> None:
    """All keys are there, money as text, the customer's country where it ships to."""
    shown = json.decode(json.encode(show(make_order())))
    assert shown["total"] == {"amount": "54.90", "currency": "EUR"}
    assert shown["customer"] == {
        "name": "Lena Beispiel",
        "email": "lena@kundin.example",
        "country": "DE",
        "language": "de",
    }
    assert (shown["refund_due_at"], shown["refund_due_reason"]) == (None, None)
