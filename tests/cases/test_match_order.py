"""Which order a ticket is about."""

from typing import Any

import pytest

from server.cases.match_order import OrderLookup, keys_to_look_up, match_order
from server.domain.case import Corrections, OrderMatch
from server.domain.order import OrderRecord
from server.domain.ticket import Ticket
from tests.cases.conftest import AS_OF, delivered_order, make_line, make_order, make_reading, make_store, make_ticket
from tests.cases.conftest import make_shipment as shipment


def match(
    *orders: OrderRecord,
    of_sender: list[OrderRecord] | None = None,
    ticket: Ticket | None = None,
    corrections: Corrections | None = None,
    **said: Any,
) -> OrderMatch:
    """The match among all `orders` of the shop; `of_sender` are the sender's."""
    store, reading = make_store(), make_reading(**said)
    lookup = OrderLookup.of(orders, of_sender or [], store)
    return match_order(reading, ticket or make_ticket(), corrections or Corrections(), lookup, store, AS_OF)


def test_the_agents_number_wins_over_all_others() -> None:
    """The agent's order number stands above the one in the customer's words."""
    found = match(make_order("#1"), make_order("#2"), corrections=Corrections("#2"), numbers=["#1"])
    assert (found.number, found.how) == ("#2", "agent")


def test_an_agents_number_that_does_not_exist_is_not_replaced_by_a_guess() -> None:
    """The agent meant an order that is not there: the sender's only order is not taken instead."""
    found = match(of_sender=[make_order()], corrections=Corrections("#9"), problem="late")
    assert found == OrderMatch(None, [], None, ["#9"])


def test_own_words_win_over_the_helpdesk() -> None:
    """A number in the newest own words stands above the one that the helpdesk shows."""
    found = match(make_order("#1"), make_order("#2"), ticket=make_ticket(order_number="#1"), numbers=["2"])
    assert (found.number, found.how) == ("#2", "own_words")


def test_the_helpdesk_wins_over_older_words() -> None:
    """The helpdesk's number stands above those of subject, older words and quotes."""
    found = match(make_order("#1"), make_order("#2"), ticket=make_ticket(order_number="#1"), other_numbers=["#2"])
    assert (found.number, found.how) == ("#1", "helpdesk")


def test_older_words_win_over_the_senders_orders() -> None:
    """A number in the subject stands above what the sender's address tells."""
    found = match(make_order("#1"), of_sender=[make_order("#2")], other_numbers=["#1"], problem="late")
    assert (found.number, found.how) == ("#1", "earlier_words")


def test_several_numbers_in_one_step_are_candidates() -> None:
    """Two orders that both exist are for the agent to choose from, and a weaker step does not decide."""
    ticket = make_ticket(order_number="#1")
    found = match(make_order("#1"), make_order("#2"), ticket=ticket, numbers=["#2", "#1", "1"])
    assert found == OrderMatch(None, ["#2", "#1"], None, [])


def test_a_number_that_does_not_exist_is_reported_and_the_search_goes_on() -> None:
    """A mistyped number is no error: the next step finds the order, and the number is named."""
    found = match(of_sender=[make_order("#1042")], numbers=["#1024"], problem="late")
    assert found == OrderMatch("#1042", [], "open", ["#1024"])


def test_a_number_beside_one_that_exists_does_no_harm() -> None:
    """Of two numbers only the existing one is an order."""
    found = match(make_order("#1"), numbers=["#7", "#1"])
    assert found == OrderMatch("#1", [], "own_words", ["#7"])


@pytest.mark.parametrize(
    "written", ["#1042", "1042", "# 1042", "NL-1042", "nl 1042", "Nl–1042", "NL1042", "＃１０４２"]
)
def test_numbers_are_compared_without_case_blanks_hyphens_and_format(written: str) -> None:
    """However a customer writes it, it is the order that the export calls #1042."""
    assert match(make_order("#1042"), numbers=[written]).number == "#1042"


@pytest.mark.parametrize("written", ["10421", "104", "01042", "NL-1042-2", "XX-1042", "1042NL"])
def test_another_number_is_another_order(written: str) -> None:
    """A number that only resembles the order's does not find it."""
    assert match(make_order("#1042"), numbers=[written]).number is None


def test_orders_that_share_digits_are_told_apart_by_how_they_are_written() -> None:
    """Where #1042 and NL-1042 both exist, each is found by its own number."""
    orders = [make_order("#1042"), make_order("NL-1042")]
    assert match(*orders, numbers=["NL 1042"]).number == "NL-1042"
    assert match(*orders, numbers=["1042"]).number == "#1042"


def test_a_format_of_digits_alone_is_part_of_the_number() -> None:
    """In a shop that writes 20-{n}, order 201042 is not what a customer calls 1042."""
    store, reading = make_store(order_formats=["20-{n}"]), make_reading(numbers=["1042"])
    lookup = OrderLookup.of([make_order("#201042")], [], store)
    assert match_order(reading, make_ticket(), Corrections(), lookup, store, AS_OF).number is None


