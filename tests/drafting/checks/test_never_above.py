"""No draft concedes more than was decided."""

import pytest

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
    ("case", "language", "text"),
    [
        (replaced, "de", "Du kannst dir aussuchen, ob du lieber Ersatz, eine Reparatur oder dein Geld möchtest."),
        (replaced, "de", "Wir überweisen dir den Kaufpreis zurück."),
        (withdrawn, "de", "Die übrigen Artikel der Bestellung storniere ich gleich mit."),
        (withdrawn, "en", "While I was at it I cancelled the rest of the order as well."),
        (replaced, "de", "Dein Geld ist schon auf dem Weg zu dir."),
        (replaced, "de", "Selbstverständlich bekommst du den vollen Kaufpreis wieder."),
        (replaced, "de", "Ich habe die Rückerstattung gerade angestoßen."),
        (replaced, "de", "Die Rückzahlung ist veranlasst."),
        (replaced, "de", "Du erhältst dein Geld in voller Höhe zurück."),
        (replaced, "de", "Wir schreiben dir den Betrag auf deiner Karte gut."),
        (replaced, "de", "Der Betrag wird dir gutgeschrieben."),
        (replaced, "de", "Ich lasse die Lampe für dich reparieren."),
        (replaced, "de", "Gerne tauschen wir die Lampe gegen eine andere Farbe um."),
        (traced, "de", "Wir schicken dir sofort ein neues Paket."),
        (traced, "de", "Wir erstatten dir den vollen Betrag."),
        (credited, "de", "Du bekommst dein Geld zurück."),
        (credited, "de", "Wenn du möchtest, erstatten wir dir auch den Kaufpreis."),
        (credited, "de", "Möchtest du lieber dein Geld, geht das auch."),
        (awaited, "de", "Wir haben dein Paket neu losgeschickt."),
        (asked, "de", "Sobald ich das Foto habe, erstatten wir dir den Preis."),
        (replaced, "en", "Your refund is being processed."),
        (replaced, "en", "I've issued a full refund."),
        (replaced, "en", "You'll be refunded in full."),
        (replaced, "en", "We have reimbursed you for the lamp."),
        (replaced, "en", "I've credited the amount to your card."),
        (replaced, "en", "We'll have the lamp repaired for you."),
        (traced, "en", "We're sending you a new parcel right away."),
        (credited, "en", "If you like, we can refund you instead."),
        (credited, "en", "We'll refund the lamp."),
        (asked, "en", "Once I have the photo, you'll get your money back."),
        (
            replaced,
            "de",
            "Hallo Jonas,\n\nschade! Ich habe dir die 49 Euro eben auf PayPal zurückgebucht.\n\nMia",
        ),
        (replaced, "de", "Wir machen es unkompliziert: Geld zurück, fertig."),
        (replaced, "de", "Den Kaufpreis hast du in Kürze wieder auf dem Konto."),
        (credited, "de", "Wir nehmen die Lampe zurück und überweisen dir 49 €."),
        (credited, "de", "Du kannst die Lampe gegen eine andere umtauschen."),
        (informed, "de", "Dein Geld bekommst du bis morgen."),
        (replaced, "en", "Good news: the €49 is already heading back to your PayPal."),
        (replaced, "en", "Consider it refunded."),
        (replaced, "en", "Let's keep it simple: money back."),
        (replaced, "en", "We'd rather give you your money than a new lamp."),
        (traced, "en", "Rest easy: a replacement is already in the post."),
        (credited, "en", "We'll take it back and return your €49."),
        (credited, "en", "You can swap it for another colour."),
        (credited, "en", "Would you like a new lamp? No need to send the old one back first."),
    ],
)
def test_remedy(case: Case, language: str, text: str) -> None:
    """Another remedy than the decided one is neither promised nor, where the law gives no choice, offered."""
    assert blocked_by(text, case, language) == {"remedy"}


