"""What the agent knows better."""

import pytest

from server.cases.corrections import read_corrections
from server.cases.facts import compute_facts
from server.domain.case import Corrections
from server.domain.facts import Fact
from server.errors import BadValue, UnknownFact
from tests.cases.conftest import delivered_order, fact, make_case, make_order, make_shipment, make_store


def test_order_number_and_items_are_no_facts() -> None:
    """The two keys that are not in the tree are kept apart from the facts."""
    raw = {"order_number": "#1042", "items": ["LAMP"], "wish": "refund"}
    assert read_corrections(raw, make_store()) == Corrections("#1042", ["LAMP"], {"wish": "refund"})


def test_what_is_not_given_is_not_corrected() -> None:
    """null, a blank number and an empty list correct nothing; a bare number and a bare SKU are understood."""
    store = make_store()
    assert read_corrections({"order_number": None, "items": None}, store) == Corrections()
    assert read_corrections({"order_number": " ", "items": []}, store) == Corrections()
    assert read_corrections({"order_number": 1042, "items": "LAMP"}, store) == Corrections("1042", ["LAMP"])


@pytest.mark.parametrize("raw", [{"order_number": True}, {"order_number": ["#1"]}, {"items": 3}, {"items": [3]}])
def test_what_cannot_be_read_is_refused(raw: dict[str, object]) -> None:
    """An order number that is no text and items that are no SKUs are errors that say what to write."""
    with pytest.raises(BadValue, match="write it"):
        read_corrections(raw, make_store())


def test_unknown_names_and_values_are_refused() -> None:
    """A fact that does not exist, and a value that a fact cannot take."""
    with pytest.raises(UnknownFact):
        read_corrections({"colour": "red"}, make_store())
    with pytest.raises(BadValue):
        read_corrections({"problem": "red"}, make_store())


def test_a_correction_wins_with_source_agent() -> None:
    """Whatever is computed, the agent's word stands; null makes a fact unknown, "none" none."""
    given = {"problem": "damaged", "country": "at", "item_value": "12.50", "proof_provided": None, "wish": "none"}
    facts = compute_facts(make_case(make_order(), said={"problem": "late", "wish": "refund"}, corrected=given))
    assert facts["problem"] == Fact("known", "agent", "damaged")
    assert facts["country"] == Fact("known", "agent", "AT")
    assert facts["proof_provided"] == Fact("unknown", "agent")
    assert facts["wish"] == Fact("none", "agent")


def test_the_agent_may_confirm_the_sender() -> None:
    """Another address writes, and the agent knows who it is."""
    stranger = make_order(email="other@kundin.example")
    assert fact(make_case(stranger), "sender_matches_order") is False
    assert fact(make_case(stranger, corrected={"sender_matches_order": True}), "sender_matches_order") is True


def test_a_parcel_that_the_agent_knows_to_be_delivered() -> None:
    """Tracking hangs behind: no scan is awaited any more, and the day of delivery is not known."""
    case = make_case(
        make_order(shipments=[make_shipment(("2026-11-03 08:00", "in_transit"))]),
        corrected={"shipping_status": "delivered"},
    )
    assert fact(case, "days_since_last_scan") == "none"
    assert fact(case, "days_since_delivery") == "unknown"


def test_a_parcel_that_the_agent_knows_to_be_lost() -> None:
    """Tracking says delivered, but it never came: nothing was delivered, and the withdrawal is open."""
    case = make_case(delivered_order("2026-11-02 15:00"), corrected={"shipping_status": "lost"})
    assert fact(case, "days_since_delivery") == "none"
    assert fact(case, "withdrawal_open") is True


@pytest.mark.parametrize(("days", "is_open"), [(16, True), (17, False), (10**12, False), ("none", True)])
def test_the_withdrawal_follows_the_day_of_delivery_that_the_agent_gives(days: object, is_open: bool) -> None:
    """The 14th day after 16 days ago was a Saturday and moved to today; after 17 days ago it was Friday."""
    case = make_case(delivered_order("2026-11-10 15:00"), corrected={"days_since_delivery": days})
    assert fact(case, "withdrawal_open") is is_open


def test_not_shipped_by_the_agent() -> None:
    """Nothing was sent, so nothing was scanned or delivered."""
    case = make_case(delivered_order(), corrected={"shipping_status": "not_shipped"})
    names = ("days_since_shipped", "days_since_last_scan", "hours_since_last_scan", "days_since_delivery")
    assert [fact(case, name) for name in names] == ["none"] * 4
