"""The customer's newest words without quotes and signatures."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.tickets.own_words import own_words

HEAD_DE = "Am Do., 12. März 2026 um 10:15 Uhr schrieb Nordlicht <\nhilfe@nordlicht.example>:"
HEAD_EN = "On Thu, 12 Mar 2026 at 10:15, Nordlicht <hilfe@nordlicht.example> wrote:"
QUOTES = {
    "Gmail": f"{HEAD_DE}\n\n> Schick uns ein Foto.",
    "Gmail, English": f"{HEAD_EN}\n\n> Schick uns ein Foto.",
    "Apple Mail": "Am 12.03.2026 um 10:15 schrieb Nordlicht <hilfe@nordlicht.example>:\n\nSchick uns ein Foto.",
    "Thunderbird": "Nordlicht schrieb am 12.03.2026 um 10:15:\n> Schick uns ein Foto.",
    "Outlook": "Von: Nordlicht <hilfe@nordlicht.example>\nGesendet: Donnerstag, 12. März 2026 10:15\n"
    "An: Anna\nBetreff: Deine Lampe\n\nSchick uns ein Foto.",
    "Outlook, English": "________________________________\nFrom: Nordlicht <hilfe@nordlicht.example>\n"
    "Sent: Thursday, March 12, 2026 10:15 AM\nTo: Anna\nSubject: Your lamp\n\nSchick uns ein Foto.",
    "Outlook, old": "-----Ursprüngliche Nachricht-----\nVon: Nordlicht\nBetreff: Lampe\n\nSchick uns ein Foto.",
    "GMX and Web.de": 'Gesendet: Donnerstag, 12. März 2026 um 10:15 Uhr\nVon: "Nordlicht" <hilfe@nordlicht.example>\n'
    "An: anna@example.org\nBetreff: Re: Lampe\n\nSchick uns ein Foto.",
    "forwarded": "---------- Forwarded message ---------\nFrom: Nordlicht\nSubject: Lampe\n\nSchick uns ein Foto.",
    "helpdesk": "##- Bitte antworten Sie oberhalb dieser Zeile -##\n\nSchick uns ein Foto.",
    "Yahoo": "Am Montag, 9. Februar 2026 um 11:04:27 MEZ hat Nordlicht <hilfe@nordlicht.example> Folgendes "
    "geschrieben:\n\nSchick uns ein Foto.",
    "Polish": "W dniu 12 marca 2026 10:15 Nordlicht <hilfe@nordlicht.example>\nnapisał:\n\nSchick uns ein Foto.",
    "Dutch": "Op 12 mrt. 2026 om 10:15 heeft Nordlicht <hilfe@nordlicht.example> het volgende geschreven:\n\n"
    "Schick uns ein Foto.",
    "Swedish head": "Från: Nordlicht\nSkickat: den 12 mars 2026\nTill: Anna\nÄmne: Lampa\n\nSchick uns ein Foto.",
    "two labels": "Date: Thu, 12 Mar 2026 10:15\nTo: anna@example.org\n\nSchick uns ein Foto.",
    "dashes": "---- Nordlicht wrote ----\n\nSchick uns ein Foto.",
    "one line": "Gesendet: Donnerstag Von: Nordlicht An: Anna Betreff: Lampe Schick uns ein Foto.",
}
SIGNATURES = {
    "delimiter": "-- \nAnna Muster\nMusterweg 3",
    "closing": "Viele Grüße\nAnna Muster",
    "closing and name in a line": "LG Anna",
    "business": "Mit freundlichen Grüßen\nA. Muster\n\nMuster GmbH\nTel. 030 1234567\nAmtsgericht Köln, HRB 12345",
    "English": "Kind regards,\nAnna",
    "thanks": "Thanks,\nAnna",
    "iPhone": "Von meinem iPhone gesendet",
    "Android": "Diese Nachricht wurde von meinem Android-Gerät mit GMX Mail gesendet.",
    "English phone": "Sent from my iPhone",
    "Outlook on a phone": "Get Outlook for Android",
    "dash and name": "- Anna",
    "card": "Anna Muster\nMusterweg 3\n24105 Kiel\nMobil 0160 5550111",
    "Dutch phone": "Verstuurd vanaf mijn iPhone",
    "footer": "Diese E-Mail enthält vertrauliche Informationen. Sie ist nur für den Empfänger bestimmt.",
}


@pytest.mark.parametrize("program", QUOTES)
def test_history_is_no_own_word(program: str) -> None:
    """What a mail program quotes stays out of the own words and is kept as quoted."""
    words = own_words("Hier ist es.\n\n" + QUOTES[program])
    assert words.own == "Hier ist es."
    assert "Schick uns ein Foto." in words.quoted


@pytest.mark.parametrize("kind", SIGNATURES)
def test_signatures_are_cut(kind: str) -> None:
    """Closing, name, contact lines, device lines and legal footers are no own words."""
    assert own_words("Die Lampe ist kaputt.\n\n" + SIGNATURES[kind]).own == "Die Lampe ist kaputt."


def test_inline_replies_are_kept() -> None:
    """Answers between quoted lines are the customer's."""
    text = f"{HEAD_DE}\n> Welche Farbe?\nMessing\n> Und wohin?\nNach Kiel"
    assert own_words(text).own == "Messing\n\nNach Kiel"


