"""What is refused before anything is read."""

import pytest

from server.domain.ticket import Attachment, Customer, Message, Ticket
from server.errors import InvalidRequest, TooLarge
from server.tickets.validate import check_ticket


def test_nul_and_controls_are_taken_out_everywhere() -> None:
    """Text, subject, names and numbers: the database takes no NUL."""
    ticket = Ticket(
        [Message("customer", "kap\0utt", name="An\0na", attachments=[Attachment("f\0.jpg", "image/jpeg")])],
        subject="La\0mpe",
        customer=Customer("An\0na", "a\0@example.org"),
        order_number="10\x0042",
    )
    assert "\0" not in repr(check_ticket(ticket)).replace("\\x00", "\0")


@pytest.mark.parametrize("texts", [[], [""], ["  \n", "\0"]])
def test_a_ticket_without_text_is_refused_with_what_to_send(texts: list[str]) -> None:
    """The message shows a ticket that would do."""
    with pytest.raises(InvalidRequest, match='"author": "customer"'):
        check_ticket(Ticket([Message("customer", text) for text in texts]))


def test_a_subject_alone_is_text() -> None:
    """Some customers write nothing else."""
    assert check_ticket(Ticket([Message("customer", "")], subject="Wo ist mein Paket?")).subject


def test_a_megabyte_of_text_is_the_most() -> None:
    """All messages together, in UTF-8; up to it everything passes, five thousand messages too."""
    check_ticket(Ticket([Message("customer", "a" * 200)] * 5000))
    with pytest.raises(TooLarge, match="newest messages"):
        check_ticket(Ticket([Message("customer", "a" * 200)] * 5001))
    with pytest.raises(TooLarge):
        check_ticket(Ticket([Message("customer", "ä" * 600_000)]))
