"""The floor: which rows of the law apply to these facts, and whether an offer falls short of them."""

from datetime import date
from typing import Literal

from msgspec import Struct

from server.domain.decision import LawRow, MoneyBasis
from server.domain.facts import Facts, get, is_known
from server.domain.tree import Action
from server.refunds.amounts import covers
from server.refunds.law.table import TABLES, LawTable, Row, Satisfier, Text
from server.refunds.offers import Offer

LEAVE_OPEN: frozenset[Action] = frozenset({"ask", "handover"})
"""They satisfy no row and are not harsher than one: the right stays open."""


class Floor(Struct, frozen=True):
    """The rows that apply, in the table's order. `table` None: no law is turned on for this store."""

    table: LawTable | None
    rows: list[Row]
    notices: list[Row]
    facts: Facts
    money: MoneyBasis

    @property
    def leading(self) -> list[Row]:
        """The rows that an offer has to satisfy, every one of them."""
        present = {row.row for row in self.rows}
        return [row for row in self.rows if row.beside is None and row.yields_to not in present]


def lay_floor(jurisdiction: str, facts: Facts, order_day: date, money: MoneyBasis) -> Floor:
    """The floor under every outcome for these facts; empty for a business buyer for certain (row B1)."""
    table = TABLES.get(jurisdiction)
    if table is None or is_known(facts, "is_consumer", False):
        return Floor(table, [], [], facts, money)
    applying = [row for row in table.rows if row.applies(facts, order_day)]
    present = {row.row for row in applying}
    rights = [row for row in applying if row.kind == "right" and (row.beside is None or row.beside in present)]
    return Floor(table, rights, [row for row in applying if row.kind == "notice"], facts, money)


def unmet(floor: Floor, offer: Offer) -> list[Row]:
    """The leading rows that the offer does not satisfy."""
    return [row for row in floor.leading if not _satisfies(row, offer, floor)]


def is_harsher(floor: Floor, offer: Offer) -> bool:
    """Whether the offer takes from the customer what the law gives."""
    return offer.outcome.action not in LEAVE_OPEN and bool(unmet(floor, offer))


def only_with_approval(floor: Floor, offer: Offer) -> bool:
    """Whether a row is met only in a way that a person has to judge, such as a deduction for use (W5)."""
    return any(
        all(way.approval for way in row.satisfied_by if _fits(way, offer, floor))
        for row in floor.leading
        if _satisfies(row, offer, floor)
    )


def gives(way: Satisfier, offer: Offer, money: MoneyBasis) -> bool:
    """Whether the offer is what this way of satisfying a row gives, where its condition holds."""
    return offer.outcome.action in way.actions and (offer.soon or not way.soon) and _pays_enough(way, offer, money)


def hanging_facts(floor: Floor, rows: list[Row]) -> list[str]:
    """The unknown facts that these rows hang on."""
    names = [row.hangs_on for row in rows if row.hangs_on is not None]
    return [name for name in names if get(floor.facts, name).state == "unknown"]


def law_rows(floor: Floor, offer: Offer, language: str) -> list[LawRow]:
    """Every row that applies, and whether the offer meets it."""
    met = {row.row for row in floor.rows if _satisfies(row, offer, floor)}
    return [
        LawRow(row.row, row.paragraph, requirement(floor, row, language), row.row in met or row.beside in met)
        for row in floor.rows
    ]


def owed_text(floor: Floor, language: str) -> str | None:
    """What the law owes this customer, as sentences; None where no row applies."""
    return " ".join(requirement(floor, row, language) for row in floor.leading) or None


def requirement(floor: Floor, row: Row, language: str) -> str:
    """What the row requires, with a warning where nobody has checked it against the text of the law yet."""
    texts = [row.requires, floor.table.to_verify] if floor.table and row.verify else [row.requires]
    return " ".join(in_language(text, language) for text in texts)


def in_language(text: Text, language: str) -> str:
    """The text in German for German readers, in English for everyone else."""
    key: Literal["de", "en"] = "de" if language == "de" else "en"
    return text[key]


def _satisfies(row: Row, offer: Offer, floor: Floor) -> bool:
    return any(_fits(way, offer, floor) for way in row.satisfied_by)


def _fits(way: Satisfier, offer: Offer, floor: Floor) -> bool:
    return gives(way, offer, floor.money) and way.condition.holds(floor.facts)


def _pays_enough(way: Satisfier, offer: Offer, money: MoneyBasis) -> bool:
    if way.covers is None:
        return True
    if way.covers == "part":
        return offer.amount is None or offer.amount.amount > 0
    return covers(offer.outcome, offer.amount, way.covers, money)
