"""What the proof of a tree stands on in one scenario: its cases, what the law wants of them, and which can be."""

from datetime import date

from server.domain.store import Store
from server.domain.tree import Tree
from server.refunds.law.table import LawTable
from server.refunds.proof.legal import Law
from server.refunds.proof.possible import possible
from server.refunds.proof.scenarios import Scenario
from server.refunds.proof.shape import Way
from server.refunds.proof.space import Space

LEFT = -1
"""The branch of those that no branch takes."""

Exit = tuple[str, int | None]
"""A node and one of its branches; None for where an unknown fact leads, LEFT for those that are left."""


class Ground:
    """One scenario of a tree. Ways `back` are taken note of, and not followed."""

    def __init__(self, tree: Tree, store: Store, table: LawTable | None, scenario: Scenario, back: list[Way]) -> None:
        self.tree = tree
        self.back = back
        self.order_day: date | None = scenario.order_day
        self.space = Space(tree, table, store, scenario)
        self.law = Law(self.space, table) if table else None
        self.possible = possible(self.space)
