"""While the sender has not shown that the order is theirs, nothing of it stands in the draft, and nothing goes out."""

import re
from collections.abc import Iterator

from server.domain import facts
from server.domain.case import Case
from server.domain.order import OrderRecord
from server.drafting.checks.context import CheckContext, Trouble, first_word
from server.drafting.checks.phrases import PHRASES
from server.drafting.titles import name_of

_TELLING = re.compile(r"[^\W_]{3,}(?:[\-'’][^\W_]+)*")


def gives_away_order(text: str, context: CheckContext) -> Trouble | None:
    """Name, address, item, tracking number or status of an order that is not the sender's.

    A draft that gives nothing away is held all the same until the agent confirms the sender.
    """
    task = context.task
    if not task.must_prove_identity:
        return None
    secrets = [*_secrets(task.case), *PHRASES.status_words.get(context.language, [])]
    told = first_word(secrets, _without_own(text, task.agent_name, task.case.store.name))
    is_stranger = facts.is_known(task.facts, "sender_matches_order", False)
    return told or (Trouble(reason="held") if is_stranger else None)


def _without_own(text: str, *own: str | None) -> str:
    """The text with the shop's and the agent's own names blanked out: they may be the customer's too."""
    for name in filter(None, own):
        text = text.replace(name, " " * len(name))
    return text


def _secrets(case: Case) -> Iterator[str]:
    order = case.order
    if order is None:
        return
    yield from _words(order.customer_name)
    yield from _words(order.company)
    yield from _words(order.shipping_address)
    yield from (part for part in (order.email, order.phone) if part)
    yield from _goods(order, case)
    for shipment in order.shipments:
        yield from (part for part in (shipment.number, shipment.url, shipment.carrier) if part)
        yield from (event.place for event in shipment.events if event.place)


def _goods(order: OrderRecord, case: Case) -> Iterator[str]:
    for line in order.lines:
        names = [line.title, *(case.products[line.sku].aliases if line.sku in case.products else [])]
        yield from names
        yield from (name_of(name) for name in names)


def _words(text: str | None) -> list[str]:
    return _TELLING.findall(text or "")
