"""The smallest set of facts that shows a finding."""

from server.refunds.proof.regions import EVERYTHING, NOTHING, Region
from server.refunds.proof.space import UNKNOWN_CELL, Space, shown

_NEVER = 10**6


def smallest_facts(space: Space, region: Region, possible: Region) -> dict[str, object]:
    """The fewest facts with which alone, all others unknown, a walk is in `region`, and which some possible case has.

    So `kulanz decide --facts` shows the finding with them. `region` meets `possible`.
    """
    regions = space.regions
    alone = _Search(space, EVERYTHING).chosen(region)
    given = space.all_of(regions.where(variable, [cell]) for variable, cell in alone.items())
    # The cheapest for the bare walk nearly always fits some possible case; where not, both are searched together.
    fits = regions.meet(regions.both(region, given), possible)
    return shown(space.variables, alone if fits else _Search(space, possible).chosen(region))


class _Search:
    """Two walks down the diagrams at once: of the bare facts, and of a possible case that has them."""

    def __init__(self, space: Space, possible: Region) -> None:
        self._space = space
        self._regions = space.regions
        self._possible = possible
        self._costs: dict[tuple[Region, Region], tuple[int, int | None]] = {}

    def chosen(self, region: Region) -> dict[int, int]:
        """Variable to cell, only for the facts that are given."""
        chosen: dict[int, int] = {}
        bare = region
        real = EVERYTHING if self._possible == EVERYTHING else self._regions.both(region, self._possible)
        while bare != EVERYTHING:
            _, cell = self._cost(bare, real)
            variable = self._first(bare, real)
            if cell is None:
                bare, real = self._left_open(variable, bare, real)
            else:
                chosen[variable] = cell
                bare, real = self._given(variable, cell, bare, real)
        return chosen

    def _cost(self, bare: Region, real: Region) -> tuple[int, int | None]:
        """How many facts it takes from here on, and the cell to give next, None to leave the fact open."""
        if NOTHING in (bare, real):
            return _NEVER, None
        if bare == EVERYTHING:
            return 0, None
        key = (bare, real)
        if key not in self._costs:
            self._costs[key] = self._cheapest(bare, real)
        return self._costs[key]

    def _cheapest(self, bare: Region, real: Region) -> tuple[int, int | None]:
        number = self._first(bare, real)
        variable = self._space.variables[number]
        best: tuple[int, int | None] = (_NEVER, None)
        if variable.tag is None:
            best = self._cost(*self._left_open(number, bare, real))[0], None
        price = 0 if variable.tag else 1
        for cell in range(self._space.regions.sizes[number]):
            if variable.tag is None and cell == UNKNOWN_CELL:
                continue
            cost = price + self._cost(*self._given(number, cell, bare, real))[0]
            if cost < best[0]:
                best = cost, cell
        return best

    def _first(self, bare: Region, real: Region) -> int:
        return min(self._regions.variable_of(bare), self._regions.variable_of(real))

    def _given(self, variable: int, cell: int, bare: Region, real: Region) -> tuple[Region, Region]:
        return self._regions.part(bare, variable, cell), self._regions.part(real, variable, cell)

    def _left_open(self, variable: int, bare: Region, real: Region) -> tuple[Region, Region]:
        """The bare walk does not know the fact; the case behind it may have any value."""
        cells = range(self._regions.sizes[variable])
        any_value = self._space.any_of(self._regions.part(real, variable, cell) for cell in cells)
        return self._regions.part(bare, variable, UNKNOWN_CELL), any_value
