"""The same matters in other words, as people would put them who know none of the rules."""

import pytest

from tests.drafting.checks.decided import Case, asked, awaited, blocked_by, credited, replaced, traced, withdrawn


@pytest.mark.parametrize(
    ("case", "language", "text"),
    [
        (traced, "de", "Kläre das bitte direkt mit Hermes."),
        (traced, "de", "Am besten meldest du dich mal bei der Post, die wissen mehr."),
        (traced, "de", "Für verlorene Pakete ist der Zustelldienst der richtige Ansprechpartner."),
        (traced, "de", "Das Paket wurde nachweislich zugestellt, wir sehen den Vorgang als abgeschlossen an."),
        (traced, "de", "Laut Tracking ist die Sendung angekommen, eine Erstattung kommt daher nicht infrage."),
        (traced, "de", "Sobald wir das Paket an DHL übergeben haben, liegt alles Weitere bei DHL."),
        (traced, "de", "Für Verluste auf dem Transportweg können wir nicht aufkommen."),
        (traced, "de", "Hat ein Nachbar unterschrieben, ist das Paket für uns angekommen."),
        (replaced, "de", "Schreib dazu am besten dem Hersteller, der hilft dir weiter."),
        (replaced, "de", "Mängel regelt bei dieser Lampe der Hersteller über seine Garantie."),
        (replaced, "de", "Weil du die Lampe schon benutzt hast, können wir sie nicht ersetzen."),
        (replaced, "de", "Transportschäden muss man dem Zusteller sofort melden, sonst verfällt der Anspruch."),
        (replaced, "de", "Für reduzierte Ware gibt es keinen Ersatz."),
        (replaced, "de", "Ohne den Karton nehmen wir nichts zurück."),
        (replaced, "de", "Nach sechs Monaten musst du beweisen, dass der Fehler von Anfang an da war."),
        (replaced, "de", "Die Rücksendung der defekten Lampe geht auf deine Kosten."),
        (replaced, "de", "Glasbruch ist von der Gewährleistung nicht umfasst."),
        (replaced, "de", "Ein Sprung in der Keramik gilt nicht als Mangel."),
        (replaced, "de", "Wir ersetzen die Lampe, du zahlst nur das Porto."),
        (replaced, "de", "Wir haben den Schaden zur Kenntnis genommen, mehr können wir nicht anbieten."),
        (withdrawn, "de", "Da du die Packung geöffnet hast, nehmen wir die Lampe nicht mehr an."),
        (withdrawn, "de", "Sale-Artikel nehmen wir grundsätzlich nicht zurück."),
        (withdrawn, "de", "Das Paket ist schon auf dem Weg, abbestellen geht nicht mehr."),
        (withdrawn, "de", "Nimm das Paket bitte erst an, widerrufen kannst du danach."),
        (withdrawn, "de", "Das Geld gibt es erst, wenn die Lampe bei uns angekommen und geprüft ist."),
        (withdrawn, "de", "Die Versandkosten der Bestellung erstatten wir nicht."),
        (withdrawn, "de", "Bitte füll unser Widerrufsformular aus, sonst gilt der Widerruf nicht."),
        (withdrawn, "de", "Schick uns vorher noch ein Foto, sonst können wir den Widerruf nicht annehmen."),
        (withdrawn, "de", "Der Rückversand kostet dich 4,90 €."),
        (traced, "en", "You'd best speak to the courier about this."),
        (traced, "en", "Have you tried calling DHL? They handle lost parcels."),
        (traced, "en", "Lost parcels are between you and the carrier."),
        (traced, "en", "The carrier has confirmed delivery, so we consider the matter closed."),
        (traced, "en", "Since a neighbour signed for it, no refund is due."),
        (traced, "en", "Once a parcel leaves us, what happens to it is up to the carrier."),
        (replaced, "en", "Faults are dealt with by the manufacturer under its guarantee."),
        (replaced, "en", "As you've already used the lamp, it can't be replaced."),
        (replaced, "en", "Breakage isn't covered."),
        (replaced, "en", "Clearance goods can't be exchanged or replaced."),
        (replaced, "en", "You'd have to show that the crack was there from the beginning."),
        (replaced, "en", "Returning the broken lamp is at your cost."),
        (replaced, "en", "You should have told us within a week."),
        (replaced, "en", "We'll replace it if you still have the original carton."),
        (replaced, "en", "A hairline crack doesn't count as a defect."),
        (withdrawn, "en", "Because the box has been opened we can't take it back."),
        (withdrawn, "en", "The lamp was on sale, so no returns I'm afraid."),
        (withdrawn, "en", "It's already on its way, so cancelling is no longer an option."),
        (withdrawn, "en", "Please accept the parcel first; you can withdraw afterwards."),
        (withdrawn, "en", "The money comes after our warehouse has looked at the lamp."),
        (withdrawn, "en", "Postage isn't refunded."),
        (withdrawn, "en", "Please fill in our form, otherwise the withdrawal isn't valid."),
        (withdrawn, "en", "Return shipping will cost you €4.90."),
    ],
)
def test_denies_law_in_other_words(case: Case, language: str, text: str) -> None:
    """Shifted to others, refused, made to depend on something."""
    assert blocked_by(text, case, language) == {"denies_law"}