def test_all_numbers_are_looked_up() -> None:
    """The caller is told the keys of every number that a step may ask for."""
    reading = make_reading(numbers=["#1", "NL-2"], other_numbers=["3"])
    assert keys_to_look_up(reading, make_ticket(order_number="#4"), Corrections(), make_store()) == set("1234")
    assert keys_to_look_up(reading, make_ticket(order_number="#4"), Corrections("NL-5"), make_store()) == {"5"}


def test_an_order_placed_after_the_moment_does_not_exist() -> None:
    """An order of tomorrow is found neither by number nor among the sender's."""
    tomorrow = make_order("#1", placed="2026-11-17 10:00")
    found = match(tomorrow, of_sender=[tomorrow], numbers=["#1"], problem="late")
    assert found == OrderMatch(None, [], None, ["#1"])


def test_the_order_whose_product_is_named() -> None:
    """Of the sender's orders the one that holds the named product, whatever else is open."""
    mug = make_order("#1", lines=[make_line("MUG")])
    assert match(of_sender=[mug, make_order("#2")], items=["MUG"], problem="late").number == "#1"


def test_a_product_of_several_orders_narrows_the_search() -> None:
    """The lamp was ordered twice: the open one is late, not the open order of a mug."""
    mug = make_order("#1", lines=[make_line("MUG")])
    lamps = [make_order("#2"), delivered_order(number="#3")]
    found = match(of_sender=[mug, *lamps], items=["LAMP"], problem="late")
    assert (found.number, found.how) == ("#2", "open")


@pytest.mark.parametrize("problem", ["late", "lost", "cancel"])
def test_what_has_not_come_is_the_only_open_order(problem: str) -> None:
    """Late, lost and cancel mean the only order that is neither cancelled nor delivered entirely."""
    cancelled = make_order("#1", cancelled_at=make_order().placed_at)
    orders = [cancelled, delivered_order(number="#2"), make_order("#3")]
    found = match(of_sender=orders, problem=problem)
    assert (found.number, found.how) == ("#3", "open")


def test_an_order_of_which_a_parcel_is_missing_is_open() -> None:
    """One of two parcels came: the order is still open."""
    lines = [make_line("LAMP"), make_line("MUG")]
    half = delivered_order(number="#1", lines=lines)
    assert match(of_sender=[half, delivered_order(number="#2")], problem="late").number == "#1"


@pytest.mark.parametrize("problem", ["damaged", "missing_item", "unwanted", "payment"])
def test_what_came_is_the_only_delivered_order(problem: str) -> None:
    """Other problems mean the only order of which something was delivered."""
    found = match(of_sender=[make_order("#1"), delivered_order(number="#2")], problem=problem)
    assert (found.number, found.how) == ("#2", "delivered")


def test_a_delivery_after_the_moment_has_not_happened() -> None:
    """A parcel that comes tomorrow leaves its order open today."""
    tomorrow = make_order("#1", shipments=[shipment(("2026-11-17 10:00", "delivered"))])
    assert match(of_sender=[tomorrow], problem="late").how == "open"


def test_else_the_only_order_of_the_last_ninety_days() -> None:
    """Two orders were delivered: the one of the last 90 days is meant; the 90th day counts."""
    recent = delivered_order(number="#1", placed="2026-08-18 08:00")
    old = delivered_order(number="#2", placed="2026-08-17 08:00")
    found = match(of_sender=[recent, old], problem="damaged")
    assert (found.number, found.how) == ("#1", "recent")


def test_several_orders_of_the_sender_are_candidates_newest_first() -> None:
    """Two open orders of the last weeks: the agent chooses."""
    orders = [make_order("#1", placed="2026-10-01 10:00"), make_order("#2"), delivered_order(number="#3")]
    assert match(of_sender=orders, problem="late") == OrderMatch(None, ["#2", "#1"], None, [])


def test_candidates_are_those_that_the_problem_leaves() -> None:
    """Three orders hold the lamp, two of them are open: only these are asked about."""
    orders = [make_order("#1"), make_order("#2", placed="2026-10-01 10:00"), delivered_order(number="#3")]
    assert match(of_sender=orders, problem="late", items=["LAMP"]).candidates == ["#1", "#2"]


def test_without_a_problem_only_number_or_product_name_an_order() -> None:
    """A mail of praise is about no order, though the sender has one; a named product ties it."""
    assert match(of_sender=[make_order()], problem="none") == OrderMatch(None, [], None, [])
    assert match(of_sender=[make_order()], problem="none", items=["LAMP"]).how == "product"


def test_a_problem_that_cannot_be_read_leaves_the_recent_order() -> None:
    """Nobody can say whether an open or a delivered order is meant, but there is one recent order."""
    assert match(of_sender=[make_order()], problem=None).how == "recent"


def test_the_problem_counts_as_the_agent_corrected_it() -> None:
    """Read as late, corrected to damaged: the delivered order is meant."""
    orders = [make_order("#1"), delivered_order(number="#2")]
    found = match(of_sender=orders, problem="late", corrections=Corrections(facts={"problem": "damaged"}))
    assert found.number == "#2"


def test_nothing_at_all() -> None:
    """A stranger without number has no order and no candidates."""
    assert match(make_order("#1"), problem="late") == OrderMatch(None, [], None, [])
