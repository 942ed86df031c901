"""The draft is written in the language it says, every sentence of it."""

import re

from server.drafting.checks.context import CheckContext, Trouble, trouble_at
from server.drafting.checks.phrases import PHRASES

_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 6
_TELLING = 3
_STOP_WORDS = {language: frozenset(words) for language, words in PHRASES.stop_words.items()}


def is_other_language(text: str, context: CheckContext) -> Trouble | None:
    """More of another language's little words than of its own, in all or in one sentence; a few words pass."""
    if context.language not in _STOP_WORDS:
        return None
    masked = context.ledger.masked
    other = _other(masked, context.language)
    if other:
        return Trouble(other)
    for sentence in context.ledger.sentences:
        if _other(sentence.text, context.language) and not _own(sentence.text, context.language):
            return trouble_at(text, sentence.start, sentence.end)
    return None


def _other(text: str, language: str) -> str | None:
    """The language whose little words tell that it is not `language`."""
    words = [word.casefold() for word in _WORD.findall(text)]
    if len(words) < _ENOUGH:
        return None
    scores = {name: sum(word in known for word in words) for name, known in _STOP_WORDS.items()}
    best = max(scores, key=lambda name: (scores[name], name == language))
    return best if best != language and scores[best] >= _TELLING else None


def _own(text: str, language: str) -> int:
    return sum(word.casefold() in _STOP_WORDS[language] for word in _WORD.findall(text))
