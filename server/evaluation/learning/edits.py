"""What an agent changed in a draft before sending it: words that stayed, sentences that came, went or were replaced."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

from msgspec import Struct

from server.reports.survival import survival
from server.tickets.sentences import sentences

HEAVILY = 2 / 3
"""A draft of which a smaller share of words was sent is one that did not help."""

_WORD = re.compile(r"[\w€$%#]+")
_SAME_SENTENCE = 0.5
"""Two sentences that share more of their words are one, reworded."""

Change = Literal["added", "deleted", "replaced"]


class SentenceEdit(Struct, frozen=True):
    """`before` is empty for a sentence that was added, `after` for one that was deleted."""

    change: Change
    before: str
    after: str


def share_kept(draft: str, sent: str) -> float:
    """The share of the draft's words that were sent, in their order; 1 for a draft without words."""
    return survival(draft, sent).share


def sentence_edits(draft: str, sent: str) -> list[SentenceEdit]:
    """The edits in the order of the text; a sentence that only changed its place or its signs is none."""
    before, after = [_sentences(text) for text in (draft, sent)]
    keys = [[" ".join(_words(sentence)) for sentence in side] for side in (before, after)]
    moved = set(keys[0]) & set(keys[1])
    found = list[SentenceEdit]()
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        if tag != "equal":
            old = [before[i] for i in range(i1, i2) if keys[0][i] not in moved]
            new = [after[j] for j in range(j1, j2) if keys[1][j] not in moved]
            found += _pair(old, new)
    return found


def _pair(old: list[str], new: list[str]) -> Iterator[SentenceEdit]:
    """Sentences that share words are reworded ones, the likest first; the others came or went."""
    likeness = sorted(
        ((_likeness(a, b), i, j) for i, a in enumerate(old) for j, b in enumerate(new)),
        key=lambda one: (-one[0], one[1], one[2]),
    )
    partner_of, taken = dict[int, int](), set[int]()
    for like, i, j in likeness:
        if like >= _SAME_SENTENCE and i not in partner_of and j not in taken:
            partner_of[i] = j
            taken.add(j)
    for i, sentence in enumerate(old):
        if i in partner_of:
            yield SentenceEdit("replaced", sentence, new[partner_of[i]])
        else:
            yield SentenceEdit("deleted", sentence, "")
    for j, sentence in enumerate(new):
        if j not in taken:
            yield SentenceEdit("added", "", sentence)


def _likeness(a: str, b: str) -> float:
    return SequenceMatcher(None, _words(a), _words(b), autojunk=False).ratio()


def _sentences(text: str) -> list[str]:
    return [sentence.text for sentence in sentences(text) if _words(sentence.text)]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
