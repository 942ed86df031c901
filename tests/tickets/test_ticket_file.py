"""Tickets from files."""

from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.errors import InvalidRequest, KulanzError, TooLarge
from server.tickets.ticket_file import read_ticket_file

SHOP = ["hilfe@nordlicht.example"]


def mail(sender: str = "Anna Müller <anna@example.org>") -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = "Nordlicht <hilfe@nordlicht.example>"
    message["Subject"] = "Lämpchen kaputt"
    message["Date"] = "Thu, 12 Mar 2026 10:15:00 +0100"
    message.set_content("Hallo, es ist kaputt.")
    return message


def test_a_mail_becomes_a_ticket(tmp_path: Path) -> None:
    """Sender, subject, day and text of an .eml file."""
    path = tmp_path / "mail.eml"
    path.write_bytes(mail().as_bytes())
    ticket = read_ticket_file(path, SHOP)
    assert (ticket.subject, ticket.channel) == ("Lämpchen kaputt", "email")
    assert (ticket.sender.name, ticket.sender.email) == ("Anna Müller", "anna@example.org")
    message = ticket.messages[0]
    assert (message.author, message.text.strip()) == ("customer", "Hallo, es ist kaputt.")
    assert message.sent_at is not None
    assert message.sent_at.isoformat() == "2026-03-12T10:15:00+01:00"


def test_a_mail_of_the_shop_is_the_agents() -> None:
    """By the shop's addresses, whatever their case; the customer is who it went to."""
    message = mail("Hilfe <HILFE@Nordlicht.example>")
    message.replace_header("To", "Anna <anna@example.org>")
    ticket = read_ticket_file(message.as_bytes(), SHOP)
    assert ticket.messages[0].author == "agent"
    assert ticket.sender.email == "anna@example.org"


def test_plain_text_is_preferred_and_html_serves_without_it() -> None:
    """Of two forms of one text the plain one is read."""
    message = mail()
    message.add_alternative("<p>Hallo, es ist <b>kaputt</b>.</p>", subtype="html")
    assert "<b>" not in read_ticket_file(message.as_bytes(), SHOP).messages[0].text
    only_html = b"From: a@example.org\nContent-Type: text/html; charset=utf-8\n\n<p>Kaputt</p>"
    assert "Kaputt" in read_ticket_file(only_html, SHOP).messages[0].text


def test_attachments_keep_name_type_and_whether_the_text_shows_them() -> None:
    """A photo is a file; a picture that the HTML shows is inline."""
    message = mail()
    message.add_alternative("<p>Hallo <img src='cid:logo1'></p>", subtype="html")
    message.add_attachment(b"x", maintype="image", subtype="jpeg", filename="IMG_1.jpg")
    message.add_attachment(
        b"x", maintype="image", subtype="png", filename="bunt.png", cid="<logo1>", disposition="inline"
    )
    attachments = read_ticket_file(message.as_bytes(), SHOP).messages[0].attachments or []
    assert [(a.name, a.media_type, a.inline) for a in attachments] == [
        ("IMG_1.jpg", "image/jpeg", False),
        ("bunt.png", "image/png", True),
    ]


@pytest.mark.parametrize(
    "content",
    [
        b'{"messages": [{"author": "customer", "text": "Hallo K\xc3\xbcche"}], "unknown": 1}',
        b'{"ticket": {"messages": [{"author": "customer", "text": "Hallo K\\u00fcche\\u0000"}]}, "role": "x"}',
        b'\xef\xbb\xbf{"messages": [{"author": "customer", "text": "Hallo K\xc3\xbcche", "attachments": null}]}',
        b'{"messages": [{"author": "customer", "text": "Hallo K\xfcche"}]}',
        '{"messages": [{"author": "customer", "text": "Hallo Küche"}]}'.encode("utf-16"),
    ],
)
def test_json_is_read_alone_or_in_a_request(content: bytes) -> None:
    """As the API takes it, with unknown keys, and in the encodings that shells write."""
    assert read_ticket_file(content, SHOP).messages[0].text == "Hallo Küche"


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "klingon", "punycode", ""])
def test_broken_encodings_give_readable_text(charset: str) -> None:
    """A charset that is wrong, unknown or none."""
    head = f"From: a@example.org\nContent-Type: text/plain; charset={charset}\n\n".encode()
    assert read_ticket_file(head + b"Die K\xfcche \x00ist da", SHOP).messages[0].text == "Die Küche ist da"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Hallo, das ist kein Ticket",
        b"\x00\x01\xff" * 50,
        b'{"messages": [',
        b'{"messages": [{"author": "somebody", "text": "hi"}]}',
        b'{"messages": [{"author": "customer", "text": "hi", "sent_at": "2026-03-12T10:00:00"}]}',
        b'{"messages": []}',
        b'{"ticket": null}',
        b"[1]",
        b'{"a":' * 50_000,
        b"From: a@example.org\n\n",
    ],
)
def test_what_is_no_ticket_is_refused(content: bytes) -> None:
    """With a sentence that says what to give."""
    with pytest.raises(InvalidRequest, match=r"\w+ \w+ \w+"):
        read_ticket_file(content, SHOP)


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    """A missing file and a folder are said to be so."""
    for path in (tmp_path / "nothing.eml", tmp_path):
        with pytest.raises(InvalidRequest, match="cannot be read"):
            read_ticket_file(path, SHOP)


def test_too_much_text_is_refused() -> None:
    """More than a megabyte of text, as over HTTP."""
    with pytest.raises(TooLarge):
        read_ticket_file(b"From: a@example.org\n\n" + b"a" * 1_000_001, SHOP)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.data())
def test_damaged_mails_give_a_ticket_or_a_clear_error(data: st.DataObject) -> None:
    """No byte makes the parser's own errors come through."""
    content = bytearray(mail().as_bytes())
    for at, byte in data.draw(st.lists(st.tuples(st.integers(0, len(content) - 1), st.integers(0, 255)), max_size=30)):
        content[at] = byte
    try:
        assert read_ticket_file(bytes(content), SHOP).messages
    except KulanzError as error:
        assert error.code in ("invalid_request", "too_large")
