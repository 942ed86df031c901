"""Sentences in whose words no check was written: verbs in any form, nouns in compounds, nominal and passive style."""

import pytest

from tests.drafting.checks.decided import Case, awaited, blocked_by, credited, replaced, traced, withdrawn


@pytest.mark.parametrize(
    ("case", "language", "text", "check"),
    [
        (replaced, "de", "Der Kaufpreis wird dir rückvergütet.", "remedy"),
        (replaced, "de", "Eine Rückabwicklung des Kaufs habe ich in die Wege geleitet.", "remedy"),
        (replaced, "en", "The sum is being transferred back to your card.", "remedy"),
        (awaited, "de", "Zur Sicherheit verlässt heute eine zweite Leuchte unser Lager.", "remedy"),
        (awaited, "en", "A duplicate shipment has been arranged for you.", "remedy"),
        (withdrawn, "de", "Zusätzlich habe ich dir Pralinen eingepackt.", "promise"),
        (withdrawn, "de", "Statt 49 Euro erhältst du 59 Euro.", "promise"),
        (withdrawn, "en", "We're also waiving half of the price of your next order.", "promise"),
        (withdrawn, "en", "I've topped your refund up a little.", "promise"),
        (withdrawn, "de", "Deine Erstattung habe ich etwas aufgerundet.", "promise"),
        (replaced, "de", "Das Ersatzpaket wurde gestern schon verschickt.", "earlier_day"),
        (withdrawn, "en", "The refund has already gone out.", "earlier_day"),
        (credited, "en", "A voucher is already on its way to you.", "earlier_day"),
        (replaced, "en", "Expect the new lamp tomorrow.", "earlier_day"),
        (replaced, "de", "Die neue Lampe ist nicht später als morgen bei dir.", "earlier_day"),
        (replaced, "en", "The new lamp will be with you not later than tomorrow.", "earlier_day"),
        (
            withdrawn,
            "de",
            "Deinem Wunsch können wir nicht entsprechen, die Rückgabe ist nicht vorgesehen.",
            "denies_law",
        ),
        (replaced, "en", "You would have to pay for the delivery costs of the new one.", "denies_law"),
        (traced, "de", "Für abgestellte Sendungen haften wir nicht.", "denies_law"),
        (replaced, "de", "Die Lampe wurde nicht ausreichend gepolstert.", "admits_fault"),
        (replaced, "en", "The packaging was inadequate, we acknowledge our error.", "admits_fault"),
        (replaced, "de", "Ein Subunternehmer in Fernost verschickt für uns.", "internal"),
        (replaced, "en", "My team lead has to sign this off.", "internal"),
        (replaced, "de", "Nimm es als Zeichen unserer Wertschätzung.", "goodwill"),
        (replaced, "en", "We're bending our rules for you.", "goodwill"),
    ],
)
def test_what_is_said_counts_and_not_its_words(case: Case, language: str, text: str, check: str) -> None:
    """The check of its meaning fails."""
    assert check in blocked_by(text, case, language)


@pytest.mark.parametrize(
    ("case", "language", "text"),
    [
        (replaced, "de", "Geld musst du dafür nicht noch einmal in die Hand nehmen."),
        (replaced, "de", "Eine Reparatur wäre hier nicht sinnvoll gewesen."),
        (replaced, "de", "War die Lampe als Geschenk gedacht?"),
        (replaced, "de", "Im Paket liegt wie immer ein Lieferschein."),
        (replaced, "en", "There's no need to pay again."),
        (replaced, "en", "Your statutory rights aren't affected."),
        (withdrawn, "de", "Für die Rückgabe zahlst du nichts."),
        (withdrawn, "de", "Deine Bank braucht danach vielleicht zwei Tage."),
        (withdrawn, "en", "How long your bank takes after that is out of our hands."),
        (traced, "en", "I've asked Hermes for the proof."),
        (awaited, "de", "Ein Ersatz ist im Moment nicht nötig, das Paket ist ja unterwegs."),
        (awaited, "en", "Nothing has been cancelled, your order is running as normal."),
    ],
)
def test_what_only_sounds_like_it_passes(case: Case, language: str, text: str) -> None:
    """Denied, asked, put beside a bank, or a thing that belongs in every parcel."""
    assert blocked_by(text, case, language) == set()
