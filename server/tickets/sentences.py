"""A customer's words as sentences in a form that patterns can be written for.

Folding: case, umlauts (ä and ae are one), typographic signs, English contractions (doesn't, dont: does not),
and numbers as one word (12,50: 12_50).
"""

import re

from msgspec import Struct

# What a person writes fits; a pasted log or a flood of words is not worth the seconds its end would cost.
CHARACTERS_READ = 12_000
_LONGEST_SENTENCE = 700

_LETTERS = str.maketrans(
    {
        "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss",
        "’": "'", "‘": "'", "´": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "–": "-", "—": "-", "…": ".", "\u00a0": " ", "\u202f": " ",
    }
)  # fmt: skip
_CONTRACTION = re.compile(r"\b(do|does|did|is|was|are|were|have|has|had|wo|would|could|should|ca)n'?t\b")
_CAN_NOT = re.compile(r"\bcannot\b")
_INSIDE_A_NUMBER = re.compile(r"(?<=\d)[.,:/](?=\d)")
_DAY_OF_A_MONTH = re.compile(r"(?<=\d)\. ?(?=(?:jan|feb|maer|apr|mai|jun|jul|aug|sep|okt|nov|dez))")

# A sentence ends at . ! ? before a blank or capital, at an empty line, a list item, or a line end that no mail
# program made (those stand after some 60 characters and within a sentence).
_END = re.compile(
    r"(?<=[.!?])(?<!\b\d\.)(?<!\b\d\d\.)(?<!\bnr\.)(?<!\bno\.)(?<!\bca\.)(?<!\bz\.)(?<!\bb\.)(?<!\bu\.)(?<!\ba\.)\s+|\n\s*(?=[-*•·])",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"\n\s*\n")
_SHORTEST_WRAPPED_LINE = 55


class Sentence(Struct, frozen=True):
    """`text` as written, `folded` as patterns see it, `asks` where it is a question."""

    text: str
    folded: str
    asks: bool


def fold(text: str) -> str:
    """`text` as patterns see it: see the module's docstring."""
    folded = _INSIDE_A_NUMBER.sub("_", text.casefold().translate(_LETTERS))
    folded = _DAY_OF_A_MONTH.sub(" ", folded)
    return _CAN_NOT.sub("can not", _CONTRACTION.sub(r"\1 not", folded))


def sentences(text: str) -> list[Sentence]:
    """The sentences of own words, in order; of a very long text its beginning and end."""
    found: list[Sentence] = []
    for paragraph in _PARAGRAPH.split(_readable(text)):
        for piece in _END.split(_unwrapped(paragraph)):
            for line in piece.split("\n"):
                found.extend(
                    _sentence(line[at : at + _LONGEST_SENTENCE]) for at in range(0, len(line), _LONGEST_SENTENCE)
                )
    return [sentence for sentence in found if sentence.folded]


def _readable(text: str) -> str:
    if len(text) <= CHARACTERS_READ:
        return text
    return text[: CHARACTERS_READ * 3 // 4] + "\n\n" + text[-CHARACTERS_READ // 4 :]


def _unwrapped(paragraph: str) -> str:
    """Joins lines that a mail program broke."""
    joined: list[str] = []
    previous_length = 0
    for line in paragraph.split("\n"):
        continues = joined and joined[-1][-1:] not in ".!?:" and line[:1] not in "-*•·"
        if continues and (previous_length >= _SHORTEST_WRAPPED_LINE or line[:1].islower()):
            joined[-1] += " " + line
        else:
            joined.append(line)
        previous_length = len(line)
    return "\n".join(joined)


def _sentence(text: str) -> Sentence:
    text = text.strip()
    return Sentence(text, " ".join(fold(text).split()), text.rstrip('"”“» )').endswith("?"))
