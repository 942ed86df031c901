"""The words of a mail, pairs of them and pieces of words, as numbers: what was said in just these letters."""

import re
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

GRAMS = 1 << 15
"""Numbers there are; what falls on the same one counts as the same."""

_WORDS = re.compile(r"\w+|[!?]")
_PIECES = (4, 5)


def grams_of(text: str) -> NDArray[np.int64]:
    """(grams,), each once, never none. About a millisecond for a mail."""
    words = _WORDS.findall(text.lower())
    told = {*words, *map(" ".join, pairwise(words))}
    for word in map("<{}>".format, words):
        told |= {f"#{word[at : at + size]}" for size in _PIECES for at in range(len(word) - size + 1)}
    return np.array(sorted({crc32(gram.encode()) % GRAMS for gram in told}) or [0], dtype=np.int64)
