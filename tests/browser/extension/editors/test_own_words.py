"""Whose the words in a reply box are, and what that means for a draft with a signature."""

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.extension.editors.kinds import Editor
from tests.browser.extension.editors.workbench import Workbench, build_pages

RICH = Editor("contenteditable", trusted_types="no")
ATTRIBUTION = "Am Di., 3. Nov. 2026 um 10:12 Uhr schrieb Lena Brandt &lt;lena@mail.example&gt;:"

OF_A_RICH_BOX = {
    "nothing": ("<div><br></div>", ""),
    "paragraphs": (
        "<div>Guten Tag,</div><div><br></div><div>Ersatz<br>kommt.</div>",
        "Guten Tag,\n\nErsatz\nkommt.",
    ),
    "markup between blocks": ("<p>Ersatz</p>\n  <p>kommt <b>heute</b>.</p>\n", "Ersatz\nkommt heute."),
    "hidden": ('<p>Ersatz</p><p style="display: none">intern</p>', "Ersatz"),
    "gmail signature": (
        '<div>Ersatz</div><br><span class="gmail_signature_prefix">-- </span><br>'
        '<div class="gmail_signature">Mia Sommer</div>',
        "Ersatz",
    ),
    "signature by its mark": ("<div>Ersatz</div><div>-- </div><div>Mia Sommer</div><div>Lichtblick</div>", "Ersatz"),
    "gmail quote": (
        f'<div>Ersatz</div><div class="gmail_quote"><div class="gmail_attr">{ATTRIBUTION}</div>'
        "<blockquote>Wo bleibt sie?</blockquote></div>",
        "Ersatz",
    ),
    "quote without classes": (
        f"<div>Ersatz</div><div>{ATTRIBUTION}</div><blockquote>Wo bleibt sie?</blockquote>",
        "Ersatz",
    ),
    "attribution in two lines": (
        "<p>Ersatz</p><p>On Tue, 3 Nov 2026 at 10:12, Lena Brandt</p><p>&lt;lena@mail.example&gt; wrote:</p>"
        "<blockquote>Where is it?</blockquote>",
        "Ersatz",
    ),
    "apple mail, without marks": (f"<p>Ersatz</p><p>{ATTRIBUTION}</p><p>Wo bleibt sie?</p>", "Ersatz"),
    "french": (
        "<p>Ersatz</p><p>Le 3 nov. 2026 à 10:12, Léa Blanc a écrit :</p><blockquote>Où est-elle ?</blockquote>",
        "Ersatz",
    ),
    "thunderbird": (
        '<p>Ersatz</p><div class="moz-cite-prefix">Lena schrieb:</div><blockquote type="cite">Wo?</blockquote>',
        "Ersatz",
    ),
    "outlook": (
        '<div>Ersatz</div><div id="Signature">Mia Sommer</div><div id="appendonsend"></div><hr>'
        '<div id="divRplyFwdMsg"><b>Von:</b> Lena</div><div>Wo bleibt sie?</div>',
        "Ersatz",
    ),
    "below the quote": (
        f"<p>{ATTRIBUTION}</p><blockquote>Wo bleibt sie?</blockquote><p>Sie kommt morgen.</p>",
        "Sie kommt morgen.",
    ),
    "the agent tells who wrote": (
        "<p>Am 3. November schrieb mir DHL:</p><p>Das Paket ist in Hagen.</p>",
        "Am 3. November schrieb mir DHL:\nDas Paket ist in Hagen.",
    ),
}

OF_A_FIELD = {
    "signature and quote": (
        "Ersatz\nkommt.\n\n-- \nMia Sommer\n\nAm 03.11.2026 schrieb Lena Brandt:\n> Wo bleibt sie?",
        "Ersatz\nkommt.",
    ),
    "between quotes": ("> Wo bleibt sie?\nIn Hagen.\n> Und wann kommt sie?\nMorgen.", "In Hagen.\nMorgen."),
    "original message": (
        "Ersatz\n\n-----Ursprüngliche Nachricht-----\nVon: Lena\nGesendet: 3.11.2026\n\nWo?",
        "Ersatz",
    ),
    "mail header": ("Ersatz\n\nVon: Lena Brandt\nGesendet: Dienstag, 3. November 2026\n\nWo bleibt sie?", "Ersatz"),
}

SIGNATURE = '<div><br></div><div class="gmail_signature">Mia Sommer<br>Kundenservice Lichtblick</div>'
OWN_FAREWELL = '<div><br></div><div class="gmail_signature">Viele Grüße<br>Mia<br>Lichtblick</div>'
SIGNED_DRAFTS = {
    "farewell and name stay": (SIGNATURE, "Ersatz kommt.\n\nViele Grüße\nMia", "Ersatz kommt.\n\nViele Grüße\nMia"),
    "a block of its own goes": (
        SIGNATURE,
        "Ersatz kommt.\n\nViele Grüße\nMia\n\nMia Sommer\nKundenservice Lichtblick",
        "Ersatz kommt.\n\nViele Grüße\nMia",
    ),
    "lines below the name go": (
        SIGNATURE,
        "Ersatz kommt.\n\nViele Grüße\nMia Sommer\nKundenservice Lichtblick",
        "Ersatz kommt.\n\nViele Grüße\nMia Sommer",
    ),
    "all below its mark goes": (
        SIGNATURE,
        "Ersatz kommt.\n\nViele Grüße\nMia\n\n-- \nLichtblick GmbH, Hagen",
        "Ersatz kommt.\n\nViele Grüße\nMia",
    ),
    "a box that says farewell itself": (OWN_FAREWELL, "Ersatz kommt.\n\nViele Grüße\nMia", "Ersatz kommt."),
    "a box without a signature": (
        "<div><br></div>",
        "Ersatz kommt.\n\nViele Grüße\nMia\n\nMia Sommer",
        "Ersatz kommt.\n\nViele Grüße\nMia\n\nMia Sommer",
    ),
}


@pytest.fixture(scope="module")
def bench(browser_context: BrowserContext) -> Workbench:
    """One tab for all boxes."""
    build_pages()
    return Workbench(browser_context)


@pytest.mark.parametrize(("html", "own"), OF_A_RICH_BOX.values(), ids=OF_A_RICH_BOX)
def test_the_agents_words_in_a_rich_box(bench: Workbench, html: str, own: str) -> None:
    """Signature and quoted history are not among them."""
    bench.open(RICH)
    bench.box.evaluate("(box, html) => { box.innerHTML = html; }", html)
    assert bench.ask("own") == own


@pytest.mark.parametrize(("text", "own"), OF_A_FIELD.values(), ids=OF_A_FIELD)
def test_the_agents_words_in_a_text_field(bench: Workbench, text: str, own: str) -> None:
    """Without any markup, signature and history are known by what people's programs write."""
    bench.open(Editor("textarea"))
    bench.box.fill(text)
    assert bench.ask("own") == own


@pytest.mark.parametrize(("html", "draft", "inserted"), SIGNED_DRAFTS.values(), ids=SIGNED_DRAFTS)
def test_a_draft_signs_once(bench: Workbench, html: str, draft: str, inserted: str) -> None:
    """What the box's signature says already is not said again above it."""
    bench.open(RICH)
    bench.box.evaluate("(box, html) => { box.innerHTML = html; }", html)
    signature = bench.text()
    assert bench.insert(draft) == {"inserted": True}
    assert bench.text() == f"{inserted}\n{signature}".strip("\n")