@pytest.mark.parametrize(
    ("case", "language", "text"),
    [
        (replaced, "de", "Das war unsere Schuld."),
        (replaced, "de", "Wir bekennen uns schuldig."),
        (replaced, "de", "Das haben wir vergeigt."),
        (replaced, "de", "Ja, das ist allein uns anzulasten."),
        (replaced, "de", "Wir tragen dafür die Verantwortung."),
        (replaced, "de", "Der Fehler lag beim Verpacken in unserem Haus."),
        (replaced, "de", "Wir haben bei der Kontrolle nicht aufgepasst."),
        (replaced, "de", "Die Lampe hätte so nie rausgehen dürfen, da haben wir nicht richtig hingeschaut."),
        (replaced, "de", "Dafür stehen wir gerade, wir haben es verursacht."),
        (replaced, "de", "Selbstverständlich kommen wir für alle Folgeschäden auf."),
        (replaced, "de", "Daran sind wir schuld."),
        (replaced, "de", "Wir hätten besser aufpassen müssen."),
        (replaced, "en", "That's down to us."),
        (replaced, "en", "We're to blame for this one."),
        (replaced, "en", "We caused this."),
        (replaced, "en", "The error happened at our end."),
        (replaced, "en", "We weren't careful enough when packing."),
        (replaced, "en", "We'll pay for any damage this caused."),
        (replaced, "en", "It was a packing mistake of ours."),
        (replaced, "en", "We didn't check it properly before sending."),
        (replaced, "en", "I apologise, I got your order wrong."),
        (replaced, "en", "You're right to blame us."),
    ],
)
def test_admits_fault_in_other_words(case: Case, language: str, text: str) -> None:
    """Blame taken in whatever words."""
    assert blocked_by(text, case, language) == {"admits_fault"}


@pytest.mark.parametrize(
    ("case", "language", "text"),
    [
        (replaced, "de", "Das machen wir sonst nie, aber du bekommst eine neue Lampe."),
        (replaced, "de", "Wir sind mal nicht so und ersetzen die Lampe."),
        (replaced, "de", "Als Service des Hauses ersetzen wir die Lampe."),
        (replaced, "de", "Ohne Anerkennung einer Rechtspflicht ersetzen wir sie."),
        (replaced, "en", "Although it's not our policy, we'll replace it."),
        (replaced, "en", "We'll be generous and replace it."),
        (replaced, "en", "As a loyal customer you get a new one."),
        (replaced, "en", "We're under no obligation, but we'll replace it."),
    ],
)
def test_goodwill_in_other_words(case: Case, language: str, text: str) -> None:
    """A right sold as a favour."""
    assert blocked_by(text, case, language) == {"goodwill"}


def test_a_bonus_is_a_favour_and_a_gift() -> None:
    """What is owed is no bonus, and nobody decided on one."""
    blocked = blocked_by("Wir ersetzen dir die Lampe, das ist ein Bonus von uns.", replaced, "de")
    assert blocked == {"goodwill", "promise"}


