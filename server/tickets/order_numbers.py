"""Candidates for order numbers in a customer's words."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources

import msgspec


class OrderWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """order_words.yaml."""

    number_words: list[str]
    between_number_word: list[str]
    order_words: list[str]
    between_order_word: list[str]
    after_other_numbers: list[str]
    before_other_numbers: list[str]


_WORDS = msgspec.yaml.decode(
    resources.files("server.tickets").joinpath("order_words.yaml").read_bytes(), type=OrderWords
)
_LEAST_DIGITS = 3


def _number_after(words: list[str], between: list[str], least_digits: int) -> re.Pattern[str]:
    """Digits up to six joining words or signs behind one of `words`."""
    return re.compile(
        rf"(?<![\w-])(?:{'|'.join(words)})\b(?:[\s.:,(=*#]|(?:{'|'.join(between)})\b){{0,8}}"
        rf"(?<!\w)(?P<digits>\d{{{least_digits},12}})(?!\w)",
        re.IGNORECASE,
    )


_AFTER_NUMBER_WORD = _number_after(_WORDS.number_words, _WORDS.between_number_word, 1)
_AFTER_ORDER_WORD = _number_after(_WORDS.order_words, _WORDS.between_order_word, _LEAST_DIGITS)
_BEFORE_NUMBER_WORD = re.compile(
    rf"(?<![\w.,#/+-])(?P<digits>\d{{3,12}})[ (=-]{{1,3}}(?:(?:is|ist|lautet|my|the|meine|die) ){{0,2}}"
    rf"(?:{'|'.join(_WORDS.number_words)})\b",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r" ?(?:,|und|and|&|sowie|oder|or|\+|/) ?(?:(?:nr|no)\b\.? ?|#)?(?P<digits>\d{3,12})(?!\w)", re.IGNORECASE
)
_NOTHING_ELSE = re.compile(r"[\s#(]*\d{3,10}[\s.!)]*")
_OTHER_AFTER = re.compile("|".join(_WORDS.after_other_numbers), re.IGNORECASE)
_OTHER_BEFORE = re.compile(rf"(?:(?<!\w)(?:{'|'.join(_WORDS.before_other_numbers)}))[\s.:#]{{0,3}}$", re.IGNORECASE)
_LOOKED_AT_BEFORE = 30


def order_numbers(text: str, order_formats: Sequence[str]) -> list[str]:
    """What may be order numbers in `text`, as written, in order, each once.

    By the shop's `order_formats` ("#{n}", "NL-{n}"), and bare digits next to a word for an order; also a
    message that is nothing but a number, as people answer when asked for it. No dates, prices, quantities,
    phone or tracking numbers; signatures are the caller's to leave out.
    """
    if _NOTHING_ELSE.fullmatch(text):
        return [text.strip(" \n.!()")]
    found: dict[int, str] = {}
    for pattern in _format_patterns(tuple(order_formats)):
        for match in pattern.finditer(text):
            if not _is_other_before(text, match.start()) and not _OTHER_AFTER.match(text, match.end()):
                found[match.end()] = match[0]
    for end, digits in _next_to_words(text):
        found.setdefault(end, digits)
    unique: dict[str, str] = {}
    for _, number in sorted(found.items()):
        unique.setdefault(normalise_number(number), number)
    return list(unique.values())


# A year, and a postcode with its town, are the numbers of that length that mails hold most.
_BARE = re.compile(
    r"(?<![\w.,#/+:€$£-])(?<!\d )(?P<digits>(?!(?:19|20)\d\d(?!\d))\d{4,8})"
    r"(?![\w%€$£/-])(?![.,:]\d)(?! \d)(?! [A-ZÄÖÜ][a-zäöü])"
)


def bare_numbers(text: str) -> list[str]:
    """Numbers that nothing says what they are, as written: an order's where such an order exists, else nothing."""
    return [
        match["digits"]
        for match in _BARE.finditer(text)
        if not _is_other_before(text, match.start()) and not _OTHER_AFTER.match(text, match.end())
    ]


def normalise_number(text: str) -> str:
    """What two spellings of one order number have in common: no case, `#`, blanks or hyphens."""
    return re.sub(r"[#\s\-‐‑–]", "", text).casefold()


def _next_to_words(text: str) -> Iterator[tuple[int, str]]:
    """End and digits of numbers that stand next to a word for an order, with the others of a list."""
    for pattern in (_AFTER_NUMBER_WORD, _AFTER_ORDER_WORD, _BEFORE_NUMBER_WORD):
        for match in pattern.finditer(text):
            number: re.Match[str] | None = match
            while number and not _OTHER_AFTER.match(text, number.end("digits")):
                yield number.end("digits"), number["digits"]
                number = _LISTED.match(text, number.end("digits"))


def _is_other_before(text: str, start: int) -> bool:
    return _OTHER_BEFORE.search(text[max(0, start - _LOOKED_AT_BEFORE) : start]) is not None


@lru_cache(maxsize=256)
def _format_patterns(order_formats: tuple[str, ...]) -> list[re.Pattern[str]]:
    """A bare `{n}` is left out: it would take every number for an order's."""
    return [_pattern_of(f) for f in order_formats if f.count("{n}") == 1 and f.replace("{n}", "").strip()]


def _pattern_of(order_format: str) -> re.Pattern[str]:
    before, after = (_as_typed(part) for part in order_format.split("{n}"))
    return re.compile(rf"(?<![\w#]){before}\d{{1,12}}{after}(?!\w)", re.IGNORECASE)


def _as_typed(part: str) -> str:
    """A format's letters with hyphens and blanks as people type them: NL-1042, nl 1042, NL1042."""
    loose = r"[-‐‑–\s]?".join(re.escape(piece) for piece in re.split(r"[-\s]+", part))
    return loose.replace(r"\#", r"#\s?")
