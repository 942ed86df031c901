"""Every claim of a text, with its place and what it rests on."""

from datetime import date

import pytest
from msgspec import structs

from server.domain.draft import Claim
from server.domain.ticket import Message
from server.drafting.ledger.claims import claims_in
from server.drafting.ledger.foreign_links import without_foreign_links
from tests.drafting.checks.decided import awaited, replaced, traced, withdrawn
from tests.drafting.tasks import TRACKING, make_case, make_passage, make_task, make_ticket


def supports(text: str, language: str = "de", task: object = None) -> dict[str, str | None]:
    """Words to what supports them, promises left out."""
    found = claims_in(text, language, task or withdrawn(language))  # type: ignore[arg-type]
    return {claim.text: claim.supported_by for claim in found if claim.kind != "promise"}


@pytest.mark.parametrize(
    ("language", "text", "claim", "source"),
    [
        ("de", "Du bekommst 49,00 € zurück.", "49,00 €", "decision.amount"),
        ("de", "Es waren 53,90 Euro.", "53,90 Euro", "order:total"),
        ("de", "Du bekommst neunundvierzig, nein: fünfzig Euro.", "fünfzig Euro", None),
        ("en", "You get €49.00 back.", "€49.00", "decision.amount"),
        ("en", "That is twenty pounds.", "twenty pounds", None),
        ("de", "Bis Montag, 30. November.", "Montag, 30. November", "decision.return_by"),
        ("de", "Bis 30.11.2026 reicht.", "30.11.2026", "decision.return_by"),
        ("de", "Morgen schreibe ich.", "Morgen", "store:hours"),
        ("de", "In 2 Werktagen schreibe ich.", "In 2 Werktagen", "decision.next_step_day"),
        ("de", "Bis Mittwoch schreibe ich.", "Mittwoch", "decision.next_step_day"),
        ("de", "Am 24. Dezember ist Ruhe.", "24. Dezember", None),
        ("en", "By November 30th.", "November 30th", "decision.return_by"),
        ("en", "By Monday the 30th of November.", "Monday the 30th of November", "decision.return_by"),
        ("en", "Within two working days.", "Within two working days", "decision.next_step_day"),
        ("en", "Within 14 days.", "Within 14 days", "decision.return_by"),
        ("de", "Du hast 24 Monate Gewährleistung.", "24 Monate", "decision.law"),
        ("de", "Das dauert 17 Tage.", "17 Tage", None),
        ("de", "Es sind 15 %.", "15 %", None),
        ("de", f"Die Nummer ist {TRACKING}.", TRACKING, f"tracking:{TRACKING}"),
        ("de", "Es geht um #1042.", "#1042", "order:number"),
        ("en", "Your order 1042 is here.", "1042", "order:number"),
        ("de", "Schreib R-1042-1 darauf.", "R-1042-1", "decision.return"),
        ("de", f"Hier: https://track.example/{TRACKING}.", f"https://track.example/{TRACKING}", f"tracking:{TRACKING}"),
        ("de", "Hier: https://anderswo.example/x", "https://anderswo.example/x", None),
    ],
)
def test_figures_are_tied_to_their_source(language: str, text: str, claim: str, source: str | None) -> None:
    """However they are written; null where nothing is known."""
    assert supports(text, language) == {claim: source}


def test_policies_and_the_ticket_are_sources_internal_policies_are_none() -> None:
    """What the shop promises in public and what the customer wrote may be repeated."""
    ticket = make_ticket(messages=[Message("customer", "Ich habe 12,50 € gezahlt.")])
    policies = [
        make_passage("Wir nehmen Ware 45 Tage lang zurück."),
        make_passage("Mia entscheidet bis 77 € allein.", audience="internal"),
    ]
    task = make_task(case=make_case(ticket=ticket), policies=policies)
    found = supports("45 Tage, 12,50 €, 77 €.", task=task)
    assert found == {"45 Tage": "policy:returns#how-long@1", "12,50 €": "ticket:0", "77 €": None}


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Du bekommst eine neue Lampe.", "decision.outcome"),
        ("Wenn du lieber eine Reparatur möchtest, repariere ich sie.", "decision.law"),
        ("Wir überweisen dir den Kaufpreis.", None),
        ("Ich melde mich wieder.", "decision.next_step_day"),
    ],
)
def test_promises_rest_on_the_decision_or_the_law(text: str, source: str | None) -> None:
    """A new lamp is decided; a repair is the customer's to choose, and money nobody's to promise."""
    assert [c.supported_by for c in claims_in(text, "de", replaced("de")) if c.kind == "promise"] == [source]


@pytest.mark.parametrize(
    "text",
    [
        "Wir können den Kaufpreis nicht erstatten.",
        "Du hattest um eine Erstattung gebeten.",
        "Ich frage nach, ob wir den Preis erstatten können.",
        "Du schreibst „ich will mein Geld zurück, und zwar sofort“.",
        "Grundsätzlich erstatten wir den Preis.",
        "Ich habe nachgesehen, wie es um die Erstattung steht.",
    ],
)
def test_what_is_denied_retold_doubted_or_general_promises_nothing(text: str) -> None:
    """No claim of a refund."""
    claims = claims_in(text, "de", traced("de"))
    assert [c.text for c in claims if c.kind == "promise" and c.supported_by is None] == []


def test_a_mark_of_the_writer_counts_where_it_overlaps() -> None:
    """The slot that a macro filled is the truth."""
    text = "Bis Mittwoch, 18. November schreibe ich dir."
    mark = Claim("Mittwoch, 18. November", 4, 26, "date", "decision.until")
    assert [c for c in claims_in(text, "de", awaited("de"), [mark]) if c.kind == "date"] == [mark]


def test_places_are_counted_in_utf16_units() -> None:
    """As the panel counts; decomposed letters are composed first."""
    claim = next(c for c in claims_in("🎁 u\u0308ber 49,00 €", "de", withdrawn("de")) if c.kind == "amount")
    assert (claim.start, claim.end) == (8, 15)


def test_a_message_to_a_supplier_promises_nothing() -> None:
    """It asks; only its figures are claims."""
    task = structs.replace(replaced("en"), kind="supplier_message")
    assert {c.kind for c in claims_in("Please send a replacement by 18 November.", "en", task)} == {"date"}


def test_days_count_from_the_day_of_the_draft() -> None:
    """Without a year, the nearest one."""
    task = structs.replace(awaited("de"), promised_day=date(2027, 1, 4))
    assert supports("Zugesagt bis 4. Januar.", task=task) == {"4. Januar": "order:promised_by"}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Mehr dazu: https://fremd.example/x.\n\nMia", "Mehr dazu.\n\nMia"),
        (f"Hier: https://track.example/{TRACKING}", f"Hier: https://track.example/{TRACKING}"),
        ("Schreib uns (hallo@fremd.example).", "Schreib uns."),
        ("Nichts zu tun.", "Nichts zu tun."),
    ],
)
def test_links_of_no_source_are_taken_out(text: str, left: str) -> None:
    """Known ones stay."""
    assert without_foreign_links(text, "de", awaited("de")) == left
