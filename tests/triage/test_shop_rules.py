from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from msgspec import structs

from server.domain.money import Money
from server.domain.store import DatedValue
from server.domain.triage import PRIORITIES, Priority, Targets, Triage, TriageRule, TriageRules
from server.errors import BadValue, UnknownFact
from server.triage.rules import default_rules, read_span, read_when
from tests.samples import sample_store

Triaging = Callable[..., Triage]


def rule(
    when: dict[str, dict[str, object]],
    priority: Priority | None = None,
    queue: str | None = None,
    tags: tuple[str, ...] = (),
) -> TriageRule:
    return TriageRule(read_when(when, "EUR"), priority, queue, list(tags))


def shop(*rules: TriageRule) -> TriageRules:
    return TriageRules(list(rules), {}, {})


def test_the_shops_rule_stands_before_the_built_in_one(triage: Triaging) -> None:
    """A shop that calls damage low gets low, and keeps the built-in queue."""
    answer = triage("damaged", problem="damaged", rules=shop(rule({"problem": {"is": "damaged"}}, "low")))
    assert (answer.priority, answer.queue) == ("low", "refunds")


def test_the_first_match_per_field_wins_and_tags_add_up(triage: Triaging) -> None:
    """Priority of the first rule, queue of the second, tags of both, each tag once."""
    rules = shop(
        rule({"channel": {"is": "email"}}, "medium", tags=("mail", "a")),
        rule({"intent": {"is": "praise"}}, "high", "fans", ("a", "b")),
    )
    answer = triage("praise", rules=rules)
    assert (answer.priority, answer.queue, answer.tags) == ("medium", "fans", ["mail", "a", "b"])


def test_all_tests_of_a_rule_must_hold(triage: Triaging) -> None:
    """A rule for angry chats leaves angry mails alone."""
    rules = shop(rule({"mood": {"is": "angry"}, "channel": {"is": "chat"}}, "urgent"))
    assert triage("praise", "angry", channel="chat", rules=rules).priority == "urgent"
    assert triage("praise", "angry", channel="email", rules=rules).priority == "low"


@pytest.mark.parametrize("test", [{"not": "DE"}, {"otherwise": True}, {"is": "none"}])
def test_an_unknown_fact_holds_no_rule(triage: Triaging, test: dict[str, object]) -> None:
    """Neither not, otherwise nor none catches what nobody knows."""
    assert triage("praise", country=None, rules=shop(rule({"country": test}, "urgent"))).priority == "low"


def test_the_step_up_comes_on_top_of_the_shops_rule(triage: Triaging) -> None:
    """A shop's low becomes medium for a third message."""
    rules = shop(rule({"problem": {"is": "damaged"}}, "low"))
    assert triage("damaged", problem="damaged", contacts_about_this_order=3, rules=rules).priority == "medium"


def test_money_in_another_currency_is_compared_by_the_shops_rate(triage: Triaging) -> None:
    """100 CHF are 104 EUR; an amount in a currency without a rate is unknown."""
    rules = shop(rule({"order_value": {"at_least": 104}}, "urgent"))
    assert triage(order_value=Money.of(100, "CHF"), rules=rules).priority == "urgent"
    assert triage(order_value=Money.of(99, "CHF"), rules=rules).priority == "low"
    assert triage(order_value=Money.of(999, "SEK"), rules=rules).priority == "low"


def test_a_rule_may_name_a_parameter_of_the_orders_day(triage: Triaging) -> None:
    """The ceiling that held when the order was placed decides, not the one of today."""
    dated = [DatedValue(None, Decimal(200)), DatedValue(date(2026, 11, 1), Decimal(50))]
    store = structs.replace(sample_store(), parameters={"precious": dated})
    rules = shop(rule({"order_value": {"at_least": {"param": "precious"}}}, "urgent"))
    order = {"order_value": Money.of(100, "EUR"), "store": store, "rules": rules}
    assert triage(days_since_order=16, **order).priority == "low"  # placed on 31 October
    assert triage(days_since_order=15, **order).priority == "urgent"


@pytest.mark.parametrize(("country", "priority"), [("DE", "urgent"), ("AT", "low"), ("FR", "low")])
def test_a_parameter_by_country_takes_that_of_the_order(triage: Triaging, country: str, priority: str) -> None:
    """Twelve days are too many for Germany, not for Austria, nor for the rest."""
    by_country = {"DE": Decimal(10), "AT": Decimal(14), "default": Decimal(18)}
    store = structs.replace(sample_store(), parameters={"patience": [DatedValue(None, by_country)]})
    rules = shop(rule({"days_since_order": {"more_than": {"param": "patience"}}}, "urgent"))
    assert triage(days_since_order=12, country=country, store=store, rules=rules).priority == priority


