"""Questions that are alike: of one intent, in one language."""

from collections.abc import Sequence

from msgspec import Struct

from server.db.ticket_answers import Kept


class Topic(Struct, frozen=True):
    """Questions about one thing, those that are farthest from any answer first."""

    intent: str
    language: str
    questions: list[Kept]


def topics_of(weak: Sequence[Kept]) -> list[Topic]:
    """The largest topic first."""
    found: dict[tuple[str, str], list[Kept]] = {}
    for kept in sorted(weak, key=lambda kept: kept.answer.nearness):
        found.setdefault((kept.answer.intent, kept.answer.language), []).append(kept)
    topics = [Topic(intent, language, questions) for (intent, language), questions in found.items()]
    return sorted(topics, key=lambda topic: (-len(topic.questions), topic.intent, topic.language))
