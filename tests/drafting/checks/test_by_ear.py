"""What is promised or denied in words of no list is heard all the same."""

from datetime import date

import pytest
from msgspec import structs

from server.drafting.checks.table import check_text
from server.drafting.task import WritingTask
from tests.drafting.checks.decided import (
    Case,
    asked,
    awaited,
    blocked_by,
    credited,
    informed,
    replaced,
    traced,
    withdrawn,
)


@pytest.mark.parametrize(
    ("case", "language", "text", "check"),
    [
        (
            traced,
            "en",
            "Once our driver has it, what happens on the road is no longer ours to answer for.",
            "denies_law",
        ),
        (traced, "de", "Was hinter der Haustür des Nachbarn passiert, liegt nicht mehr in unserer Hand.", "denies_law"),
        (
            awaited,
            "en",
            "From the moment Hermes took the parcel, whatever happens to it is at your risk.",
            "denies_law",
        ),
        (withdrawn, "en", "What you'll get is a code to spend on anything you like here.", "remedy"),
    ],
)
def test_what_no_list_holds_is_heard(case: Case, language: str, text: str, check: str) -> None:
    """A model finds words that nobody thought of."""
    assert check in blocked_by(text, case, language)


def test_nobody_listens_to_the_shops_own_words() -> None:
    """What the macro writer says of the case is the shop's, also where a model repeats it."""
    text = "Was hinter der Haustür des Nachbarn passiert, liegt nicht mehr in unserer Hand."
    checks = check_text(text, traced("de"), "de", "du", beside=f"Hallo Carolin,\n\n{text}")
    assert all(check.passed for check in checks if check.severity == "block")


def test_words_of_a_list_decide_how_a_remedy_is_told() -> None:
    """A new lamp that hangs on a chance is none, whatever the ear makes of it."""
    assert "remedy" not in blocked_by("Taucht das Paket nicht auf, bekommst du eine neue Lampe.", traced, "de")


def test_a_greeting_says_nothing() -> None:
    """Two words are too few to promise anything."""
    assert blocked_by("Viele Grüße\nMia", replaced, "de") == set()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A printed label doesn't count as shipped, so you wrote well in time."),
        ("en", "That you opened the box doesn't stand in the way of your withdrawal."),
        ("de", "Am Freitag hattest du bestellt, heute früh storniert, da war noch nichts unterwegs."),
    ],
)
def test_words_that_only_look_like_a_denial_are_let_pass(language: str, text: str) -> None:
    """A wide rule finds its words here; the ear hears that no right is taken away."""
    assert blocked_by(text, withdrawn, language) == set()


@pytest.mark.parametrize(
    ("case", "language", "text"),
    [
        (replaced, "en", "To be pressing a switch for a week and have nothing happen, that's annoying."),
        (replaced, "en", "I think we can call off the search party."),
        (withdrawn, "de", "Diese Nummer auf dem Karton beschleunigt das Zuordnen."),
        (traced, "de", "Damit du weißt, was hinter den Kulissen geschieht, beschreibe ich dir die Schritte."),
    ],
)
def test_words_that_only_look_like_a_promise_or_a_secret_are_let_pass(case: Case, language: str, text: str) -> None:
    """An exchange, a cancelled order, an express parcel, a note: the ear hears nothing of the kind."""
    assert blocked_by(text, case, language) == set()


def test_few_plain_words_mean_what_they_say() -> None:
    """Of a sentence of few words a rule that is not wide is believed, though the ear hears nothing."""
    assert "remedy" in blocked_by("We're happy to take the lamp back.", credited, "en")


@pytest.mark.parametrize(
    ("case", "language", "text"),
    [
        (asked, "en", "Send me the picture now and my reply is with you before your tea has gone cold."),
        (replaced, "de", "Ehe du heute das Licht ausmachst, weißt du von mir, an welchem Tag die neue Lampe losgeht."),
        (credited, "de", "Schau heute nach dem Abendessen in dein Postfach, da wartet dann schon der Code auf dich."),
        (traced, "en", "By the time you get home from work you'll know what became of the parcel."),
    ],
)
def test_what_is_promised_for_today_in_any_words_is_too_early(case: Case, language: str, text: str) -> None:
    """Neither a date nor a word for a day: still it is today."""
    assert "earlier_day" in blocked_by(text, case, language)


