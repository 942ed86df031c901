"""The ways through a tree for boxes of cases: who may come where, told for each variable by itself.

What comes to a node along several ways is put into one box around all of it, so a box may hold too many cases, and
never too few: what an empty one says is certain.
"""

from collections.abc import Iterator

from msgspec import Struct

from server.domain.tree import Node, Tree
from server.refunds.proof.boxes import Box, Boxes
from server.refunds.proof.ground import LEFT, Exit
from server.refunds.proof.regions import Region
from server.refunds.proof.shape import Way, in_order, ways_of
from server.refunds.proof.space import Space

_ROUNDS = 3


class Step(Struct, frozen=True):
    """The cases of one box take one exit. It leads to the node `onwards`, or `back` to one; both None where it ends."""

    exit: Exit
    box: Box
    onwards: str | None
    back: str | None


class Paths:
    """The ways through one tree in one space. Ways `back` are not followed."""

    def __init__(self, space: Space, tree: Tree, back: list[Way]) -> None:
        self.boxes = Boxes(space.regions)
        closed = {(way.node, way.branch) for way in back}
        self._order = in_order(tree, closed)
        self._place = {name: place for place, name in enumerate(self._order)}
        self.start = tree.start
        self.steps = {name: list(_steps(space, self.boxes, tree.nodes[name], closed)) for name in self._order}
        self.everyone = self.boxes.hull(space.in_scenario())
        self._arriving = self._arrived(self._order, {}, self.everyone)

    def narrowed(self, box: Box, goal: Exit, hull: Box) -> dict[str, Box] | None:
        """Of the cases in `box`, for each node a box around those that come there and then go to `goal` within `hull`.

        None where no case does; nodes that none comes to are left out. A few rounds there and back, each of which
        narrows what the next one starts from.
        """
        within = self._arriving
        order = self._order[: self._place[goal[0]] + 1]
        for _ in range(_ROUNDS):
            within = self._needed(order, self._arrived(order, within, box), goal, hull)
            narrower = within.get(self.start, 0)
            if not narrower:
                return None
            if narrower == box:
                break
            box = narrower
        return within

    def walk(self, case: Box) -> list[Step]:
        """The steps of a case, with one cell for each variable, from the start to where they end or lead back."""
        steps: list[Step] = []
        name: str | None = self.start
        while name is not None:
            steps.append(self._step(name, case))
            name = steps[-1].onwards
        return steps

    def bare_walk(self, case: Box) -> list[Step]:
        """The same as a decision goes: a way back is followed too, until a node comes again."""
        steps: list[Step] = []
        been = set[str]()
        name: str | None = self.start
        while name is not None and name not in been:
            been.add(name)
            steps.append(self._step(name, case))
            name = steps[-1].onwards or steps[-1].back
        return steps

    def widest(self, within: dict[str, Box], goal: Exit) -> Box:
        """The cases that take, of the narrowed boxes' steps, at each node the widest; 0 where those lead nowhere."""
        has_cases = self.boxes.has_cases
        box, name = within[self.start], self.start
        while True:
            goings = [
                (box & step.box & (self.boxes.all if step.exit == goal else within.get(step.onwards or "", 0)), step)
                for step in self.steps[name]
            ]
            box, chosen = max(goings, key=lambda going: going[0].bit_count() if has_cases(going[0]) else 0)
            if not has_cases(box):
                return 0
            if chosen.exit == goal or chosen.onwards is None:
                return box
            name = chosen.onwards

    def _step(self, name: str, case: Box) -> Step:
        return next(step for step in self.steps[name] if self.boxes.has_cases(case & step.box))

    def _arrived(self, order: list[str], within: dict[str, Box], box: Box) -> dict[str, Box]:
        all_, spare = self.boxes.all, self.boxes.spare
        arrived = {self.start: box}
        for name in order:
            here = arrived.get(name, 0)
            if within:
                here &= within.get(name, 0)
            if (here + all_) & spare != spare:
                arrived.pop(name, None)
                continue
            arrived[name] = here
            for step in self.steps[name]:
                going = here & step.box
                if step.onwards is not None and (going + all_) & spare == spare:
                    arrived[step.onwards] = arrived.get(step.onwards, 0) | going
        return arrived

    def _needed(self, order: list[str], arrived: dict[str, Box], goal: Exit, hull: Box) -> dict[str, Box]:
        all_, spare = self.boxes.all, self.boxes.spare
        needed: dict[str, Box] = {}
        for name in reversed(order):
            here, going_on = arrived.get(name, 0), 0
            if not here:
                continue
            for step in self.steps[name]:
                behind = hull if step.exit == goal else needed.get(step.onwards or "", 0)
                going = here & step.box & behind
                if going and (going + all_) & spare == spare:
                    going_on |= going
            if going_on:
                needed[name] = going_on
        return needed


def _steps(space: Space, boxes: Boxes, node: Node, closed: set[Exit]) -> Iterator[Step]:
    regions = space.regions
    leads_to = {way.branch: way.onwards for way in ways_of(node)}
    unknown = space.unknown(node.fact)
    rest = regions.outside(unknown)
    exits: list[tuple[Exit, Region]] = [((node.id, None), unknown)]
    for number, branch in enumerate(node.branches):
        passing = space.passing(node.fact, branch.test)
        exits.append(((node.id, number), regions.both(rest, passing)))
        rest = regions.both(rest, regions.outside(passing))
    for taken, region in [*exits, ((node.id, LEFT), rest)]:
        target = leads_to.get(taken[1])
        onwards, back = (None, target) if taken in closed else (target, None)
        for box in boxes.parts_of(region, boxes.all):
            yield Step(taken, box, onwards, back)
