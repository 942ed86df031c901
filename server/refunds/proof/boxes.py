"""Sets of cases that one operation cuts: a box has some cells of each variable, all of them packed into one number.

Each variable has a stretch of bits, one for each cell and a spare one above them. So two boxes are cut with one
`&`, and one addition tells whether every stretch has a cell left: it carries into the spare bit of those that have.
"""

from collections.abc import Iterator

from server.refunds.proof.regions import EVERYTHING, NOTHING, Region, Regions

Box = int


class Boxes:
    """The boxes over the variables of `regions`, and how the two relate."""

    def __init__(self, regions: Regions) -> None:
        self._regions = regions
        self._offsets: list[int] = []
        self.stretches: list[Box] = []
        self.spare, bits = 0, 0
        for size in regions.sizes:
            self._offsets.append(bits)
            self.stretches.append((1 << size) - 1 << bits)
            self.spare |= 1 << bits + size
            bits += size + 1
        self.all: Box = sum(self.stretches)
        self._groups: dict[Region, list[tuple[Box, Box, Region]]] = {EVERYTHING: [], NOTHING: []}
        self._hulls: dict[Region, Box] = {EVERYTHING: self.all, NOTHING: 0}

    def has_cases(self, box: Box) -> bool:
        """Whether each variable has a cell left."""
        return (box + self.all) & self.spare == self.spare

    def cell_of(self, case: Box, variable: int) -> int:
        """The case's cell of the variable."""
        return (case & self.stretches[variable]).bit_length() - 1 - self._offsets[variable]

    def with_cell(self, case: Box, variable: int, cell: int) -> Box:
        """The case with another cell of the variable."""
        return (case & ~self.stretches[variable]) | 1 << self._offsets[variable] + cell

    def middle_of(self, box: Box) -> Box:
        """A case of the box, with one cell for each variable, as far from its edges as may be."""
        case = 0
        for stretch in self.stretches:
            cells = box & stretch
            for _ in range(cells.bit_count() // 2):
                cells &= cells - 1
            case |= cells & -cells
        return case

    def parts_of(self, region: Region, within: Box) -> Iterator[Box]:
        """The region's cases that are in a box, as boxes; together they are all of them."""
        if region == EVERYTHING:
            yield within
        for cells, kept, part in self._grouped(region):
            if within & cells:
                yield from self.parts_of(part, within & kept)

    def some_in(self, a: Region, b: Region, within: Box) -> Box | None:
        """A part of the box that is in both regions; None where the three do not meet."""
        return self._some_in(a, b, within, set()) if within else None

    def holds(self, region: Region, case: Box) -> bool:
        """Whether the case, with one cell for each variable, is in the region."""
        while region not in (NOTHING, EVERYTHING):
            region = next((part for cells, _, part in self._grouped(region) if case & cells), NOTHING)
        return region == EVERYTHING

    def hull(self, region: Region) -> Box:
        """The smallest box that holds the region; 0 where that is empty."""
        found = self._hulls.get(region)
        if found is None:
            found = 0
            for _, kept, part in self._grouped(region):
                found |= self.hull(part) & kept
            self._hulls[region] = found
        return found

    def _some_in(self, a: Region, b: Region, within: Box, missed: set[tuple[Region, Region, Box]]) -> Box | None:
        """Each step goes down one of the two, the one that asks first."""
        if self._regions.variable_of(a) > self._regions.variable_of(b):
            a, b = b, a
        if a == EVERYTHING:
            return within
        if NOTHING in (a, b):
            return None
        # The other one may have asked this variable already; what it left of it makes a difference.
        key = (a, b, within & self.stretches[self._regions.variable_of(a)])
        if key not in missed:
            for cells, kept, part in self._grouped(a):
                found = self._some_in(part, b, within & kept, missed) if within & cells else None
                if found is not None:
                    return found
            missed.add(key)
        return None

    def _grouped(self, region: Region) -> list[tuple[Box, Box, Region]]:
        """The cells of the region's first variable that go on alike, the same with all of the other variables, and how
        they go on; without those that end."""
        found = self._groups.get(region)
        if found is None:
            variable = self._regions.variable_of(region)
            others, offset = ~self.stretches[variable], self._offsets[variable]
            alike: dict[Region, Box] = {}
            for cell in range(self._regions.sizes[variable]):
                part = self._regions.part(region, variable, cell)
                alike[part] = alike.get(part, 0) | 1 << offset + cell
            found = [(cells, cells | others, part) for part, cells in alike.items() if part != NOTHING]
            self._groups[region] = found
        return found
