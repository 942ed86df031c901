"""A table of messages becomes past tickets."""

from io import BytesIO
from zoneinfo import ZoneInfo

import pytest

from server.domain.ticket import PastTicket
from server.errors import InvalidRequest
from server.imports.csv_tickets import read_csv_tickets
from server.imports.records import Refused
from tests.imports.samples import as_file, only_ticket, why_refused

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8"), (";", "cp1252"), ("\t", "utf-8-sig"), ("\t", "utf-16")]
)
def test_a_table_is_read_as_spreadsheets_write_it(delimiter: str, encoding: str) -> None:
    """Comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252; rows of a ticket are its messages."""
    rows = [
        ["Ticket_ID", "author", "sent_at", "email", "text", "status", "csat"],
        ["7", "customer", "2026-10-01T10:00:00+02:00", "jörg@inbox.example", "Wo ist die Lampe für Zuhause?", "", ""],
        ["7", "agent", "2026-10-01T11:00:00+02:00", "", "Kommt morgen.", "gelöst", "5"],
        ["8", "customer", "2026-10-02T10:00:00+02:00", "a@inbox.example", "Hallo?", "offen", ""],
    ]
    file = BytesIO("\r\n".join(delimiter.join(row) for row in rows).encode(encoding))
    first, second = [t for t in read_csv_tickets(file, BERLIN) if isinstance(t, PastTicket)]
    assert [m.text for m in first.ticket.messages] == ["Wo ist die Lampe für Zuhause?", "Kommt morgen."]
    assert (first.ticket.sender.email, first.status, first.csat) == ("jörg@inbox.example", "solved", 5)
    assert second.status == "open"


def test_a_ticket_whose_rows_stand_apart_is_refused() -> None:
    """Half a conversation would look like a whole one."""
    file = as_file("ticket_id,text\n1,a\n2,b\n1,c\n")
    refused = [record for record in read_csv_tickets(file, BERLIN) if isinstance(record, Refused)]
    assert [why_refused(r) for r in refused] == ["line 4: its ticket_id came before; sort the file by ticket_id"]


def test_a_table_without_its_columns_is_refused() -> None:
    """The message names the column."""
    with pytest.raises(InvalidRequest, match="no column 'ticket_id'"):
        list(read_csv_tickets(as_file("id,message\n1,a\n"), BERLIN))


def test_a_time_without_offset_is_the_shops() -> None:
    """A spreadsheet knows no offsets."""
    file = as_file("ticket_id,sent_at,text\n1,2026-10-01 10:00,Hallo?\n")
    assert only_ticket(read_csv_tickets(file, BERLIN)).ticket.messages[0].sent_at.isoformat() == (  # type: ignore[union-attr]
        "2026-10-01T10:00:00+02:00"
    )


def test_a_cell_may_hold_lines_quotes_and_the_delimiter() -> None:
    """As RFC 4180 quotes them; the next ticket's place counts the lines."""
    file = as_file('ticket_id;author;text\n1;customer;"Hallo,\nmeine ""Lampe""; kaputt"\n2;Mia;Gern\n')
    first, refused = read_csv_tickets(file, BERLIN)
    assert isinstance(first, PastTicket) and first.ticket.messages[0].text == 'Hallo,\nmeine "Lampe"; kaputt'
    assert why_refused(refused) == "line 4: its author is neither customer nor agent"


@pytest.mark.parametrize("rest", ["", "3,ja\n", "3,ja\n" * 300_000])
def test_a_quotation_mark_that_is_never_closed_is_named_by_its_line(rest: str) -> None:
    """It swallows the rest of the file; what stands before it is read."""
    file = as_file("ticket_id,text\n1,Hallo\n2," + '"Hallo\n' + rest)
    records = read_csv_tickets(file, BERLIN)
    with pytest.raises(InvalidRequest, match="behind line 2: a cell there has no end"):
        list(records)


def test_a_solved_ticket_without_times_stays_solved() -> None:
    """Not knowing when does not make it open."""
    past = only_ticket(read_csv_tickets(as_file("ticket_id,text,status\n1,Hallo,solved\n"), BERLIN))
    assert (past.status, past.solved_at) == ("solved", None)