def test_a_kinder_parameter_since_the_order_wins(triage: Triaging) -> None:
    """A return window that grew since the order counts; one that shrank, or will only grow, does not."""
    dated = [
        DatedValue(date(2026, 11, 17), Decimal(100)),
        DatedValue(date(2026, 1, 1), Decimal(14)),
        DatedValue(date(2026, 11, 1), Decimal(30)),
        DatedValue(date(2026, 11, 10), Decimal(7)),
    ]
    store = structs.replace(sample_store(), parameters={"return_window_days": dated})
    rules = shop(rule({"days_since_delivery": {"at_most": {"param": "return_window_days"}}}, "urgent"))
    assert triage(days_since_order=40, days_since_delivery=29, store=store, rules=rules).priority == "urgent"
    assert triage(days_since_order=40, days_since_delivery=31, store=store, rules=rules).priority == "low"


def test_a_rule_with_a_missing_parameter_does_not_hold(triage: Triaging) -> None:
    """What store.yaml does not define decides nothing."""
    rules = shop(rule({"days_since_order": {"at_least": {"param": "absent"}}}, "urgent"))
    assert triage(days_since_order=12, rules=rules).priority == "low"


def test_an_absurd_age_of_an_order_breaks_nothing(triage: Triaging) -> None:
    """An agent's correction to a billion days is a number like any other."""
    rules = shop(rule({"days_since_order": {"at_least": {"param": "absent"}}}, "urgent"))
    assert triage(days_since_order=10**9, rules=rules).priority == "low"


def test_a_rule_without_conditions_always_holds(triage: Triaging) -> None:
    """A lone founder routes everything to one queue."""
    answer = triage("wismo", problem="late", rules=shop(rule({}, queue="inbox")))
    assert (answer.queue, answer.priority) == ("inbox", "medium")


def test_partial_spans_leave_the_others_built_in(triage: Triaging) -> None:
    """A shop that only sets low keeps the built-in hour for urgent tickets."""
    own = TriageRules([], {"low": Targets(timedelta(hours=2), timedelta(hours=5))}, {"chat": timedelta(minutes=5)})
    low = triage("praise", rules=own)
    assert (low.first_response_due, low.solve_due) == (_at("12:00"), _at("15:00"))
    assert triage("safety", problem="safety", rules=own).first_response_due == _at("11:00")
    assert triage("praise", channel="chat", rules=own).first_response_due == _at("10:05")
    assert triage("praise", channel="phone", rules=own).first_response_due == _at("10:03")


def test_the_defaults_as_a_shops_rules_change_nothing(triage: Triaging) -> None:
    """Writing the built-in rules down explicitly gives the same triage."""
    for intent in ("wismo", "damaged", "praise"):
        assert triage(intent, rules=default_rules()) == triage(intent)


def test_the_built_in_spans_are_those_of_the_service_promise() -> None:
    """Every priority and every channel has its span; the figures are the documented ones."""
    rules = default_rules()
    hour = timedelta(hours=1)
    assert [rules.sla[p].first_response / hour for p in PRIORITIES] == [1, 4, 24, 24]
    assert [rules.sla[p].solve / hour for p in PRIORITIES] == [24, 24, 48, 72]
    assert {channel: span.total_seconds() for channel, span in rules.channels.items()} == {
        "chat": 30,
        "phone": 180,
        "social": 3600,
        "form": 86400,
        "email": 86400,
    }


def test_a_condition_on_something_unheard_of_is_refused() -> None:
    """A misspelt fact, and a test that the fact cannot take, say what to write."""
    with pytest.raises(UnknownFact, match="problem"):
        read_when({"problm": {"is": "lost"}}, "EUR")
    with pytest.raises(BadValue, match="one of"):
        read_when({"mood": {"is": "grumpy"}}, "EUR")


def test_a_span_is_a_number_and_a_unit() -> None:
    """90s, 60m and 24h are spans; anything else is refused with an example."""
    assert [read_span(raw).total_seconds() for raw in ("90s", "60m", "24h")] == [90, 3600, 86400]
    for raw in ("60", "0m", "-5m", "1d", "1.5h", "m", "99999999999h"):
        with pytest.raises(BadValue, match="such as 60m"):
            read_span(raw)


def _at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-16T{clock}:00+01:00")
