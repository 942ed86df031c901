"""Every tracking, order, return and case number in a draft is one that exists."""

import re
from collections.abc import Iterator

from server.drafting.checks.context import CheckContext, Trouble, trouble_at
from server.drafting.ledger.figures import as_number

_NUMBER = re.compile(
    r"(?<![\w.,€$£/#~¤-])(?:\d{3,}(?: \d{3,})+|[a-z]{0,6}[-/]?\d[\da-z]*(?:[-/][\da-z]+)*)(?![\w~¤]|[_,]\d)",
    re.IGNORECASE,
)
_DIGITS_ALONE = 5
_DIGITS_NAMED = 3
_DIGITS_MIXED = 4
_BEFORE = 40


def unknown_number(text: str, context: CheckContext) -> Trouble | None:
    """The first number that nothing supports; a supplier's own number is another check's matter."""
    ledger, order = context.ledger, context.task.case.order
    of_suppliers = {as_number(s.supplier_order) for s in (order.shipments if order else []) if s.supplier_order}
    for figure in ledger.figures:
        if figure.kind not in ("order", "tracking") or figure.value in of_suppliers:
            continue
        if ledger.source_of(figure) is None:
            return trouble_at(text, figure.start, figure.end)
    others = [*_other_numbers(context)]
    written = _written_anywhere(context) if others else ""
    for start, end in others:
        number = as_number(text[start:end])
        if number not in of_suppliers and number not in written:
            return trouble_at(text, start, end)
    return None


def _other_numbers(context: CheckContext) -> Iterator[tuple[int, int]]:
    """What looks like somebody's number for something and is no figure: many digits, or a few after "case"."""
    ledger = context.ledger
    for match in _NUMBER.finditer(ledger.masked):
        taken = (*((figure.start, figure.end) for figure in ledger.figures), *context.filled)
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        if ledger.words.measured.match(ledger.masked, match.end()):
            continue
        digits, is_named = sum(map(str.isdigit, match[0])), _is_named(match.start(), context)
        is_mixed = not match[0].replace(" ", "").isdigit()
        if digits >= (_DIGITS_NAMED if is_named else _DIGITS_MIXED if is_mixed else _DIGITS_ALONE):
            yield match.span()


def _is_named(place: int, context: CheckContext) -> bool:
    sentence = context.ledger.sentence_at(place)
    before = context.ledger.masked[max(sentence.start if sentence else 0, place - _BEFORE) : place]
    return context.ledger.words.named.search(before) is not None


def _written_anywhere(context: CheckContext) -> str:
    """All that the task knows in words, as numbers are compared."""
    task = context.task
    order = task.case.order
    sources = [
        *(passage.text for passage in task.policies if passage.audience == "public"),
        *(macro.body for macro in task.macros),
        *task.case.store.returns.address.values(),
        *((task.decision.return_.address or "",) if task.decision.return_ else ()),
        *(line.title for line in (order.lines if order else [])),
        *(str(value) for value in context.ledger.known.supports),
        repr(order),
    ]
    return context.ledger.known.said + as_number(" ".join(sources))
