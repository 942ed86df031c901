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
     "Sent: To: From: "],
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
