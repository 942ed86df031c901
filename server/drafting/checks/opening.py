"""A draft opens with this case, not with a sentence that fits any."""

import re

from msgspec import structs

from server.drafting.checks.context import CheckContext, Trouble, trouble_at
from server.drafting.ledger.clauses import Sentence
from server.drafting.titles import titles

_WORD = re.compile(r"\w{4,}")


def opens_anyhow(text: str, context: CheckContext) -> Trouble | None:
    """The first sentence after the salutation, where it is a stock one that names nothing of the case."""
    first = _first_sentence(context)
    if first is None or _is_about_nothing(context) or _names_case(first, text, context):
        return None
    match = context.rules.opening.found_in(first.text)
    return trouble_at(text, first.start + match.start(), first.start + match.end()) if match else None


def _is_about_nothing(context: CheckContext) -> bool:
    """Nothing of a case that could be named, or may be."""
    task = context.task
    return task.must_prove_identity or not (task.case.order or titles(task, context.language))


def _first_sentence(context: CheckContext) -> Sentence | None:
    """The one that a salutation of a few words stands before."""
    for sentence in context.ledger.sentences[:2]:
        lines = [line for line in sentence.text.split("\n\n") if line.strip()]
        body = lines[1:] if len(lines) > 1 else lines if not sentence.text.rstrip().endswith((",", "!")) else []
        if body:
            start = sentence.start + sentence.text.index(body[0])
            return structs.replace(sentence, start=start, text=context.ledger.masked[start : sentence.end])
    return None


def _names_case(first: Sentence, text: str, context: CheckContext) -> bool:
    """Whether it says an item, a number or a day."""
    words = text[first.start : first.end].casefold()
    names = {word.casefold() for title in titles(context.task, context.language) for word in _WORD.findall(title)}
    figures = any(first.start <= figure.start < first.end for figure in context.ledger.figures)
    return figures or any(name in words for name in names)
