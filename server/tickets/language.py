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
_WORDS_THAT_COUNT = 12
_SENTENCES_READ = 60
_LEAST_CONFIDENCE = 0.5
_NO_WORDS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|#?\w*\d\w*|<[^<>]{0,200}>", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}(?:['’][^\W\d_]+)?")
_QUOTATION = re.compile(
    r"„[^„“”\"]{3,400}[“”\"]|“[^“”]{3,400}”|«[^«»]{3,400}»|»[^«»]{3,400}«|(?<!\w)\"[^\"]{3,400}\"(?!\w)"
)
_END = re.compile(r"(?<=[.!?:;])\s+|\s+[–—]\s+|\n+")
_PARAGRAPH = re.compile(r"\n\s*\n")
# Nobody writes so to a shop: words that are meant for a machine are not the customer's prose.
_TO_A_MACHINE = re.compile(
    r"\b(?:ignor\w{0,8}|disregard|forget|vergiss|vergessen sie|oublie\w{0,3}|olvida|negeer)\b[^.!?\n]{0,60}"
    r"\b(?:instruc\w{1,8}|istruzioni|anweisung\w{0,3}|above|previous|prompts?)\b"
    r"|^\W{0,10}system(?: (?:message|prompt|instruction|nachricht))?(?: \w+){0,3}\W{0,3}[:=\]>]"
    r"|\byou are now\b|\b(?:system|maintenance) (?:message|prompt|mode)\b|\bas an ai\b",
    re.IGNORECASE | re.MULTILINE,
)

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
    """The ISO 639-1 code of the language that most of the prose in `words` is written in.

    Each sentence votes by its length, up to a limit; quotations, pasted paragraphs and orders to a machine
    do not, unless there is nothing else. Below two words of letters, and where the words leave it open, it is `known`
    (the language found before), else the first of `candidates` (the shop's languages). Addresses and numbers do
    not count.
    """
    fallback = known or next(iter(candidates), LANGUAGES[0])
    text = _prose(_NO_WORDS.sub(" ", words).replace("’", "'"))
    if len(_words(text)) < 2:
        return fallback
    identifier = _identifier(frozenset(LANGUAGES) | frozenset(candidates))
    if len(_words(text)) <= _FEW_WORDS:
        return _told_by_words(_words(text)) or _classified(text, identifier) or fallback
    return _voted(text, identifier) or _classified(text, identifier) or fallback


def without_names(text: str, names: Iterable[str]) -> str:
    """`text` without names of people and products: "Luna" is no Spanish."""
    known = sorted({name for name in names if len(name) > 2}, key=len, reverse=True)
    if not known:
        return text
    return re.sub(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)", " ", text, flags=re.IGNORECASE)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _prose(text: str) -> str:
    """`text` without quotations, what is pasted below a colon, and orders to a machine.

    With them where it holds too little besides.
    """
    paragraphs = _PARAGRAPH.split(text)
    announced = [False, *(part.rstrip().endswith(":") for part in paragraphs)]
    told = "\n\n".join(
        part
        for part, is_pasted in zip(paragraphs, announced, strict=False)
        if not is_pasted and not _TO_A_MACHINE.search(part)
    )
    for prose in (_QUOTATION.sub(" ", told), told):
        if len(_words(prose)) >= 2:
            return prose
    return text


def _voted(text: str, identifier: LanguageIdentifier) -> str | None:
    """The language with most of the sentences' votes; None where two have the same."""
    votes: Counter[str] = Counter()
    for sentence in _END.split(text)[:_SENTENCES_READ]:
        words = _words(sentence)
        told = _told_by_words(words)
        language = told if len(words) <= _FEW_WORDS and told else _classified(sentence, identifier)
        if language and len(words) > 1:
            votes[language] += min(len(words), _WORDS_THAT_COUNT)
    leading = votes.most_common(2)
    is_open = not leading or (len(leading) == 2 and leading[0][1] == leading[1][1])
    return None if is_open else leading[0][0]


def _classified(text: str, identifier: LanguageIdentifier) -> str | None:
    language, confidence = identifier.classify(text)
    return str(language) if confidence >= _LEAST_CONFIDENCE else None


def _told_by_words(words: list[str]) -> str | None:
    counts = Counter(_LANGUAGES_OF_WORD[word] for word in words if word in _LANGUAGES_OF_WORD).most_common(2)
    if not counts or (len(counts) == 2 and counts[0][1] == counts[1][1]):
        return None
    return counts[0][0]