def test_an_answer_between_quotes_is_no_signature() -> None:
    """Thanks alone close a mail only at its end."""
    assert own_words("Gut.\nDanke.\n> Und die Farbe?\nMessing").own == "Gut.\nDanke.\n\nMessing"


def test_a_signature_below_the_quote_is_cut() -> None:
    """Phones and webmail put it there."""
    words = own_words(f"Passt.\n\n{HEAD_DE}\n> Reicht eine Gutschrift?\n\nViele Grüße\nAnna")
    assert (words.own, words.signature) == ("Passt.", "Viele Grüße\nAnna")


def test_the_writers_name_alone_is_a_signature() -> None:
    """Who the writer is comes from the helpdesk; another name may be what the mail is about."""
    assert own_words("Wo ist mein Paket?\nAnna", sender="Anna Muster").own == "Wo ist mein Paket?"
    assert own_words("Welche Lampe war es?\nLuna", sender="Anna Muster").own == "Welche Lampe war es?\nLuna"


def test_a_farewell_of_the_writers_making_goes_with_the_name() -> None:
    """A short paragraph directly above the writer's name closes the mail, in whatever words."""
    words = own_words("Wann kommt sie?\n\nMoin aus Emden\nWiebke Harms", sender="Wiebke Harms")
    assert (words.own, words.signature) == ("Wann kommt sie?", "Moin aus Emden\nWiebke Harms")
    assert own_words("Hallo.\n\nWann kommt sie?\nWiebke", sender="Wiebke").own == "Hallo.\n\nWann kommt sie?"


def test_an_address_that_the_mail_is_about_is_kept() -> None:
    """Where the words before ask to deliver there, address and phone are no signature."""
    text = "Bitte liefert an meine Arbeit\n\nMichael Graf\nUhlenkrog 32\n24113 Kiel\nTel. 0431 5550100"
    assert own_words(text).own == text


def test_a_quoted_line_that_lost_its_mark_is_no_own_word() -> None:
    """Programs break long lines and put `>` before the first part only."""
    quote = "> wir haben deine Bestellung mit dem Schirm in Anthrazit heute früh\nverschickt.\n> Mia"
    assert own_words(f"Ich wollte Grau.\n\n{HEAD_DE}\n{quote}").own == "Ich wollte Grau."


def test_words_before_history_on_one_line_are_kept() -> None:
    """A helpdesk has lost the line ends."""
    assert own_words("Nein danke. On Mon, 9 Mar 2026 at 10:15, Mia <mia@a.example> wrote: Ersatz?").own == "Nein danke."


def test_what_was_typed_into_a_contact_form_is_own() -> None:
    """The form's other fields are kept apart."""
    words = own_words("Name: Anna Muster\nBestellnummer: 48213\n\nNachricht:\nSie flackert.\nDatenschutz: ja")
    assert words.own == "Sie flackert."
    assert words.fields == "Name: Anna Muster\nBestellnummer: 48213\nDatenschutz: ja"


