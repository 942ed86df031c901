"""The whole shop: all orders of the plan by their numbers, and the two files that tell them."""

import json

import msgspec

from evals.generators.nordlicht.orders import PlacedOrder, place_order
from evals.generators.nordlicht.parcels import Parcel
from evals.generators.nordlicht.plan import cast
from evals.generators.nordlicht.shopify import export
from evals.generators.nordlicht.state import promised_day

_FIRST_NUMBER = 10001


def place_orders() -> dict[str, PlacedOrder]:
    """All orders in the order in which they were placed, each by its name such as #10001."""
    orders = sorted((place_order(*slot) for slot in cast()), key=lambda order: order.placed_at)
    return {f"#{number}": order for number, order in enumerate(orders, _FIRST_NUMBER)}


def files_of_shop() -> dict[str, str]:
    """The text of orders.csv and of tracking.jsonl, by file name."""
    orders = place_orders()
    parcels = (_parcel_line(name, order, parcel) for name, order in orders.items() for parcel in order.parcels)
    return {"orders.csv": export(orders), "tracking.jsonl": "".join(line for line in parcels if line)}


def _parcel_line(name: str, order: PlacedOrder, parcel: Parcel) -> str:
    """A line of tracking.jsonl; nothing for a parcel that has no scan yet."""
    if not parcel.scans:
        return ""
    # What makes good for an order is promised anew, from the day of its label.
    promised_from = parcel.scans[0].at if parcel.is_second else order.placed_at
    promised_by = promised_day(promised_from, order.person.country)
    shipment = msgspec.to_builtins(parcel.as_shipment(promised_by))
    told = {key: value for key, value in shipment.items() if value is not None}
    return json.dumps({"order": name, **told}, ensure_ascii=False) + "\n"
