"""All that a decision stands on, gathered once."""

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct

from server.domain.calendar import Calendar
from server.domain.decision import Question
from server.domain.facts import Facts, get
from server.domain.parameters import resolver
from server.domain.product import Supplier
from server.domain.rates import in_shop_currency
from server.domain.store import Store
from server.domain.tree import Outcome, Tree
from server.refunds.amounts import amount_of
from server.refunds.dates import is_soon, waits_until
from server.refunds.law.floor import Floor, lay_floor
from server.refunds.offers import Offer
from server.refunds.walk import Walk, walk


class Grounds(Struct, frozen=True):
    """The case's question with the store's rules. Days are days in the shop's timezone."""

    tree: Tree
    store: Store
    suppliers: Mapping[str, Supplier]
    calendar: Calendar
    question: Question
    floor: Floor

    @property
    def as_of(self) -> datetime:
        return self.question.as_of.astimezone(self.store.zone)

    @property
    def today(self) -> date:
        return self.as_of.date()

    @property
    def country(self) -> str | None:
        """Where the order goes; None where that is not known."""
        return _country(self.question.facts)

    def walk(self, facts: Facts) -> Walk:
        """The tree walked with these facts, all else being as it is."""
        resolve = resolver(self.store, self.question.order_day, self.today, _country(facts))
        return walk(self.tree, facts, resolve, in_shop_currency(self.store), self.question.language)

    def offer(self, outcome: Outcome) -> Offer:
        """What the outcome gives in this case."""
        until = waits_until(outcome, self.question.expected_day, self.today, self.calendar)
        amount = amount_of(outcome, self.question.money, self.store)
        return Offer(outcome, amount, until, is_soon(until, self.today, self.calendar))


def gather(
    tree: Tree, store: Store, suppliers: Mapping[str, Supplier], calendar: Calendar, question: Question
) -> Grounds:
    """The grounds of a decision, with the floor that the law lays for the question's facts."""
    order_day = question.order_day or question.as_of.astimezone(store.zone).date()
    floor = lay_floor(store.jurisdiction, question.facts, order_day, question.money)
    return Grounds(tree, store, suppliers, calendar, question, floor)


def _country(facts: Facts) -> str | None:
    value = get(facts, "country").value
    return value if isinstance(value, str) else None
