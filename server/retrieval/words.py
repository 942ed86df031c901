"""The words of a text as search sees them: without endings, and compounds also by their parts.

"Rücksendekosten" and "Kosten der Rücksendung" share "rucksend" and "kost". Whether a long word is a compound is
not guessed from letters alone: both its parts must be words that the texts searched hold themselves.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache
from importlib import resources

import msgspec
import Stemmer

_STEMMERS = {"de": "german", "en": "english", "fr": "french", "es": "spanish", "it": "italian", "nl": "dutch"}
_WITH_COMPOUNDS = frozenset({"de", "nl"})
_LEAST_OF_A_COMPOUND, _LEAST_OF_A_PART = 8, 4
_JOINTS = ("s", "n", "en", "es", "er", "e")
_LONGEST_WORD = 40
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_PUNCTUATION_IN_WORDS = str.maketrans({"’": "'"})

_STOP_WORDS = {
    language: frozenset(words.split())
    for language, words in msgspec.yaml.decode(
        resources.files("server.retrieval").joinpath("stop_words.yaml").read_bytes(), type=dict[str, str]
    ).items()
}


def words_of(text: str, language: str) -> list[str]:
    """The stems of a text's telling words, in order; an unknown language keeps its words whole."""
    return [stem for word in _telling_words(text, language) for stem in _stems(word, language)]


def parts_of(text: str, language: str) -> list[tuple[str, str]]:
    """Every way in which a long word of the text may be two: pairs of stems, to be held against known words."""
    if language not in _WITH_COMPOUNDS:
        return []
    long = [word for word in _telling_words(text, language) if len(word) >= _LEAST_OF_A_COMPOUND]
    return list(dict.fromkeys(pair for word in long for pair in _pairs(word, language)))


def counted_words(text: str, language: str, known: Collection[str]) -> Counter[str]:
    """How often each stem stands in a text, the parts of its compounds included where both are `known` stems."""
    counts = Counter(words_of(text, language))
    for head, tail in parts_of(text, language):
        if head in known and tail in known:
            counts.update((head, tail))
    return counts


def _telling_words(text: str, language: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKC", text).lower().translate(_PUNCTUATION_IN_WORDS)
    stop_words = _STOP_WORDS.get(language, frozenset())
    for match in _WORD.finditer(plain):
        word = match[0]
        if word not in stop_words and (len(word) > 1 or word.isdigit()):
            yield word[:_LONGEST_WORD]


def _pairs(word: str, language: str) -> Iterator[tuple[str, str]]:
    for place in range(_LEAST_OF_A_PART, len(word) - _LEAST_OF_A_PART + 1):
        tail = _stem(word[place:], language)
        for joint in ("", *_JOINTS):
            head = word[:place].removesuffix(joint)
            if len(head) >= _LEAST_OF_A_PART and (not joint or len(head) < place):
                yield _stem(head, language), tail


@cache
def _stemmer(language: str) -> Stemmer.Stemmer | None:
    name = _STEMMERS.get(language)
    return Stemmer.Stemmer(name) if name else None


def _stem(word: str, language: str) -> str:
    stemmer = _stemmer(language)
    return str(stemmer.stemWord(word)) if stemmer else word


def _stems(word: str, language: str) -> Iterator[str]:
    yield _stem(word.partition("'")[0] if language in ("en", "nl") else word, language)
    if "'" in word and language in ("fr", "it"):
        yield _stem(word.partition("'")[2], language)  # l'ordine
