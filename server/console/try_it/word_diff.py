"""What differs between two texts, word by word."""

import re
from difflib import SequenceMatcher

from msgspec import Struct

_PIECE = re.compile(r"\s+|\w+|[^\w\s]")


class Piece(Struct, frozen=True):
    """Words in a row; `differs`: the other text does not have them here."""

    text: str
    differs: bool


def word_diff(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces that add up to them."""
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    pieces: tuple[list[Piece], list[Piece]] = [], []
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for side, words in zip(pieces, (old[old_from:old_to], new[new_from:new_to]), strict=True):
            if words:
                side.append(Piece("".join(words), kind != "equal"))
    return _joined(pieces[0]), _joined(pieces[1])


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Two words that differ are one mark, and not two with a blank between them."""
    joined: list[Piece] = []
    for piece in pieces:
        if len(joined) > 1 and piece.differs and joined[-1].text == " " and joined[-2].differs:
            blank, before = joined.pop(), joined.pop()
            piece = Piece(before.text + blank.text + piece.text, differs=True)
        joined.append(piece)
    return joined
