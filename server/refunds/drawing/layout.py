"""Where the cards stand: in columns from left to right, each right of all that lead to it.

A line that passes columns on its way gets a slot of its own in each, so that it runs between the cards and never
behind one; all lines to the same card share their slots and join on the way.
"""

from itertools import pairwise

from msgspec import Struct

from server.domain.tree import Tree
from server.refunds.drawing.cards import WIDTH, Card, card_of
from server.refunds.proof.shape import Way, in_order, ways_back, ways_of

MARGIN = 24
HEAD = 56
_COLUMN_GAP = 84
_CARD_GAP = 22
_SLOT = 14
_SWEEPS = 12

Place = tuple[str, int]
"""A card, or its slot in a column left of it: node and column."""


class Wire(Struct, frozen=True):
    """A line along `points` (x, y), from a row of a card to another card; of the ways `ways`."""

    points: list[tuple[float, float]]
    way: Way


class Layout(Struct, frozen=True):
    """Cards with their left upper corner, wires, and the size of the whole."""

    cards: list[tuple[Card, float, float]]
    wires: list[Wire]
    width: float
    height: float


def lay_out(tree: Tree, language: str) -> Layout:
    """The places of all nodes that the start leads to. Ways back of a tree with a cycle are left out."""
    return _Drawing(tree, language).layout()


class _Joint(Struct, frozen=True):
    """A piece of a wire between two neighbouring columns, with how far below their tops it meets the two places."""

    start: Place
    start_at: float
    end: Place
    end_at: float


class _Drawing:
    """One layout in the making: columns first, then the order in each, then heights."""

    def __init__(self, tree: Tree, language: str) -> None:
        back = {(way.node, way.branch) for way in ways_back(tree.nodes)}
        ways = [
            way
            for name in in_order(tree, back)
            for way in ways_of(tree.nodes[name])
            if way.onwards is not None and (way.node, way.branch) not in back
        ]
        self._column = _columns(tree.start, ways)
        self._ways = [way for way in ways if way.node in self._column]
        self._cards = {name: card_of(tree.nodes[name], language) for name in self._column}
        self._joints = {way: self._joints_of(way) for way in self._ways}
        self._places = self._filled()
        self._top: dict[Place, float] = {}

    def layout(self) -> Layout:
        for places in self._places:
            self._stack(places, [0.0] * len(places))
        joints = list(dict.fromkeys(joint for joints in self._joints.values() for joint in joints))
        for sweep in range(_SWEEPS):
            rightwards = sweep % 2 == 0
            for places in self._places if rightwards else self._places[::-1]:
                wanted = {place: self._wanted(place, joints, rightwards) for place in places}
                places.sort(key=lambda place: wanted[place] + self._height(place) / 2)
                self._stack(places, [wanted[place] for place in places])
        return self._finished()

    def _finished(self) -> Layout:
        down = HEAD + MARGIN - min(self._top.values())
        self._top = {place: top + down for place, top in self._top.items()}
        cards = [
            (card, _left(self._column[name]), self._top[name, self._column[name]]) for name, card in self._cards.items()
        ]
        return Layout(
            cards=cards,
            wires=[Wire(self._points(way), way) for way in self._ways],
            width=_left(max(self._column.values())) + WIDTH + MARGIN,
            height=max(top + self._height(place) for place, top in self._top.items()) + MARGIN,
        )

    def _filled(self) -> list[list[Place]]:
        """The places of each column, in the order in which the walk comes to them."""
        filled: list[dict[Place, None]] = [{} for _ in range(max(self._column.values()) + 1)]
        for name, column in self._column.items():
            filled[column][name, column] = None
        for joints in self._joints.values():
            for joint in joints:
                filled[joint.end[1]].setdefault(joint.end)
        return [list(places) for places in filled]

    def _joints_of(self, way: Way) -> list[_Joint]:
        target = way.onwards or ""
        first, last = self._column[way.node], self._column[target]
        stations: list[Place] = [(way.node, first), *((target, column) for column in range(first + 1, last + 1))]
        leaves = next(row.middle for row in self._cards[way.node].rows if row.way == way)
        return [
            _Joint(start, leaves if number == 0 else _SLOT / 2, end, self._entry(end))
            for number, (start, end) in enumerate(pairwise(stations))
        ]

    def _entry(self, place: Place) -> float:
        return self._cards[place[0]].entry if self._is_card(place) else _SLOT / 2

    def _is_card(self, place: Place) -> bool:
        return self._column[place[0]] == place[1]

    def _height(self, place: Place) -> float:
        return self._cards[place[0]].height if self._is_card(place) else _SLOT

    def _wanted(self, place: Place, joints: list[_Joint], rightwards: bool) -> float:
        """The top at which the wires from one side come in straight; where it stands where there is none."""
        if rightwards:
            tops = [self._top[j.start] + j.start_at - j.end_at for j in joints if j.end == place]
        else:
            tops = [self._top[j.end] + j.end_at - j.start_at for j in joints if j.start == place]
        return sum(tops) / len(tops) if tops else self._top[place]

    def _stack(self, places: list[Place], wanted: list[float]) -> None:
        """Place a column in its order, without overlap, as near to the wanted tops as can be (least squares)."""
        offsets = [0.0]
        for place in places:
            offsets.append(offsets[-1] + self._height(place) + _CARD_GAP)
        blocks: list[list[float]] = []  # what stands together: the sum of what its members want, and how many
        for want, offset in zip(wanted, offsets, strict=False):
            blocks.append([want - offset, 1])
            while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
                total, count = blocks.pop()
                blocks[-1] = [blocks[-1][0] + total, blocks[-1][1] + count]
        base = [total / count for total, count in blocks for _ in range(int(count))]
        self._top.update({place: base[n] + offsets[n] for n, place in enumerate(places)})

    def _points(self, way: Way) -> list[tuple[float, float]]:
        """Where the wire leaves, both ends of each slot that it passes, and where it comes in."""
        joints = self._joints[way]
        points = [(_left(joints[0].start[1]) + WIDTH, self._top[joints[0].start] + joints[0].start_at)]
        for joint in joints:
            left, height = _left(joint.end[1]), self._top[joint.end] + joint.end_at
            points.append((left, height))
            if not self._is_card(joint.end):
                points.append((left + WIDTH, height))
        return points


def _columns(start: str, ways: list[Way]) -> dict[str, int]:
    """The length of the longest way from the start to each node; `ways` come in the order of their nodes."""
    columns = {start: 0}
    for way in ways:
        if way.node in columns and way.onwards is not None:
            columns[way.onwards] = max(columns.get(way.onwards, 0), columns[way.node] + 1)
    return columns


def _left(column: int) -> float:
    return MARGIN + column * (WIDTH + _COLUMN_GAP)
