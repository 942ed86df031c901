"""Mails of an mbox become conversations."""

from io import BytesIO

from server.domain.ticket import PastTicket
from server.imports.mbox import read_mbox
from tests.imports.samples import as_file, only_ticket

SHOP = ["hilfe@lichtblick.example"]
MBOX = """\
From anna@inbox.example Thu Oct  1 10:00:00 2026
From: Anna <anna@inbox.example>
To: hilfe@lichtblick.example
Subject: Lampe
Message-ID: <a1@inbox.example>
Date: Thu, 01 Oct 2026 10:00:00 +0200

Meine Lampe flackert.

From tom@inbox.example Thu Oct  1 11:00:00 2026
From: Tom <tom@inbox.example>
To: hilfe@lichtblick.example
Subject: Other matter
Message-ID: <t1@inbox.example>
Date: Thu, 01 Oct 2026 11:00:00 +0200

Hello?

From hilfe@lichtblick.example Thu Oct  1 12:00:00 2026
From: Lichtblick <hilfe@lichtblick.example>
To: anna@inbox.example
Subject: Re: Lampe
Message-ID: <s1@lichtblick.example>
In-Reply-To: <a1@inbox.example>
Date: Thu, 01 Oct 2026 12:00:00 +0200

Ich schicke eine neue.
"""


def mail(sender: str, message_id: str, day: int, text: str, *headers: str) -> str:
    """A mail as it stands in an mbox."""
    told = [f"From: {sender}", "To: hilfe@lichtblick.example", "Subject: Lampe", *headers]
    told += [f"Message-ID: <{message_id}>"] if message_id else []
    told.append(f"Date: Thu, {day:02d} Oct 2026 10:00:00 +0200")
    return f"From {sender} Thu Oct  1 10:00:00 2026\n" + "\n".join(told) + f"\n\n{text}\n\n"


def test_mails_are_joined_to_conversations() -> None:
    """An answer belongs to the mail that it names, wherever they stand; the shop's addresses tell who wrote."""
    tickets = list(read_mbox(as_file(MBOX), SHOP))
    told = [[(m.author, m.text) for m in t.ticket.messages] for t in tickets if isinstance(t, PastTicket)]
    assert told == [
        [("customer", "Meine Lampe flackert."), ("agent", "Ich schicke eine neue.")],
        [("customer", "Hello?")],
    ]


def test_a_conversation_that_the_shop_ended_counts_as_solved() -> None:
    """mbox has no status; whose word was last tells."""
    tickets = list(read_mbox(as_file(MBOX), SHOP))
    assert [t.status for t in tickets if isinstance(t, PastTicket)] == ["solved", "open"]


def test_the_order_of_the_file_is_not_the_order_of_the_mails() -> None:
    """A folder of sent mails may be written before the inbox: times tell who had the last word."""
    answer = mail("hilfe@lichtblick.example", "s1@x.example", 2, "Ich schicke eine.", "In-Reply-To: <a1@x.example>")
    question = mail("anna@inbox.example", "a1@x.example", 1, "Meine Lampe flackert.")
    thanks = mail("anna@inbox.example", "a2@x.example", 3, "Sie ist nicht da.", "References: <a1@x.example>")
    past = only_ticket(read_mbox(as_file(answer + thanks + question), SHOP))
    assert [m.text for m in past.ticket.messages] == ["Meine Lampe flackert.", "Ich schicke eine.", "Sie ist nicht da."]
    assert (past.status, past.ticket.external_id) == ("open", "a1@x.example")


def test_a_mail_that_stands_twice_is_one() -> None:
    """Each label or folder that it has writes it again."""
    same = mail("anna@inbox.example", "a1@x.example", 1, "Meine Lampe flackert.")
    past = only_ticket(read_mbox(as_file(same + same), SHOP))
    assert len(past.ticket.messages) == 1


def test_a_conversation_in_which_only_the_shop_wrote_is_its_recipients() -> None:
    """Else all of them would be one customer: the shop."""
    sent = mail("hilfe@lichtblick.example", "s1@x.example", 1, "Ihre Lampe ist da.")
    past = only_ticket(read_mbox(as_file(sent.replace("To: hilfe@lichtblick", "To: anna@inbox")), SHOP))
    assert (past.ticket.messages[0].author, past.ticket.sender.email) == ("agent", "anna@inbox.example")


def test_mails_without_an_id_are_told_apart_by_what_they_say() -> None:
    """Their place in the file names them in no other file."""
    one, other = mail("anna@inbox.example", "", 1, "Erstens."), mail("anna@inbox.example", "", 1, "Zweitens.")
    first, second = [t for t in read_mbox(as_file(one + other), SHOP) if isinstance(t, PastTicket)]
    alone = only_ticket(read_mbox(as_file(other), SHOP))
    assert first.ticket.fingerprint != second.ticket.fingerprint == alone.ticket.fingerprint


def test_a_line_that_begins_with_from_is_no_new_mail() -> None:
    """Programs quote it; the quote is taken back, or it would look like what somebody else said."""
    past = only_ticket(
        read_mbox(as_file(mail("anna@inbox.example", "a1@x.example", 1, "Hallo\n\n>From Monday on it flickers.")), SHOP)
    )
    assert past.ticket.messages[0].text == "Hallo\n\nFrom Monday on it flickers."


def test_mails_are_found_in_windows_lines() -> None:
    """With carriage returns before the line ends."""
    file = BytesIO(MBOX.replace("\n", "\r\n").encode())
    assert len(list(read_mbox(file, SHOP))) == 2
