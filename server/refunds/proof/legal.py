"""The regions in which an outcome is harsher than the law: the floor of law/floor.py, for all cases at once."""

from server.domain.decision import MoneyBasis
from server.domain.fact_tests import FactTest
from server.domain.tree import Outcome
from server.refunds.law.floor import LEAVE_OPEN, gives
from server.refunds.law.table import LawTable, Row
from server.refunds.offers import Offer
from server.refunds.proof.regions import Region
from server.refunds.proof.space import Space

_ANY_SUMS = MoneyBasis("", None, None, None, None, None, None, None)
_ALWAYS_SOON_DAYS = 9
"""Seven working days are at least so many days."""


class Law:
    """What one table of the law requires in one space.

    The rows are those in force on the table's day: older orders have lost the rights that were different then.
    """

    def __init__(self, space: Space, table: LawTable) -> None:
        self._space = space
        self.rows = [row for row in table.rows if row.kind == "right" and row.valid_from <= table.day]
        regions = space.regions
        consumer = regions.outside(space.passing("is_consumer", FactTest("is", (False,))))
        self._applying = {
            row.row: regions.both(consumer, space.any_of(space.fulfilling(condition) for condition in row.when))
            for row in self.rows
            if row.beside is None
        }
        self._fulfilled: dict[tuple[str, int], Region] = {}

    def unmet(self, outcome: Outcome) -> list[tuple[Row, Region]]:
        """Each row that leads somewhere and is not satisfied there by the outcome, whatever the sums are."""
        if outcome.action in LEAVE_OPEN:
            return []
        regions = self._space.regions
        return [
            (row, regions.both(self._leading(row), regions.outside(self._satisfied(row, outcome))))
            for row in self.rows
            if row.beside is None
        ]

    def _leading(self, row: Row) -> Region:
        if row.yields_to is None:
            return self._applying[row.row]
        regions = self._space.regions
        return regions.both(self._applying[row.row], regions.outside(self._applying[row.yields_to]))

    def _satisfied(self, row: Row, outcome: Outcome) -> Region:
        offer = Offer(outcome, None, None, _is_always_soon(outcome))
        ways = [n for n, way in enumerate(row.satisfied_by) if gives(way, offer, _ANY_SUMS)]
        return self._space.any_of(self._condition(row, n) for n in ways)

    def _condition(self, row: Row, way: int) -> Region:
        key = (row.row, way)
        if key not in self._fulfilled:
            self._fulfilled[key] = self._space.fulfilling(row.satisfied_by[way].condition)
        return self._fulfilled[key]


def _is_always_soon(outcome: Outcome) -> bool:
    """Whether a wait ends in time in every case: a trace does by itself, a wait may be for a later expected day."""
    if outcome.within_days is not None:
        return outcome.within_days <= _ALWAYS_SOON_DAYS
    return outcome.action == "trace"