@pytest.mark.parametrize(
    ("case", "language", "text"),
    [
        (replaced, "de", "Dazu gibt es 10 % Rabatt auf deinen nächsten Einkauf. Die Lampe ersetzen wir."),
        (replaced, "de", "Wir ersetzen die Lampe, und als kleine Entschädigung legen wir dir etwas dazu."),
        (replaced, "de", "Du bekommst eine neue Lampe per Express."),
        (withdrawn, "de", "Du bekommst 53,90 € zurück."),
        (withdrawn, "de", "Du kannst die Lampe behalten."),
        (withdrawn, "de", "Die Lampe brauchst du nicht zurückzuschicken."),
        (credited, "de", "Wir schreiben dir den vollen Kaufpreis gut."),
        (informed, "de", "Wir schenken dir die Versandkosten."),
        (replaced, "en", "We'll replace the lamp, and here's a 10% discount for your next order."),
        (replaced, "en", "We'll replace it and throw in a little something extra."),
        (withdrawn, "en", "You get €53.90 back."),
        (withdrawn, "en", "You can keep the lamp."),
        (withdrawn, "en", "There's no need to send it back."),
        (awaited, "en", "To make up for the wait, here's a voucher."),
        (traced, "en", "And if it does turn up one day, just keep it."),
        (replaced, "de", "Ich packe dir ein kleines Geschenk mit ins Paket. Die Lampe kommt neu."),
        (replaced, "de", "Ersatz ist unterwegs, und 20 % gehen als Wiedergutmachung aufs Konto."),
        (replaced, "de", "Nächstes Mal geht der Versand auf uns. Die neue Lampe kommt per Hermes."),
        (credited, "de", "Ich schreibe dir 14,70 € gut und lege 10 % Rabatt obendrauf."),
        (awaited, "de", "Solange es dauert, bekommst du von uns 15 % auf die nächste Bestellung."),
        (awaited, "de", "Wir haben den Versand beschleunigt, es kommt jetzt per Express."),
        (replaced, "en", "A new lamp is on its way, along with free express shipping."),
        (replaced, "en", "Shipping on your next order is free. We'll replace the lamp."),
        (withdrawn, "en", "Hold on to the lamp, it's yours. You get €49.00 back."),
        (awaited, "en", "We've upgraded you to priority shipping."),
        (informed, "en", "Here's 10% off your next order."),
    ],
)
def test_promise(case: Case, language: str, text: str) -> None:
    """Nothing comes on top of the decision, and no other sum stands in its place."""
    assert blocked_by(text, case, language) == {"promise"}


@pytest.mark.parametrize(
    ("case", "language", "text"),
    [
        (replaced, "de", "Die neue Lampe ist morgen bei dir."),
        (replaced, "de", "Die neue Lampe geht noch heute raus."),
        (withdrawn, "de", "Schick die Lampe bitte bis 20. November zurück."),
        (withdrawn, "de", "Bitte sende sie innerhalb von 7 Tagen zurück."),
        (withdrawn, "de", "Das Geld ist übermorgen auf deinem Konto."),
        (awaited, "de", "Dein Paket kommt am Mittwoch bei dir an."),
        (replaced, "en", "We'll send a new one, and it'll be with you by Tuesday."),
        (replaced, "en", "The replacement ships today."),
        (withdrawn, "en", "Please send it back by 20 November."),
        (withdrawn, "en", "Send it back within a week."),
        (awaited, "en", "Your parcel arrives tomorrow."),
        (replaced, "de", "Die neue Luna trifft bereits am Dienstag bei dir ein."),
        (replaced, "de", "Noch heute Abend geht die neue Lampe zur Post."),
        (replaced, "de", "Wir liefern innerhalb von 24 Stunden eine neue."),
        (withdrawn, "de", "Das Geld ist spätestens in 3 Werktagen bei dir."),
        (awaited, "de", "Voraussichtlich ist es übermorgen bei dir."),
        (awaited, "de", "Die Lampe soll am 17.11. ankommen."),
        (replaced, "en", "Your new lamp gets to you tomorrow."),
        (replaced, "en", "We'll have it at your door within 24 hours."),
        (replaced, "en", "A new lamp goes out first thing tomorrow."),
        (withdrawn, "en", "The refund will be with you tomorrow."),
        (awaited, "en", "It'll land on your doorstep on Tuesday."),
        (withdrawn, "en", "You can have your money back today."),
        (replaced, "de", "Die Lampe ersetzen wir. An welchem Tag sie losgeht, schreibe ich dir gleich morgen früh."),
        (replaced, "en", "We're replacing it, and I'll tell you tomorrow when the parcel goes out."),
        (withdrawn, "de", "Dein Geld kannst du heute wieder haben."),
    ],
)
def test_earlier_day(case: Case, language: str, text: str) -> None:
    """No day is earlier than owed or known, and no time for the customer shorter."""
    assert blocked_by(text, case, language) == {"earlier_day"}
