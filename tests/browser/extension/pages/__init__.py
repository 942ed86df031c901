"""Helpdesks' pages, written after what public code knows of them, each at its true address."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

_HERE = Path(__file__).parent

# What Gmail sends: nothing of an extension's may depend on the page's own permissions.
STRICT = (
    "default-src 'self'; script-src 'self'; style-src 'unsafe-inline'; frame-src 'none'; object-src 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


@dataclass(frozen=True)
class HelpdeskPage:
    """One page, what is to be read in it, and how it changes."""

    name: str
    url: str
    file: str
    """What must be read of the ticket; other fields are not looked at."""
    ticket: dict[str, Any]
    messages: list[tuple[str, str]]
    """The reply box: a selector, or a frame's and `body` after `>>>`."""
    box: str
    send: str
    """Whether the button stands there without the agent's asking."""
    known: bool
    """The agent's own text in the box before anything is inserted, typed by the keyboard."""
    words: str = "Hallo Kim,"
    """Scripts run in the page: before the agent starts, when a message arrives, and to go to another ticket."""
    prepare: str = ""
    arrive: str = ""
    navigate: str = ""
    headers: dict[str, str] = field(default_factory=lambda: {"content-security-policy": STRICT})

    @property
    def html(self) -> str:
        """As the helpdesk sends it."""
        return (_HERE / self.file).read_text()

    def box_in(self, page: Page) -> Locator:
        """The reply box."""
        frame, _, inside = self.box.rpartition(" >>> ")
        return page.frame_locator(frame).locator(inside) if frame else page.locator(inside)


_GMAIL_ARRIVES = """() => {
  const latest = document.querySelector("#latest").closest(".h7");
  const next = latest.cloneNode(true);
  next.querySelector(".a3s").textContent = "Noch etwas: es eilt.";
  latest.after(next);
}"""
_GMAIL_GOES_ON = """() => {
  location.hash = "#inbox/FMfcgzGwKQLmNbVcXzAsDfGh";
  const [other, shown] = document.querySelectorAll("[role=main]");
  other.hidden = false;
  shown.hidden = true;
}"""
_ZENDESK_ARRIVES = """() => {
  const log = document.querySelector("[data-ticket-id='1042'] .log");
  const next = log.lastElementChild.cloneNode(true);
  next.querySelector(".zd-comment").textContent = "Noch etwas: es eilt.";
  log.append(next);
}"""
_ZENDESK_GOES_ON = """() => {
  history.pushState({}, "", "/agent/tickets/1043");
  document.querySelector("[data-ticket-id='1042']").dataset.isActive = "false";
  document.querySelector("[data-ticket-id='1043']").dataset.isActive = "true";
}"""
_OUTLOOK_ARRIVES = """() => {
  const body = document.querySelector("#UniqueMessageBody_1");
  const next = body.cloneNode(true);
  next.id = "UniqueMessageBody_2";
  next.textContent = "Noch etwas: es eilt.";
  body.after(next);
}"""
_OUTLOOK_GOES_ON = """() => {
  history.pushState({}, "", "/mail/inbox/id/AAQkOTHER");
  document.querySelector("[role=heading]").textContent = "Etwas ganz anderes";
  document.querySelector("#UniqueMessageBody_1").textContent = "Guten Tag, ich bin jemand anderes.";
}"""


def _adds(selector: str) -> str:
    return f"""() => {{
      const next = document.createElement("p");
      next.textContent = "Noch etwas: es eilt.";
      document.querySelector("{selector}").append(next);
    }}"""


_GOES_ON = '() => history.pushState({}, "", "/other/ticket/9")'

