"""A node as a card: its question, its fact, and a row for each way out. Lengths are pixels of the picture."""

from textwrap import wrap

from msgspec import Struct

from server.domain.tree import Node
from server.refunds.proof.shape import Way, ways_of
from server.refunds.walk import as_written
from server.refunds.wording import say

WIDTH = 330
LINE = 17
PADDING = 10
_QUESTION_LETTERS = 38
_TEST_LETTERS = 24
_ROW_GAP = 5


class Row(Struct, frozen=True):
    """One way out. `top` is measured from the card's own; `middle` is where its line to another card begins."""

    way: Way
    test: list[str]
    top: float
    middle: float


class Card(Struct, frozen=True):
    """What a node shows, without a place yet."""

    node: Node
    question: list[str]
    rows: list[Row]
    height: float

    @property
    def entry(self) -> float:
        """Where lines from other cards come in, from the card's top."""
        return PADDING + LINE / 2

    @property
    def rows_top(self) -> float:
        """Where the rows begin, from the card's top."""
        return self.rows[0].top - _ROW_GAP / 2


def card_of(node: Node, language: str) -> Card:
    """The card of a node, its question in `language` where there is one."""
    question = wrap(node.ask.get(language) or next(iter(node.ask.values()), node.fact), _QUESTION_LETTERS)
    top: float = PADDING + LINE * (len(question) + 1) + 2 * _ROW_GAP
    rows = []
    for way in ways_of(node):
        test = wrap(test_of(node, way, language), _TEST_LETTERS)
        lines = len(test) + (way.outcome is not None)
        rows.append(Row(way, test, top, top + LINE / 2))
        top += LINE * lines + _ROW_GAP
    return Card(node, question, rows, top + PADDING - _ROW_GAP)


def test_of(node: Node, way: Way, language: str) -> str:
    """What a case must fulfil to take this way, as the tree's file has it."""
    if way.branch is None:
        return say("drawn_unknown", language)
    written = as_written(node.branches[way.branch].test)
    return say("drawn_otherwise", language) if written == "otherwise: true" else written
