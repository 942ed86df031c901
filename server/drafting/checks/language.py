"""The draft is written in the language it says."""

import re
from collections import Counter

from server.drafting.checks.context import CheckContext, Trouble
from server.drafting.checks.phrases import PHRASES

_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 6


def is_other_language(text: str, context: CheckContext) -> Trouble | None:
    """More of another language's little words than of its own; a text of a few words passes."""
    own = PHRASES.stop_words.get(context.language)
    counts = Counter(_WORD.findall(text.casefold()))
    if own is None or counts.total() < _ENOUGH:
        return None
    scores = {language: sum(counts[word] for word in words) for language, words in PHRASES.stop_words.items()}
    best = max(scores, key=lambda language: (scores[language], language == context.language))
    return None if best == context.language else Trouble(best)