@pytest.mark.parametrize(
    ("case", "language", "text"),
    [
        (replaced, "de", "Deine neue Lampe sollte bis morgen Abend da sein."),
        (replaced, "de", "Ich melde mich noch heute mit der Sendungsnummer."),
        (withdrawn, "de", "Die 49,00 € hast du bis Freitag zurück."),
        (withdrawn, "de", "Innerhalb von zwei Werktagen ist das Geld da."),
        (withdrawn, "de", "Die Lampe muss bis 23. November bei uns sein."),
        (withdrawn, "de", "Dir bleiben sieben Tage, um sie zurückzuschicken."),
        (withdrawn, "de", "Bis Ende der Woche überweise ich dir das Geld."),
        (traced, "de", "Übermorgen weiß ich, wo das Paket ist."),
        (awaited, "de", "Das Paket wird heute zugestellt."),
        (awaited, "de", "Spätestens Mittwoch hältst du die Lampe in den Händen."),
        (awaited, "de", "Es dauert noch höchstens zwei Tage."),
        (replaced, "de", "Du hast noch heute Nachmittag meine Rückmeldung."),
        (replaced, "en", "You'll have our answer before the day is out."),
        (awaited, "en", "You'll have it in your hands by Wednesday."),
        (awaited, "en", "It'll be there in two days."),
        (withdrawn, "en", "You'll have the money by the end of the week."),
        (withdrawn, "en", "You have seven days to send it back."),
        (withdrawn, "en", "The lamp has to be back with us by 23 November."),
        (traced, "en", "I'll know where it is by Wednesday."),
        (withdrawn, "en", "Expect the refund on Tuesday."),
    ],
)
def test_earlier_day_in_other_words(case: Case, language: str, text: str) -> None:
    """Days that nobody can keep, or too few of them."""
    assert blocked_by(text, case, language) == {"earlier_day"}


@pytest.mark.parametrize(
    ("case", "language", "text"),
    [
        (
            replaced,
            "de",
            "Und weil du warten musstest, geht die nächste Bestellung portofrei raus. Die Lampe kommt neu.",
        ),
        (withdrawn, "de", "Du bekommst 49,00 € zurück, zusätzlich 5 % Rabatt."),
        (withdrawn, "de", "Wir erstatten dir den doppelten Preis."),
        (withdrawn, "de", "Behalt die Lampe ruhig. 49,00 € bekommst du trotzdem."),
        (credited, "de", "14,70 € Guthaben und obendrein kostenloser Versand bei der nächsten Bestellung."),
        (withdrawn, "en", "We'll refund you twice the price."),
        (withdrawn, "en", "Keep the lamp, and you get the €49.00 all the same."),
        (replaced, "en", "A new lamp is on its way, and we've added a set of bulbs for free."),
    ],
)
def test_promise_in_other_words(case: Case, language: str, text: str) -> None:
    """Something on top, or more of it."""
    assert blocked_by(text, case, language) == {"promise"}


@pytest.mark.parametrize(
    ("case", "language", "text"),
    [
        (replaced, "de", "Du bekommst eine neue Lampe, und die Hälfte des Preises geben wir dir auch zurück."),
        (credited, "de", "Lass uns die Lampe einfach zurücknehmen, du bekommst dein Geld."),
        (credited, "de", "Wir nehmen die Lampe gern zurück."),
        (awaited, "de", "Wenn du nicht warten magst, storniere ich gern und du bekommst dein Geld."),
        (traced, "de", "Ich habe dein Geld schon angewiesen."),
        (asked, "de", "Ein Foto brauchst du nicht: Wir zahlen dir den Preis zurück."),
        (credited, "en", "We're happy to take the lamp back."),
        (awaited, "en", "If you don't want to wait, I'll gladly cancel and refund you."),
        (traced, "en", "Your money is on its way."),
        (asked, "en", "No photo needed, here's your refund."),
    ],
)
def test_remedy_in_other_words(case: Case, language: str, text: str) -> None:
    """Something else than decided."""
    assert blocked_by(text, case, language) == {"remedy"}
