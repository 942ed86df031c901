"""The language of a customer's words."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib import resources

import msgspec
from py3langid.langid import MODEL_FILE, LanguageIdentifier

LANGUAGES = ("de", "en", "fr", "es", "it", "nl")
"""What customers write; a shop's other languages are recognised where the model knows them."""

_FEW_WORDS = 6
_LEAST_CONFIDENCE = 0.5
_NO_WORDS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|#?\w*\d\w*|<[^<>]{0,200}>", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}(?:['’][^\W\d_]+)?")

_TELLING_WORDS: dict[str, list[str]] = msgspec.yaml.decode(
    resources.files("server.tickets").joinpath("language_words.yaml").read_bytes(), type=dict[str, list[str]]
)
_LANGUAGES_OF_WORD = {word: language for language, words in _TELLING_WORDS.items() for word in words}


@cache
def _identifier(languages: frozenset[str]) -> LanguageIdentifier:
    """The model for these languages; reading it from disk takes half a second, once."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(sorted(languages & set(identifier.labels)))
    return identifier


def language_of(words: str, known: str | None, candidates: list[str]) -> str:
    """The ISO 639-1 code of the language that `words` are written in.

    Below two words of letters, and where the words leave it open, it is `known` (the language found
    before), else the first of `candidates` (the shop's languages). Addresses and numbers do not count.
    """
    text = _NO_WORDS.sub(" ", words).replace("’", "'")
    real_words = [word.lower() for word in _WORD.findall(text)]
    fallback = known or next(iter(candidates), LANGUAGES[0])
    if len(real_words) < 2:
        return fallback
    if len(real_words) <= _FEW_WORDS and (told := _told_by_words(real_words)):
        return told
    language, confidence = _identifier(frozenset(LANGUAGES) | frozenset(candidates)).classify(text)
    return str(language) if confidence >= _LEAST_CONFIDENCE else fallback


def without_names(text: str, names: Iterable[str]) -> str:
    """`text` without names of people and products: "Luna" is no Spanish."""
    known = sorted({name for name in names if len(name) > 2}, key=len, reverse=True)
    if not known:
        return text
    return re.sub(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)", " ", text, flags=re.IGNORECASE)


def _told_by_words(words: list[str]) -> str | None:
    counts = Counter(_LANGUAGES_OF_WORD[word] for word in words if word in _LANGUAGES_OF_WORD).most_common(2)
    if not counts or (len(counts) == 2 and counts[0][1] == counts[1][1]):
        return None
    return counts[0][0]
