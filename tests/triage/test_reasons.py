from collections.abc import Callable
from datetime import datetime, timedelta

from server.domain.money import Money
from server.domain.ticket import Message
from server.domain.triage import Triage, TriageRule, TriageRules
from server.triage.rules import default_rules, read_when

Triaging = Callable[..., Triage]

SATURDAY = [Message("customer", "…", sent_at=datetime.fromisoformat("2026-11-14T10:00:00+01:00"))]


def test_german_reasons_name_cause_queue_and_clock(triage: Triaging) -> None:
    """One sentence for each rule that applied, then how each due time came about."""
    answer = triage("not_received", problem="lost", shipping_status="delivered", messages=SATURDAY, channel="social")
    assert answer.reasons == [
        "Dringend, weil das Paket laut Tracking zugestellt ist, der Kunde es aber nicht hat.",
        "Warteschlange „Versand“, weil es um Versand oder Lieferung geht.",
        "Erste Antwort bis Montag, 16. November, 10:00 Uhr: 60 Minuten Öffnungszeit"
        " ab der ältesten unbeantworteten Nachricht.",
        "Gelöst bis Montag, 16. November, 09:00 Uhr: 24 Stunden ab der ältesten unbeantworteten Nachricht,"
        " dann bis zur nächsten Öffnung.",
    ]


def test_english_reasons_say_the_same(triage: Triaging) -> None:
    """An agent who reads English, or any language but German, gets English sentences."""
    for language in ("en", "fr"):
        answer = triage("damaged", problem="damaged", contacts_about_this_order=3, language=language)
        assert answer.reasons == [
            "High because the goods arrived damaged.",
            "Queue “Returns and refunds” because it is about a replacement, a return or a refund.",
            "One step up: third message about this order.",
            "First reply by Monday 16 November, 11:00: 60 minutes of opening time from the oldest unanswered message.",
            "Solved by Tuesday 17 November, 10:00: 24 hours from the oldest unanswered message.",
        ]


def test_the_step_up_names_all_its_causes_once(triage: Triaging) -> None:
    """A third message with a legal threat is one sentence, because it is one step."""
    answer = triage("praise", "legal_threat", contacts_about_this_order=3)
    assert [reason for reason in answer.reasons if reason.startswith("Eine Stufe höher")] == [
        "Eine Stufe höher: dritte Nachricht zu dieser Bestellung;"
        " der Kunde droht mit rechtlichen Schritten oder setzt förmlich eine Frist."
    ]


def test_a_fourth_message_is_not_called_the_third(triage: Triaging) -> None:
    """Beyond three the sentence says more than three."""
    answer = triage("praise", contacts_about_this_order=4)
    assert "Eine Stufe höher: schon mehr als drei Nachrichten zu dieser Bestellung." in answer.reasons


def test_a_shops_rule_is_shown_with_its_conditions_and_what_it_gave(triage: Triaging) -> None:
    """The agent sees the shop's own conditions, in the names of triage.yaml, and only what the rule decided."""
    conditions = {
        "order_value": {"between": ["99.50", 500]},
        "channel": {"in": ["chat", "email"]},
        "withdrawal_declared": {"is": "no"},
        "item_tags": {"has": ["glass", "art"]},
    }
    rules = TriageRules(
        [
            TriageRule({}, priority="high"),
            TriageRule(read_when(conditions, "EUR"), priority="urgent", queue="vip", tags=["gold"]),
        ],
        {},
        {},
    )
    facts = {"order_value": Money.of(120, "EUR"), "withdrawal_declared": False, "item_tags": frozenset({"art"})}
    assert triage("praise", rules=rules, **facts).reasons[:2] == [
        "Regel des Shops (ohne Bedingung): Priorität hoch.",
        "Regel des Shops (order_value zwischen 99,50 EUR und 500,00 EUR, channel = chat oder email,"
        " withdrawal_declared = nein, item_tags mit glass oder art): Warteschlange „vip“, Tags gold.",
    ]
    english = triage("praise", rules=rules, language="en", **facts).reasons[1]
    assert english.startswith("The shop’s rule (order_value between 99.50 EUR and 500.00 EUR, channel = chat or email,")


def test_a_rule_that_decides_nothing_is_not_mentioned(triage: Triaging) -> None:
    """Where an earlier rule has given everything, a later one leaves no trace."""
    rules = TriageRules([TriageRule({}, "high", "inbox"), TriageRule({}, "urgent", "other")], {}, {})
    assert [r for r in triage("safety", rules=rules).reasons if "weil" in r or "Regel" in r] == [
        "Regel des Shops (ohne Bedingung): Priorität hoch, Warteschlange „inbox“."
    ]


def test_an_answered_ticket_says_why_no_answer_is_due(triage: Triaging) -> None:
    """The missing due time is explained, and the other one starts from what was answered."""
    answer = triage("praise", messages=[*SATURDAY, Message("agent", "…", sent_at=SATURDAY[0].sent_at)])
    assert answer.reasons[-2:] == [
        "Keine erste Antwort offen, denn alle Nachrichten sind beantwortet.",
        "Gelöst bis Dienstag, 17. November, 10:00 Uhr: 72 Stunden ab der zuletzt beantworteten Nachricht.",
    ]


def test_an_undated_message_is_named_as_such(triage: Triaging) -> None:
    """The agent learns that the clock starts now for want of a date."""
    answer = triage("praise", messages=[Message("customer", "…")])
    assert answer.reasons[-2] == (
        "Erste Antwort bis Dienstag, 17. November, 10:00 Uhr: 24 Stunden ab dem Zeitpunkt dieser Einstufung,"
        " weil die Nachricht kein Datum trägt."
    )


def test_seconds_are_shown_where_the_span_has_them(triage: Triaging) -> None:
    """A chat's thirty seconds are told to the second; a single minute is one minute."""
    assert (
        triage("praise", channel="chat")
        .reasons[-2]
        .startswith("Erste Antwort bis Montag, 16. November, 10:00:30 Uhr: 30 Sekunden Öffnungszeit")
    )
    one_minute = TriageRules([], {}, {"chat": timedelta(minutes=1)})
    assert ": 1 Minute Öffnungszeit" in triage("praise", channel="chat", rules=one_minute).reasons[-2]


def test_every_built_in_rule_has_its_reason_in_both_languages() -> None:
    """No agent meets a rule that cannot speak their language."""
    for rule in default_rules().rules:
        assert set(rule.because) == {"de", "en"}
        assert not any(text.endswith(".") for text in rule.because.values())
