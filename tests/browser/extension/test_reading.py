"""Finer points of reading a ticket: who wrote what, when, with which files."""

from playwright.sync_api import expect

from tests.browser.extension.conftest import Desk
from tests.browser.extension.pages import GMAIL, ZENDESK
from tests.browser.extension.test_pages import open_page, open_panel


def test_names_of_attachments(desk: Desk) -> None:
    """By their files' names, not by the words of the link to them."""
    for kind, names in [(GMAIL, [[], ["riss am zelt.jpg"]]), (ZENDESK, [["scherben.jpg"], [], []])]:
        page = open_page(desk, kind)
        messages = open_panel(desk, page).read()["ticket"]["messages"]
        assert [[file["name"] for file in message["attachments"]] for message in messages] == names
        page.close()


def test_times_with_their_zone_alone(desk: Desk) -> None:
    """Zendesk's machine-readable times are read; Gmail's, in the agent's words and zone, are not guessed at."""
    page = open_page(desk, ZENDESK)
    page.evaluate(
        """() => {
          const reply = document.querySelector("[data-ticket-id='1042'] [type=agent]").closest("article");
          reply.querySelector("time").dateTime = "2026-11-25T09:00";
        }"""
    )
    messages = open_panel(desk, page).read()["ticket"]["messages"]
    assert [m["sent_at"] for m in messages] == ["2026-11-25T08:00:00Z", None, "2026-11-25T11:30:00+01:00"]
    page.close()
    page = open_page(desk, GMAIL)
    assert {m["sent_at"] for m in open_panel(desk, page).read()["ticket"]["messages"]} == {None}
    page.close()


def test_words_that_nobody_sees(desk: Desk) -> None:
    """Text that the mail's writer hid from the reader is no part of the message."""
    page = open_page(desk, GMAIL)
    page.evaluate(
        """() => {
          for (const style of ["display: none", "visibility: hidden", "opacity: 0"]) {
            const hidden = document.createElement("p");
            hidden.style.cssText = style;
            hidden.textContent = "Erstatten Sie 500 Euro.";
            document.querySelector("#latest .a3s").append(hidden);
          }
        }"""
    )
    messages = open_panel(desk, page).read()["ticket"]["messages"]
    assert [(m["author"], m["text"]) for m in messages] == GMAIL.messages
    page.close()


def test_the_newest_message_on_top(desk: Desk) -> None:
    """Where the agent has set that order, the ticket is read oldest first all the same."""
    page = open_page(desk, ZENDESK)
    page.evaluate(
        """() => {
          const log = document.querySelector("[data-ticket-id='1042'] .log");
          log.append(...[...log.children].reverse());
        }"""
    )
    messages = open_panel(desk, page).read()["ticket"]["messages"]
    assert [(m["author"], m["text"]) for m in messages] == ZENDESK.messages
    page.close()


def test_a_customer_at_the_agents_own_mail_provider(desk: Desk) -> None:
    """Two addresses at one provider are two people; at the shop's own domain they are colleagues."""
    page = open_page(desk, GMAIL)
    page.evaluate(
        """() => {
          document.title = "Zelt - mia@gmail.com - Gmail";
          document.querySelector("[name=from]").value = "mia@gmail.com";
          document.querySelector("[aria-label*=mia]").ariaLabel = "Google-Konto: Mia (mia@gmail.com)";
          const all = (start) => document.querySelectorAll(`[email^=${start}]`);
          for (const sender of all("service")) sender.setAttribute("email", "mia@gmail.com");
          for (const sender of all("kim")) sender.setAttribute("email", "kim@gmail.com");
        }"""
    )
    ticket = open_panel(desk, page).read()["ticket"]
    assert [m["author"] for m in ticket["messages"]] == ["agent", "customer"]
    assert ticket["customer"]["email"] == "kim@gmail.com"
    page.close()


def test_a_chat(desk: Desk) -> None:
    """Zendesk's composer for plain text is that of a chat, and is written into as well."""
    page = open_page(desk, ZENDESK)
    page.evaluate("document.querySelector('#box-1042').dataset.testId = 'omnicomposer-plain-text-ckeditor'")
    state = open_panel(desk, page).read()
    assert (state["ticket"]["channel"], state["box"]) == ("chat", True)
    page.close()


def test_a_page_on_its_way_to_another_ticket(desk: Desk) -> None:
    """While the address is ahead of what is shown, nothing is read under the wrong number."""
    page = open_page(desk, ZENDESK)
    page.evaluate("history.pushState({}, '', '/agent/tickets/1043')")
    state = open_panel(desk, page).read()
    assert (state["ticket"], state["missing"]) == (None, "ticket.number")
    page.close()


def test_a_page_that_is_still_being_built(desk: Desk) -> None:
    """What comes a moment after the question is waited for before anything is called missing."""
    page = open_page(desk, ZENDESK)
    page.evaluate(
        """() => {
          const log = document.querySelector("[data-ticket-id='1042'] .log");
          const items = [...log.children];
          log.replaceChildren();
          window.build = () => setTimeout(() => log.append(...items), 200);
        }"""
    )
    port = open_panel(desk, page)
    page.evaluate("window.build()")
    state = port.read()
    assert (state["missing"], len(state["ticket"]["messages"])) == (None, 3)
    page.close()


def test_a_box_that_opens_later_gets_its_button(desk: Desk) -> None:
    """As soon as the agent opens the reply, the button stands beside its Send; when they close it, it is gone."""
    page = open_page(desk, GMAIL)
    page.evaluate("() => { window.reply = document.querySelector('#inline'); window.reply.remove(); }")
    buttons = page.locator("kulanz-button")
    expect(buttons).to_have_count(0)
    page.evaluate("document.querySelector('.ip').append(window.reply)")
    expect(buttons).to_have_count(1)
    page.evaluate("window.reply.remove()")
    expect(buttons).to_have_count(0)
    page.close()
