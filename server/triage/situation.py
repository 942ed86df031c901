"""What the rules of triage look at: the facts, what the ticket says of itself, and the shop's parameters."""

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct

from server.domain.fact_tests import FactTest, Resolve, holds
from server.domain.facts import Fact, Facts, get, known, unknown
from server.domain.parameters import resolver
from server.domain.rates import in_shop_currency
from server.domain.reading import Reading
from server.domain.store import Store
from server.domain.ticket import Ticket


class Situation(Struct, frozen=True):
    """`facts` also holds intent, mood and channel; `resolve` gives parameters as of the order's day."""

    facts: Facts
    store: Store
    resolve: Resolve

    @classmethod
    def of(cls, ticket: Ticket, reading: Reading, facts: Facts, store: Store, as_of: datetime) -> "Situation":
        """The situation of one ticket at `as_of`."""
        said = {"intent": reading.intent.value, "mood": reading.mood.value, "channel": ticket.channel}
        of_ticket = {name: known(word, "ticket") if word else unknown("ticket") for name, word in said.items()}
        today = as_of.astimezone(store.zone).date()
        resolve = resolver(store, _order_day(facts, today), today, _country(facts))
        return cls({**facts, **of_ticket}, store, resolve)

    def meets(self, when: Mapping[str, FactTest]) -> bool:
        """Whether all tests hold; none holds for an unknown fact, nor for money without a rate."""
        return all(self._passes(test, get(self.facts, name)) for name, test in when.items())

    def _passes(self, test: FactTest, fact: Fact) -> bool:
        return holds(test, fact, self.resolve, in_shop_currency(self.store))


def _order_day(facts: Facts, today: date) -> date:
    """The day of the order; `today` where no order is identified."""
    days = get(facts, "days_since_order").value
    # An agent may correct the days to any number; no date is before year 1.
    return date.fromordinal(max(1, today.toordinal() - days)) if isinstance(days, int) else today


def _country(facts: Facts) -> str | None:
    country = get(facts, "country").value
    return country if isinstance(country, str) else None