GMAIL = HelpdeskPage(
    name="gmail",
    url="https://mail.google.com/mail/u/0/#inbox/FMfcgzQXJWDsKmvPLXSZ",
    file="gmail.html",
    ticket={
        "helpdesk": "gmail",
        "external_id": "18f00000000000bb",
        "subject": "Zelt mit Riss, Bestellung 48213",
        "channel": "email",
        "customer": {"name": "Kim Probe", "email": "kim@kunde.example"},
    },
    messages=[
        ("agent", "Guten Tag Kim Probe,\n\nIhr Paket ist unterwegs."),
        ("customer", "Hallo,\n\ndas Zelt hat einen Riss.\nIch möchte Ersatz."),
    ],
    box="#box",
    send="#send",
    known=True,
    arrive=_GMAIL_ARRIVES,
    navigate=_GMAIL_GOES_ON,
)
ZENDESK = HelpdeskPage(
    name="zendesk",
    url="https://laden.zendesk.com/agent/tickets/1042",
    file="zendesk.html",
    ticket={
        "helpdesk": "zendesk",
        "external_id": "1042",
        "subject": "Lampe zerbrochen",
        "channel": "email",
        "customer": {"name": "Kim Probe", "email": "kunde1042@kunde.example"},
    },
    messages=[
        ("customer", "Die Lampe kam zerbrochen an.\n\nBitte um Ersatz, Bestellung 48213."),
        ("agent", "Guten Tag, bitte senden Sie ein Foto."),
        ("customer", "Foto hängt an."),
    ],
    box="#box-1042",
    send="#send-1042",
    known=True,
    arrive=_ZENDESK_ARRIVES,
    navigate=_ZENDESK_GOES_ON,
)
OUTLOOK = HelpdeskPage(
    name="outlook",
    url="https://outlook.office.com/mail/inbox/id/AAQkTHIS",
    file="outlook.html",
    ticket={"helpdesk": "outlook", "subject": "Rucksack: Reißverschluss klemmt", "channel": "email", "customer": None},
    messages=[("customer", "Guten Tag,\nder Reißverschluss klemmt. Bestellung 48213.")],
    box="#box",
    send="#send",
    known=True,
    arrive=_OUTLOOK_ARRIVES,
    navigate=_OUTLOOK_GOES_ON,
)
WEBMAIL = HelpdeskPage(
    name="any: a webmail",
    url="https://webmail.example.com/read/7",
    file="webmail.html",
    ticket={"helpdesk": "any", "subject": "Jacke zu klein"},
    messages=[
        (
            "customer",
            "Jacke zu klein\n\nGuten Tag,\n\ndie Jacke aus Bestellung 48213 ist zu klein. Kann ich sie tauschen?\n\n"
            "Viele Grüße\nKim Probe",
        )
    ],
    box="#box",
    send="#send",
    known=False,
    arrive=_adds("#mail"),
    navigate=_GOES_ON,
)
FRAME = HelpdeskPage(
    name="any: an editor in a frame",
    url="https://desk.example.com/vorgang/4711",
    file="frame.html",
    ticket={"helpdesk": "any", "subject": "Stuhl wackelt"},
    messages=[
        ("customer", "Stuhl wackelt\n\nGuten Tag, der Stuhl aus Bestellung 48213 wackelt. Was kann ich tun?"),
    ],
    box="#editor >>> body",
    send="#send",
    known=False,
    prepare="() => { document.querySelector('#editor').contentDocument.body.contentEditable = 'true'; }",
    arrive=_adds("#verlauf"),
    navigate=_GOES_ON,
)
CLOSED = HelpdeskPage(
    name="any: a box that opens late",
    url="https://support.example.com/tickets/5",
    file="closed.html",
    ticket={"helpdesk": "any", "subject": "Tasche verloren"},
    messages=[
        (
            "customer",
            "Tasche verloren\n\nGuten Tag, die Tasche aus Bestellung 48213 kam nie an. Bitte helfen Sie mir.",
        )
    ],
    box="#box",
    send="#send",
    known=False,
    prepare="""() => document.querySelector("#answer").addEventListener("click", () =>
      document.querySelector("#reply").classList.add("open"))""",
    arrive=_adds("[data-region=thread]"),
    navigate=_GOES_ON,
)
PAGES = [GMAIL, ZENDESK, OUTLOOK, WEBMAIL, FRAME, CLOSED]