@pytest.mark.parametrize("text", ["Bestellung: 48213 ist da.\nNachricht folgt.", "Frage: geht das?\nText: nein"])
def test_a_label_alone_makes_no_form(text: str) -> None:
    """Without a field above it, a line with a colon is a sentence."""
    assert own_words(text).own == text


def test_a_postscript_below_the_name_is_kept() -> None:
    """A PS says something, though it stands in the signature."""
    words = own_words("Die Lampe ist da.\n\nViele Grüße\nAnna\n\nPS: Der Schirm fehlt.")
    assert words.own == "Die Lampe ist da.\n\nPS: Der Schirm fehlt."
    assert words.signature == "Viele Grüße\nAnna"


@pytest.mark.parametrize(
    "text",
    [
        "Danke",
        "LG\nAnna",
        "Von meinem Konto wurde zweimal abgebucht, obwohl ich nichts gesendet",
        "Das Paket wurde von meinem Nachbarn weggeschickt",
        "Am Montag schrieb ich euch schon: wo ist mein Paket?",
        "DHL schrieb: Ihr Paket liegt bereit",
        "Danke für die Hilfe, aber der Schirm fehlt immer noch",
        "> Alles zitiert, und niemand sagt von wem",
    ],
)
def test_words_that_only_look_like_a_frame_are_kept(text: str) -> None:
    """A sentence with the words of a signature or quote, or nothing besides one, is what the customer says."""
    assert own_words(text).own == text.removeprefix("> ")


def test_a_mail_that_only_quotes_the_shop_holds_no_own_words() -> None:
    """An empty answer above our mail must not make our words the customer's."""
    ours = "Von: Nordlicht <hilfe@nordlicht.example>\nGesendet: heute\nAn: Anna\nBetreff: Lampe\n\nIst sie kaputt?"
    assert own_words(ours, shop_addresses=["Hilfe@nordlicht.example"]).own == ""
    assert own_words(QUOTES["Gmail"]).own == ""


def test_a_forwarded_mail_of_the_customer_is_their_own() -> None:
    """A colleague forwards what a customer wrote: below the copied head stand the customer's words."""
    text = "Von: Anna <anna@example.org>\nGesendet: heute\nAn: Mia\nBetreff: Lampe\n\nSie ist kaputt."
    assert own_words(text, shop_addresses=["hilfe@nordlicht.example"]).own == "Sie ist kaputt."


def test_a_mail_that_only_forwards_a_machines_mail_holds_no_own_words() -> None:
    """A carrier's notice is not what the customer says; a line on top of it is."""
    notice = "---------- Forwarded message ---------\nVon: DHL <noreply@dhl.example>\nAn: Anna\n\nZugestellt."
    assert own_words(notice).own == ""
    assert own_words(f"Nichts da!\n\n{notice}").own == "Nichts da!"


def test_a_helpdesks_line_without_an_answer_above_holds_no_own_words() -> None:
    """Below "reply above this line" stands the shop's own mail."""
    assert own_words("##- Bitte antworten Sie oberhalb dieser Zeile -##\n\nGelöst.").own == ""


QUOTED_HTML = {
    "Gmail": "<div class='gmail_quote'>Am Montag<br>Alt</div>",
    "Gmail, answered inside": "<div class='gmail_quote'><blockquote>Alt</blockquote></div>",
    "Gmail, forwarded": "<div class='gmail_quote'><div class='gmail_attr'>---------- Forwarded message</div>Alt"
    "<blockquote>Älter</blockquote></div>",
    "Outlook": "<div id='divRplyFwdMsg'>Mia, Montag</div><div>Alt</div>",
    "Outlook, line": "<div style='border:none;border-top:solid #E1E1E1 1.0pt'>Mia, Montag</div><div>Alt</div>",
    "Yahoo": "<div id='ydp1yahoo_quoted_2' class='yahoo_quoted'>Alt</div>",
    "Proton": "<div class='protonmail_quote'>Alt</div>",
    "GMX": "<div name='quote'>Alt</div>",
    "Thunderbird": "<div class='moz-cite-prefix'>Mia am Montag</div><blockquote type='cite'>Alt</blockquote>",
    "never closed": "<blockquote>Alt",
}


