"""An order as agents and the extension see it (contract.md, Order)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from msgspec import Struct

from server.cases.history import count_open_tickets, count_past_orders, count_refunds
from server.cases.parcels import events_until, happened, shipment_status
from server.domain.money import Money
from server.domain.order import (
    CustomerHistory,
    Order,
    OrderCustomer,
    OrderItem,
    OrderLine,
    OrderRecord,
    Shipment,
    ShipmentView,
)
from server.domain.product import Product
from server.domain.store import Store
from server.domain.ticket import PastTicket


class OrderContext(Struct, frozen=True):
    """What an order is shown with: the shop's products by SKU, and all orders and tickets of its address.

    `language`: the customer's, where a ticket tells it. `refund_due`: day and reason of money that is to go back.
    """

    products: Mapping[str, Product]
    address_orders: Sequence[OrderRecord]
    tickets: Sequence[PastTicket]
    store: Store
    language: str | None
    refund_due: tuple[date, str] | None


def show_order(record: OrderRecord, context: OrderContext, as_of: datetime) -> Order:
    """The order as it stood at `as_of`: later scans, payments, parcels and cancellations are not there yet."""
    money = record.currency
    return Order(
        number=record.number,
        placed_at=record.placed_at,
        customer=OrderCustomer(record.customer_name, record.email, record.country, context.language),
        currency=money,
        total=Money.of(record.total, money),
        subtotal=Money.of(record.subtotal, money),
        shipping=Money.of(record.shipping, money),
        refunded=Money.of(record.refunded, money),
        payment_method=record.payment_method,
        financial_status=_unless_later(record.financial_status, record.paid_at, as_of),
        fulfillment_status=_unless_later(record.fulfillment_status, record.fulfilled_at, as_of),
        cancelled_at=record.cancelled_at if happened(record.cancelled_at, as_of) else None,
        items=[_show_line(line, money, context.products) for line in record.lines],
        shipments=[_show_shipment(shipment, as_of) for shipment in record.shipments],
        history=_history(record, context, as_of),
        refund_due_at=context.refund_due[0] if context.refund_due else None,
        refund_due_reason=context.refund_due[1] if context.refund_due else None,
    )


def _unless_later(status: str | None, since: datetime | None, as_of: datetime) -> str | None:
    """A status whose date lies ahead is not known yet."""
    return None if since is not None and since > as_of else status


def _show_line(line: OrderLine, currency: str, products: Mapping[str, Product]) -> OrderItem:
    product = products.get(line.sku) if line.sku else None
    return OrderItem(
        sku=line.sku,
        title=line.title,
        quantity=line.quantity,
        price=Money.of(line.price, currency),
        discount=Money.of(line.discount, currency),
        tags=sorted(product.tags) if product else [],
        supplier=product.supplier if product else None,
    )


def _show_shipment(shipment: Shipment, as_of: datetime) -> ShipmentView:
    return ShipmentView(
        supplier=shipment.supplier,
        supplier_order=shipment.supplier_order,
        carrier=shipment.carrier,
        number=shipment.number,
        url=shipment.url,
        status=shipment_status(shipment, as_of),
        promised_by=shipment.promised_by,
        items=shipment.items,
        events=events_until(shipment, as_of),
    )


def _history(record: OrderRecord, context: OrderContext, as_of: datetime) -> CustomerHistory:
    return CustomerHistory(
        past_orders=count_past_orders(context.address_orders, record, as_of),
        refunds_last_12_months=count_refunds(context.address_orders, record, context.store, as_of),
        open_tickets=count_open_tickets(context.tickets, as_of),
    )
