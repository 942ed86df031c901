"""No draft falls below the law, admits fault, or gives away what is internal."""

import pytest

from tests.drafting.checks.decided import Case, blocked_by, replaced, traced, withdrawn


@pytest.mark.parametrize(
    ("case", "language", "text"),
    [
        (replaced, "de", "Dafür musst du dich an den Hersteller wenden."),
        (replaced, "de", "Die Garantie ist leider abgelaufen."),
        (replaced, "de", "Ohne Foto können wir leider nichts machen."),
        (replaced, "de", "Bitte sende die Lampe nur in der Originalverpackung zurück."),
        (replaced, "de", "Du hättest den Schaden innerhalb von 3 Tagen melden müssen."),
        (withdrawn, "de", "Reduzierte Artikel sind vom Umtausch ausgeschlossen."),
        (withdrawn, "de", "Da die Ware schon verschickt wurde, ist ein Widerruf nicht mehr möglich."),
        (withdrawn, "de", "Für die Rücknahme berechnen wir eine Bearbeitungsgebühr."),
        (withdrawn, "de", "Bitte nenne uns den Grund für deinen Widerruf."),
        (withdrawn, "de", "Das Geld kommt erst nach Prüfung der Ware."),
        (withdrawn, "de", "Die Kosten der Rücksendung trägst du."),
        (traced, "de", "Laut DHL wurde das Paket zugestellt, damit ist der Fall für uns erledigt."),
        (traced, "de", "Frag bitte bei deinen Nachbarn nach."),
        (traced, "de", "Bitte stell bei DHL einen Nachforschungsauftrag."),
        (replaced, "en", "Please contact the manufacturer about this."),
        (replaced, "en", "Your warranty has expired."),
        (replaced, "en", "Without a photo we can't do anything."),
        (replaced, "en", "You needed to report damage within 48 hours."),
        (withdrawn, "en", "Opened items can't be returned."),
        (withdrawn, "en", "As it has already been shipped, we can't cancel it."),
        (withdrawn, "en", "We deduct a restocking fee of 10%."),
        (withdrawn, "en", "Sale items are final."),
        (traced, "en", "Please check with your neighbours."),
        (traced, "en", "The tracking shows it as delivered, so there's nothing more we can do."),
        (traced, "en", "You'll need to open a claim with DHL."),
        (withdrawn, "de", "Rücksendungen nehmen wir nur unbenutzt und originalverpackt an."),
        (withdrawn, "de", "Dein Widerruf kam leider zu spät."),
        (withdrawn, "de", "Die Frist ist bereits verstrichen."),
        (withdrawn, "de", "Bitte frankiere das Paket selbst, das Rückporto geht zu deinen Lasten."),
        (withdrawn, "de", "Für die Lampe gilt kein Widerrufsrecht, weil sie im Sale war."),
        (traced, "de", "Der Paketbote hat es laut Status abgegeben; mehr können wir nicht tun."),
        (traced, "de", "Wende dich dafür am besten direkt an die DHL-Hotline."),
        (traced, "de", "Ruf doch mal beim Zusteller an."),
        (replaced, "en", "Damage must be reported within 3 days of delivery."),
        (replaced, "en", "You'll have to take this up with the manufacturer."),
        (replaced, "en", "We need the original packaging to replace it."),
        (replaced, "en", "Sadly we can't replace it."),
        (withdrawn, "en", "We'll refund the €49.00 minus a 10% handling fee."),
        (withdrawn, "en", "Returns are only accepted unopened."),
        (withdrawn, "en", "Please tell us why you are returning it."),
        (withdrawn, "en", "The refund follows once we've inspected the lamp."),
        (withdrawn, "en", "You'll need to cover the return postage."),
        (withdrawn, "en", "Your 14-day withdrawal period has ended."),
        (traced, "en", "Get in touch with DHL and they'll sort it out."),
        (traced, "en", "It was delivered, so our part is done."),
    ],
)
def test_denies_law(case: Case, language: str, text: str) -> None:
    """What the law gives in the case is not taken away."""
    assert blocked_by(text, case, language) == {"denies_law"}


