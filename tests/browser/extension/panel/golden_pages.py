"""Golden tickets as an agent has them before them: in a Zendesk page, with the service's clock on the ticket's day."""

import json
from html import escape
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Frame, Page, Route

from tests.browser.extension.conftest import Desk
from tests.drafting.golden_drafts import TICKETS, read_golden

AS_OF = "2026-11-16T10:00:00+01:00"
BOX = "[data-test-id=omnicomposer-rich-text-ckeditor]"
_STYLE = """
  html, body { height: 100%; margin: 0; font: 14px system-ui, sans-serif; color: #2f3941; background: #fff; }
  .ticket-panes-grid-layout { display: grid; grid-template-columns: 1fr 220px; height: 100%; }
  section { display: flex; flex-direction: column; min-width: 0; padding: 0 24px; }
  .log { flex: 1; overflow: auto; }
  article { border-top: 1px solid #d8dcde; padding: 12px 0; max-width: 44rem; }
  article header { color: #68737d; margin-bottom: 6px; }
  article b { color: #2f3941; }
  .editor { min-height: 130px; padding: 10px; border: 1px solid #c2c8cc; border-radius: 6px; outline: 0; }
  footer { display: flex; justify-content: flex-end; gap: 8px; padding: 12px 0; }
  aside { border-left: 1px solid #d8dcde; padding: 16px; background: #f8f9f9; }
  .submit { background: #1f73b7; color: #fff; border: 0; border-radius: 4px; padding: 9px 16px; }
  .subject { font: 600 18px system-ui; border: 0; padding: 18px 0 12px; width: 100%; background: none; }
  p { margin: 0 0 10px; }
"""


def golden_ticket(stem: str) -> dict[str, Any]:
    """The ticket of the golden draft whose file begins so."""
    path: Path = next(path for path in TICKETS if path.name.startswith(stem))
    return read_golden(path).ticket


def zendesk_page(ticket: dict[str, Any]) -> str:
    """The page of one ticket; an attachment stands at its message."""
    number, customer = ticket["external_id"], ticket["customer"]
    address = customer.get("email")
    context = f'<a href="mailto:{escape(address)}">{escape(address)}</a>' if address else "Keine E-Mail-Adresse"
    subject = escape(ticket["subject"] or "Nachricht")
    return f"""<!doctype html><html lang="de"><head><title>Agent Ticket #{number}</title><style>{_STYLE}</style></head>
      <body><div class="ticket-panes-grid-layout" data-is-active="true" data-ticket-id="{number}">
      <section><input class="subject" data-test-id="omni-header-subject" value="{subject}" aria-label="Betreff">
      <div data-side-conversations-anchor-id="{number}"></div>
      <div class="log" data-test-id="omni-log-container">{"".join(map(_message, ticket["messages"]))}</div>
      <div><div class="editor" data-test-id="omnicomposer-rich-text-ckeditor" contenteditable="true" role="textbox"
        aria-label="Antwort"><p><br></p></div><div data-test-id="omnichannel-composer-toolbar"></div></div>
      <footer><button class="submit" data-test-id="submit_button-button">Als Gelöst einreichen</button></footer>
      </section><aside>{escape(customer.get("name") or "")}<br>{context}</aside></div></body></html>"""


def _message(message: dict[str, Any]) -> str:
    author = "end-user" if message["author"] == "customer" else "agent"
    paragraphs = "".join(f"<p>{escape(part).replace(chr(10), '<br>')}</p>" for part in message["text"].split("\n\n"))
    files = "".join(
        f'<li><a href="https://laden.zendesk.com/attachments/token/x/?name={escape(file["name"])}">Datei</a></li>'
        for file in message.get("attachments") or []
    )
    sent_at = message.get("sent_at") or ""
    return f"""<article data-test-id="omni-log-comment-item"><header><b data-test-id="omni-log-item-sender">
      {escape(message.get("name") or "")}</b> <time data-test-id="timestamp-relative" datetime="{sent_at}">
      {sent_at[:10]}</time></header><div data-test-id="omni-log-item-message" type="{author}">
      <div data-test-id="omni-log-message-content">{paragraphs}</div></div><ul>{files}</ul></article>"""


def set_clock(context: BrowserContext, as_of: str = AS_OF) -> None:
    """Have the service draft and decide as of the golden tickets' day: what is sent there says so."""

    def add_moment(route: Route) -> None:
        body = json.loads(route.request.post_data or "{}")
        if "ticket" in body:
            body["as_of"] = as_of
        route.continue_(post_data=json.dumps(body))

    for path in ("drafts", "decisions"):
        context.route(f"http://127.0.0.1:*/v1/{path}", add_moment)


def open_ticket(desk: Desk, ticket: dict[str, Any]) -> Page:
    """The ticket's page, at its true address."""
    url = f"https://lichtblick.zendesk.com/agent/tickets/{ticket['external_id']}"
    desk.serve(url, zendesk_page(ticket))
    return desk.open(url)


def draft_for(desk: Desk, ticket: dict[str, Any]) -> tuple[Page, Frame]:
    """The ticket's page after a click on the button beside Send, and the panel with its draft."""
    page = open_ticket(desk, ticket)
    page.get_by_role("button", name="Antwort entwerfen").or_(page.get_by_role("button", name="Draft reply")).click()
    panel = desk.panel(page)
    panel.locator("#insert").wait_for()
    return page, panel