@pytest.mark.parametrize("program", QUOTED_HTML)
def test_what_html_marks_as_quoted_is_no_own_word(program: str) -> None:
    """Each program marks its quotes in its own way."""
    words = own_words(f"<div>Neu</div>{QUOTED_HTML[program]}")
    assert words.own == "Neu"
    assert "Alt" in words.quoted


def test_answers_between_html_quotes_are_kept() -> None:
    """Gmail's wrapper holds quotes and answers."""
    html = "<div class='gmail_quote'><blockquote>Farbe?</blockquote><p>Messing</p><blockquote>Ort?</blockquote></div>"
    assert own_words(f"<p>Siehe unten</p>{html}").own == "Siehe unten\n\nMessing"


@pytest.mark.parametrize("style", ["display:none", "visibility: hidden", "font-size:0px;color:#fff", "mso-hide:all"])
def test_what_no_reader_sees_is_no_word(style: str) -> None:
    """Preview texts hide in styles."""
    assert own_words(f"<div style='{style}'>Vorschau</div><div style='font-size:10px'>Neu</div>").own == "Neu"


def test_html_becomes_text() -> None:
    """Markup, styles, scripts, hidden text and pictures vanish; block quotes are history."""
    html = (
        "<html><head><style>p{color:red}</style></head><body><div style='display:none'>Vorschau</div>"
        "<p>Sie ist <b>kaputt</b> &amp; fleckig.<br>Foto folgt.</p><img src='https://t.example/p.gif' width=1>"
        "<script>alert(1)</script><div class='gmail_signature'>Anna Muster</div>"
        "<div>Am 12.03.2026 um 10:15 schrieb Mia &lt;hilfe@nordlicht.example&gt;:</div>"
        "<blockquote><p>Was ist los?</p></blockquote></body></html>"
    )
    words = own_words(html)
    assert words.own == "Sie ist kaputt & fleckig.\nFoto folgt."
    assert "Was ist los?" in words.quoted


def test_a_heart_is_no_html() -> None:
    """Signs that chats are full of are not taken for markup."""
    assert own_words("Ich <3 euch, a < b > c <https://a.example>").own == "Ich <3 euch, a < b > c <https://a.example>"


def test_text_is_cleaned() -> None:
    """NUL, control and invisible characters go, line ends are one kind, letters are composed."""
    assert own_words("Gru\u0308n\x00\x07\u200b\r\nund blau\u2028und rot").own == "Grün\nund blau\nund rot"


@pytest.mark.parametrize(
    "piece",
    ["Am 1 ", "Am 1\n", ">\n", "LG\n", "Von: ", "Von: x\n", "am 1 schrieb ", "a@b.example: ", "-", "-- \n", "\n",
     "<div>",
     "<script>", "<blockquote>", " style='", "<table><tr><td>", "e\u0301\u0327", "viele grüße ", "PS: \n",
     "Sent: To: From: ", "Name: \nNachricht: ", "----- ", "<div class=gmail_quote>", "x@y.example\n", "> (https://a",
     "On 1.2. <a@b> ", "Tel 1\n"],
)  # fmt: skip
def test_repeats_cost_no_more_than_their_length(piece: str) -> None:
    """Half a megabyte of what patterns look for is split like any other text; this test ends."""
    assert own_words(piece * (500_000 // len(piece)) + "\nwas nun") is not None


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.text(alphabet=st.sampled_from(" \n>-:@<>/aAmnschriebVonGesendet12.,äß\u0000\u0301"), max_size=200))
def test_splitting_never_fails(text: str) -> None:
    """Any text is split, and nothing that is split off holds a NUL."""
    words = own_words(text)
    assert "\0" not in words.own + words.quoted + words.signature