@pytest.mark.parametrize(
    ("case", "language", "text"),
    [
        (replaced, "de", "Wir ersetzen sie dir aus Kulanz."),
        (replaced, "de", "Wir kommen dir entgegen und schicken dir eine neue Lampe."),
        (withdrawn, "de", "Wir machen eine Ausnahme und nehmen die Lampe zurück."),
        (replaced, "en", "As a gesture of goodwill we'll replace it."),
        (replaced, "en", "We'll make an exception for you and replace it."),
        (replaced, "de", "Normalerweise machen wir das nicht, aber für dich schicken wir eine neue."),
        (replaced, "de", "Obwohl wir dazu nicht verpflichtet sind, ersetzen wir die Lampe."),
        (withdrawn, "de", "Du bekommst 49,00 € zurück. Freiwillig tun wir das übrigens."),
        (replaced, "en", "We don't normally do this, but we'll send a new one."),
        (replaced, "en", "Out of courtesy we will replace it."),
    ],
)
def test_goodwill(case: Case, language: str, text: str) -> None:
    """What is owed is not called goodwill."""
    assert blocked_by(text, case, language) == {"goodwill"}


@pytest.mark.parametrize(
    ("case", "language", "text"),
    [
        (replaced, "de", "Da haben wir schlecht verpackt."),
        (replaced, "de", "Da ist uns leider ein Fehler passiert."),
        (replaced, "de", "Wir übernehmen die volle Verantwortung."),
        (replaced, "de", "Die Schuld liegt ganz bei uns."),
        (replaced, "en", "We messed up when packing it."),
        (replaced, "en", "We take full responsibility for the damage."),
        (replaced, "en", "This was a mistake on our part."),
        (replaced, "de", "Unsere Kollegin hat die Lampe falsch eingepackt."),
        (replaced, "de", "Leider haben wir dabei einen Fehler gemacht."),
        (replaced, "de", "Für den Schaden haften wir selbstverständlich."),
        (replaced, "de", "Das geht klar auf unsere Kappe."),
        (replaced, "en", "Our warehouse packed it badly."),
        (replaced, "en", "I got this wrong, and I'm sorry. You get a new lamp."),
        (replaced, "en", "We accept liability for the damage."),
    ],
)
def test_admits_fault(case: Case, language: str, text: str) -> None:
    """Nobody takes the blame."""
    assert blocked_by(text, case, language) == {"admits_fault"}


@pytest.mark.parametrize(
    ("case", "language", "text"),
    [
        (replaced, "de", "Unser Lieferant schickt dir eine neue Lampe."),
        (replaced, "de", "Shenzhen Lumen schickt dir eine neue Lampe."),
        (replaced, "de", "Das muss ich erst von meiner Chefin freigeben lassen."),
        (replaced, "en", "Our supplier will send you a new one."),
    ],
)
def test_internal(case: Case, language: str, text: str) -> None:
    """Who ships and what stands in internal rules stays inside."""
    assert blocked_by(text, case, language) == {"internal"}


@pytest.mark.parametrize(
    ("case", "language", "text"),
    [
        (replaced, "de", "Die Sendungsnummer lautet 00340434161094099999."),
        (replaced, "de", "Deine Bestellung 99871 ist angekommen."),
    ],
)
def test_number(case: Case, language: str, text: str) -> None:
    """Numbers exist."""
    assert blocked_by(text, case, language) == {"number"}


@pytest.mark.parametrize(
    ("case", "language", "text"),
    [
        (replaced, "de", "Schau auf www.lampen-hilfe.com nach."),
        (replaced, "de", "Schreib an service@anderershop.de."),
    ],
)
def test_link(case: Case, language: str, text: str) -> None:
    """Links are the shop's or the carrier's."""
    assert blocked_by(text, case, language) == {"link"}
