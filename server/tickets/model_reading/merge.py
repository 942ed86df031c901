"""Two readers of one ticket: what the rules read, weighed with what a model answers when asked once or twice.

| rules | model | becomes |
| --- | --- | --- |
| a value | the same | surer |
| no words for any | twice the same | the model's value, as likely |
| any | another at first, then the same | as the rules read |
| any | another, twice | unknown |

Mood and intent are no facts: they sort tickets, and unknown would sort them last. Where the rules found words for
them these stand, and the model is not asked again for their sake.
"""

from typing import TypeVar

from msgspec import structs

from server.domain.reading import Read, Reading
from server.tickets.lexicon import LIKELY, SURE
from server.tickets.model_reading.answer import Answer

_FIELDS = ("problem", "wish", "withdrawal_declared", "item_condition", "seal_broken", "mood", "intent")
_ONLY_SORT = ("mood", "intent")
_NEVER_DOUBTED: dict[str, set[str | bool]] = {"problem": {"safety", "chargeback"}, "withdrawal_declared": {True}}
"""What is worse to overlook than to see where it is not: a danger, a dispute that runs, a right that has been used."""

_NEVER_BY_MODEL_ALONE: dict[str, set[str | bool]] = {"seal_broken": {True}}
"""A broken seal takes the right of withdrawal away: it is not inferred (BGB 312g), so the words must say it by rule."""

T = TypeVar("T", str, bool)


def differs(reading: Reading, answer: Answer) -> bool:
    """Whether the model is to be asked once more."""
    return any(
        getattr(answer, field) != getattr(reading, field).value and not _is_settled(field, getattr(reading, field))
        for field in _FIELDS
    )


def merge(reading: Reading, first: Answer, second: Answer) -> Reading:
    """The rules' reading weighed with both answers; where one was enough, it stands for both.

    Only text facts change. `other_problems` stay the rules', unless the problem is taken from the model: then
    they are those that both answers name.
    """
    weighed = {
        field: _weigh(field, getattr(reading, field), getattr(first, field), getattr(second, field))
        for field in _FIELDS
    }
    others = reading.other_problems
    problem = weighed["problem"].value
    if problem not in (None, reading.problem.value):
        others = [one for one in first.ranked_problems if one in second.ranked_problems and one != problem]
    return structs.replace(reading, **weighed, other_problems=others)


def _weigh(field: str, read: Read[T], first: T | None, second: T | None) -> Read[T]:
    if first == read.value:
        return read if read.value is None else structs.replace(read, sure=max(read.sure, SURE))
    if second == read.value or _is_settled(field, read):
        return read
    if read.words or first != second or first is None:
        return read if field in _ONLY_SORT else Read(None, 0.0, read.words)
    return read if first in _NEVER_BY_MODEL_ALONE.get(field, ()) else Read(first, LIKELY, "")


def _is_settled(field: str, read: Read[T]) -> bool:
    """Whether the rules have found words that no answer is weighed against."""
    return bool(read.words) and (field in _ONLY_SORT or read.value in _NEVER_DOUBTED.get(field, ()))
