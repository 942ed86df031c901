"""What a writer is given beside its orders, held to a budget of tokens: the least useful goes first.

More text makes a model slower, dearer and more easily led astray. What decides (the customer's newest words, the
decision with its facts, the sections it cites) is never left out for what only helps (past tickets, older messages).
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from server.cases.decide_case import Decided
from server.domain.draft import ContextKind, ContextPart
from server.domain.money import Money
from server.domain.order import Order
from server.domain.passage import Passage
from server.drafting.examples import as_example
from server.drafting.sources import Sources
from server.llm.tokens import count_tokens, first_tokens
from server.tickets.own_words import own_words

MOST_TOKENS = 4_000
"""Of a context: a long mail, a full decision, six sections and two past tickets fit."""

_MOST_OF_A_PART = 1_500
_LEAST_WORTH_CUTTING_TO = 60
_OLDER_MESSAGES = 6


class ContextText(Struct, frozen=True):
    """One piece with its text, as far as it goes in ("" where it does not)."""

    part: ContextPart
    text: str


def build_context(
    decided: Decided, sources: Sources, order: Order | None, most: int = MOST_TOKENS
) -> list[ContextText]:
    """The pieces in order of use, most useful first, together at most `most` tokens.

    A piece that does not fit whole is cut at its end, or left out where hardly anything of it would stay.
    """
    left = most
    built: list[ContextText] = []
    for kind, title, text in _pieces(decided, sources, order):
        size = count_tokens(text)
        room = min(left, _MOST_OF_A_PART)
        if size > room and room >= _LEAST_WORTH_CUTTING_TO:
            text = first_tokens(text, room)
        kept = text if size <= room or room >= _LEAST_WORTH_CUTTING_TO else ""
        used = count_tokens(kept)
        left -= used
        built.append(ContextText(ContextPart(kind, title, used, size), kept))
    return built


def _pieces(decided: Decided, sources: Sources, order: Order | None) -> Iterator[tuple[ContextKind, str, str]]:
    reading = decided.case.reading
    yield "question", decided.case.ticket.subject or "", reading.own_words
    yield "decision", decided.decision.outcome or decided.decision.action, _decision_text(decided)
    yield from _policies(sources.cited)
    if order:
        yield "order", order.number, _order_text(order)
    yield from _policies(sources.near)
    yield from _earlier_messages(decided)
    for passage in sources.near:
        if past := sources.past.get(passage.id):
            yield "ticket", passage.language, as_example(passage.text, past, decided.case.store)


def _policies(passages: Sequence[Passage]) -> Iterator[tuple[ContextKind, str, str]]:
    """Public ones: what a writer does not know it cannot give away."""
    for passage in passages:
        if passage.kind == "policy" and passage.audience == "public":
            yield "policy", passage.section or passage.title, f"{passage.title}\n{passage.text}"


def _decision_text(decided: Decided) -> str:
    """Facts, path's end and rights, one a line: what words may be made of."""
    decision = decided.decision
    facts = [f"{name}: {_shown(view.value)}" for name, view in decision.facts.items() if view.value is not None]
    asked = [f"ask for: {', '.join(decision.asks)}"] if decision.asks else []
    amount = [f"amount: {_shown(decision.amount)}"] if decision.amount else []
    rights = [f"law {row.row} ({row.paragraph}): {row.requires}" for row in decision.law]
    return "\n".join([f"outcome: {decision.outcome} ({decision.action})", *amount, *asked, *rights, *facts])


def _order_text(order: Order) -> str:
    items = [f"{item.quantity} x {item.title}" for item in order.items]
    parcels = [f"{s.carrier or ''} {s.number or ''}: {s.status}".strip() for s in order.shipments]
    return "\n".join([f"order {order.number} of {order.placed_at:%Y-%m-%d}, {_shown(order.total)}", *items, *parcels])


def _shown(value: object) -> str:
    if isinstance(value, Money):
        return f"{value.amount} {value.currency}"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _earlier_messages(decided: Decided) -> Iterator[tuple[ContextKind, str, str]]:
    """The messages before the newest of the customer, newest first, each without its quotes."""
    case = decided.case
    newest = next((m for m in reversed(case.ticket.messages) if m.author == "customer"), None)
    older = [m for m in case.ticket.messages if m is not newest and m.author != "system"]
    for message in list(reversed(older))[:_OLDER_MESSAGES]:
        words = own_words(message.text, shop_addresses=case.store.addresses).own
        sent = f"{message.sent_at:%Y-%m-%d}" if message.sent_at else ""
        yield "earlier_message", f"{message.author} {sent}".strip(), words
