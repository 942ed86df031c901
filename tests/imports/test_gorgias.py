"""Gorgias tickets become past tickets as the product keeps them."""

from server.imports.gorgias import read_gorgias
from server.imports.records import LeftOut
from tests.imports.samples import GORGIAS, as_file, only_ticket, why_refused


def test_a_gorgias_ticket_without_its_notes() -> None:
    """`from_agent` tells who wrote; internal notes are left out."""
    past = only_ticket(read_gorgias(as_file({"data": [GORGIAS], "meta": {"next_cursor": None}})))
    assert [(m.author, m.text) for m in past.ticket.messages] == [
        ("customer", "Where is it?"),
        ("agent", "On its way!"),
    ]
    assert (past.csat, past.tags, past.ticket.channel, past.status) == (2, ["wismo"], "chat", "solved")


def test_spam_and_trash_are_left_out() -> None:
    """They are no conversations of the shop, and no fault of the file."""
    records = [{**GORGIAS, "spam": True}, {**GORGIAS, "trashed_datetime": "2026-10-03T10:00:00"}]
    assert list(read_gorgias(as_file(records))) == [LeftOut(), LeftOut()]


def test_tickets_of_the_bare_list_say_what_is_missing() -> None:
    """The API's list of tickets leaves the messages out."""
    without = {name: value for name, value in GORGIAS.items() if name != "messages"}
    (refused,) = read_gorgias(as_file({"data": [without]}))
    assert why_refused(refused).startswith("ticket 1: it holds no messages; export each ticket")


def test_a_time_without_offset_is_utc() -> None:
    """As the reference's own example writes it."""
    message = {**GORGIAS["messages"][0], "created_datetime": "2020-01-27T10:42:21.468912"}
    past = only_ticket(read_gorgias(as_file([{**GORGIAS, "messages": [message]}])))
    assert past.ticket.opened_at is not None
    assert past.ticket.opened_at.isoformat() == "2020-01-27T10:42:21.468912+00:00"


def test_pages_written_one_after_the_other_are_one_file() -> None:
    """As a script that asks for page after page leaves them."""
    pages = [{"data": [{**GORGIAS, "id": number}], "meta": {"next_cursor": "x"}} for number in (1, 2)]
    text = "".join(as_file(page).getvalue().decode() + "\n" for page in pages)
    assert [past.ticket.external_id for past in read_gorgias(as_file(text))] == ["1", "2"]  # type: ignore[union-attr]