@pytest.mark.parametrize(
    ("case", "language", "text"),
    [
        (replaced, "de", "Was du heute Mittag geschrieben hast, habe ich mit dem Foto verglichen."),
        (traced, "en", "The carrier's page still said the same this morning when I looked."),
        (asked, "de", "Wenn dein Foto noch heute ankommt, hast du bis Dienstag, 17. November, meine Antwort."),
        (awaited, "en", "That much for today, and by Thursday 19 November you'll have another mail from me."),
    ],
)
def test_what_was_or_is_today_promises_nothing(case: Case, language: str, text: str) -> None:
    """A mail of today, a look at the tracking, what the customer does: nothing of ours is still to come today."""
    assert "earlier_day" not in blocked_by(text, case, language)


def test_a_parcel_expected_today_may_come_today() -> None:
    """What the case itself expects today is no day too early."""

    def expected_today(language: str) -> WritingTask:
        return structs.replace(awaited(language), expected_day=date(2026, 11, 16))

    text = "Your parcel is in the van, and you'll be holding it before the evening news."
    assert blocked_by(text, expected_today, "en") == set()


@pytest.mark.parametrize(
    ("case", "language", "text"),
    [
        (informed, "en", "Good to know for your next visit: opened goods cannot be returned to us."),
        (informed, "de", "Für ein andermal: Reduzierte Ware nehmen wir übrigens nicht zurück."),
        (informed, "en", "A late parcel, should you ever have one, is something you'd simply have to sit out."),
        (informed, "en", "If something of ours breaks, we take a processing fee of five euros off the refund."),
        (informed, "de", "Eine Bestellung, die schon gepackt ist, lässt sich bei uns übrigens nicht mehr widerrufen."),
    ],
)
def test_no_right_is_denied_for_a_case_to_come(case: Case, language: str, text: str) -> None:
    """Nothing is decided here, and still the customer is told less than the law gives."""
    assert "denies_law" in blocked_by(text, case, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Wenn die Lampe irgendwann ausfällt, meld dich ruhig, in so einem Fall sind wir kulant."),
        ("en", "If it breaks one day, write to us, and we'll happily make an exception for you."),
    ],
)
def test_what_a_case_to_come_may_bring_is_no_goodwill(language: str, text: str) -> None:
    """The credit of today is goodwill; a lamp that breaks later is a matter of rights."""
    assert "goodwill" in blocked_by(text, credited, language)


def test_what_is_given_out_of_goodwill_may_be_called_so() -> None:
    """Nothing is owed here, and the credit is the shop's own kindness."""
    assert blocked_by("Aus Kulanz bekommst du ein Guthaben über 14,70 €.", credited, "de") == set()


def test_what_the_ear_hears_offered_is_not_taken_for_given() -> None:
    """The law lets the customer choose; a sentence that says so gives nothing yet."""
    text = "Was dir freisteht: das Warten beenden und eine neue Lampe nehmen, oder eben dein Geld."
    assert blocked_by(text, traced, "de") == set()


@pytest.mark.parametrize(
    ("case", "language", "text", "check"),
    [
        (withdrawn, "de", "Alles andere klären wir, die Lampe behältst du.", "promise"),
        (withdrawn, "en", "We'll see to the rest of it, and the lamp you keep.", "promise"),
        (credited, "de", "Du bekommst dein Geld zurück, Einsenden: nein", "remedy"),
        (withdrawn, "en", "The crack is our own fault, and the postage is on us.", "admits_fault"),
    ],
)
def test_what_excuses_one_half_of_a_sentence_does_not_excuse_the_other(
    case: Case, language: str, text: str, check: str
) -> None:
    """Other goods, a no at the end and postage say nothing of what stands beside them."""
    assert check in blocked_by(text, case, language)


@pytest.mark.parametrize(
    ("case", "language", "text"),
    [
        (withdrawn, "en", "The full 49 euros will be paid back to your account on 16 November."),
        (replaced, "de", "Der Versand deiner neuen Lampe erfolgt am 16.11.2026 aus unserem Lager."),
        (awaited, "de", "Zustelltag für dein Paket ist heute, sei bitte zu Hause."),
    ],
)
def test_a_date_of_today_or_a_parcel_of_today_needs_no_ear(case: Case, language: str, text: str) -> None:
    """The ear knows no dates; what it does not hear is too early all the same."""
    assert "earlier_day" in blocked_by(text, case, language)
