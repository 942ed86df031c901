"""While the sender has not shown that the order is theirs, nothing of it stands in the draft, and nothing goes out."""

import re
from collections.abc import Iterator

from server.domain import facts
from server.domain.case import Case
from server.domain.order import OrderRecord
from server.drafting.checks.context import CheckContext, Trouble, first_word, trouble_at
from server.drafting.checks.phrases import PHRASES
from server.drafting.titles import name_of

_SHORTEST_KIND = 4
_TELLS_NOTHING = re.compile(
    r"\b(?:ob|wo|wann|whether|where|when|nachricht|mail|frage|message|question|sobald|falls|wenn|once|if)\b"
    r"|\bask\w*\b.*\bwhat\b|^\W*was\b.*\b(?:wurden?|ist|sind|hat|haben)\b"
    r"|\b(?:nothing|rights?) (?:is|are|gets?|get) lost\b",
    re.IGNORECASE,
)
"""Of a clause: it asks, speaks of a message, or says that no right is lost."""
_TELLING = re.compile(r"[^\W_]{3,}(?:[\-'’][^\W_]+)*")


def gives_away_order(text: str, context: CheckContext) -> Trouble | None:
    """Name, address, item, tracking number or status of an order that is not the sender's.

    A draft that gives nothing away is held all the same until the agent confirms the sender.
    """
    task = context.task
    if not task.must_prove_identity:
        return None
    own = _without_own(text, task.agent_name, task.case.store.name)
    told = first_word([*_secrets(task.case)], own) or _status(own, context) or _figure(text, context)
    is_stranger = facts.is_known(task.facts, "sender_matches_order", False)
    return told or (Trouble(reason="held") if is_stranger else None)


def _status(text: str, context: CheckContext) -> Trouble | None:
    """A word that tells where things stand; not where it is only asked, or said of a message or of rights."""
    words = PHRASES.status_words.get(context.language, [])
    for clause in (clause for sentence in context.ledger.sentences for clause in sentence.clauses):
        told = first_word(words, text[clause.start : clause.end])
        if told and told.start is not None and not _TELLS_NOTHING.search(clause.text):
            return trouble_at(text, clause.start + told.start, clause.start + (told.end or told.start))
    return None


def _figure(text: str, context: CheckContext) -> Trouble | None:
    """A sum, day or number of the order that the sender did not name."""
    written = " ".join(message.text for message in context.task.case.ticket.messages)
    for figure in context.ledger.figures:
        source = context.ledger.source_of(figure) or ""
        words = text[figure.start : figure.end]
        if figure.is_vague or figure.kind == "order" or words in written or figure.value == context.ledger.today:
            continue
        if source.startswith(("order:", "tracking:")) and figure.kind != "duration" and source != "order:email":
            return trouble_at(text, figure.start, figure.end)
    return None


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
        yield from _kinds(names, case)


def _kinds(names: list[str], case: Case) -> Iterator[str]:
    """What kind of goods they are, one or several, unless the sender says so."""
    written = " ".join([case.ticket.subject or "", *(message.text for message in case.ticket.messages)]).casefold()
    for word in {word.casefold() for name in names for word in _TELLING.findall(name_of(name))}:
        if len(word) > _SHORTEST_KIND and word not in written:
            yield from (word + ending for ending in ("", "s", "n", "en"))


def _words(text: str | None) -> list[str]:
    return _TELLING.findall(text or "")
