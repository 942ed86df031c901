"""Zendesk tickets become past tickets as the product keeps them."""

import json

from server.domain.ticket import PastTicket
from server.imports.records import LeftOut
from server.imports.zendesk import read_zendesk
from tests.imports.samples import USERS, ZENDESK, as_file, only_ticket, why_refused


def test_a_zendesk_ticket_keeps_public_comments_by_who_wrote_them() -> None:
    """The side-loaded users tell customer from agent; the internal note is not read."""
    past = only_ticket(read_zendesk(as_file({"tickets": [ZENDESK], "users": USERS, "end_of_stream": True})))
    assert [(m.author, m.text) for m in past.ticket.messages] == [
        ("customer", "Guten Tag, meine Lampe ist kaputt."),
        ("agent", "Hallo Anna,\n\ndas tut mir leid."),
    ]


def test_a_zendesk_ticket_keeps_person_status_rating_and_files() -> None:
    """Everything that later facts are computed from."""
    past = only_ticket(read_zendesk(as_file({"users": USERS, "tickets": [ZENDESK]})))
    sender, files = past.ticket.sender, past.ticket.messages[0].attachments or []
    assert (sender.name, sender.email, sender.phone) == ("Anna Berger", "anna@inbox.example", "+4930901820")
    assert (past.status, past.csat, past.tags, past.ticket.channel) == ("solved", 5, ["lampe", "defekt"], "email")
    assert [(file.name, file.media_type) for file in files] == [("lampe.jpg", "image/jpeg")]


def test_zendesk_exports_one_ticket_a_line() -> None:
    """The account export; without users whoever is not the requester is an agent."""
    lines = "\n".join(json.dumps({**ZENDESK, "id": number}) for number in (1, 2))
    tickets = [t for t in read_zendesk(as_file(lines)) if isinstance(t, PastTicket)]
    assert [t.ticket.external_id for t in tickets] == ["1", "2"]
    assert [m.author for m in tickets[0].ticket.messages] == ["customer", "agent"]


def test_a_zendesk_ticket_without_comments_is_its_description() -> None:
    """The plain ticket list of the API holds no comments."""
    past = only_ticket(read_zendesk(as_file([{**ZENDESK, "comments": None, "status": "open"}])))
    assert [m.text for m in past.ticket.messages] == ["Guten Tag, meine Lampe ist kaputt."]
    assert past.status == "open"


def test_people_inside_a_ticket_are_known_by_their_ids() -> None:
    """The account export has no users beside the tickets; comments name their authors by id alone."""
    people = {"requester": USERS[0], "assignee": USERS[1]}
    past = only_ticket(read_zendesk(as_file(json.dumps({**ZENDESK, **people}))))
    assert [(m.author, m.name) for m in past.ticket.messages] == [("customer", "Anna Berger"), ("agent", "Mia")]
    assert past.ticket.sender.email == "anna@inbox.example"


def test_a_copied_in_customer_is_no_agent() -> None:
    """Their role says so; only without one is everybody but the requester taken for the shop."""
    friend = {"id": 5, "name": "Ben", "role": "end-user"}
    comment = {
        "author_id": 5,
        "public": True,
        "plain_body": "Mir ging es genauso.",
        "created_at": "2026-10-03T09:00:00Z",
    }
    record = {**ZENDESK, "comments": [*ZENDESK["comments"], comment]}
    past = only_ticket(read_zendesk(as_file({"tickets": [record], "users": [*USERS, friend]})))
    assert [m.author for m in past.ticket.messages] == ["customer", "agent", "customer"]


def test_what_zendesk_says_itself_is_nobodys_reply() -> None:
    """Automatic comments have the author -1."""
    comment = {
        "author_id": -1,
        "public": True,
        "plain_body": "Ticket zusammengeführt.",
        "created_at": "2026-10-03T09:00:00Z",
    }
    past = only_ticket(read_zendesk(as_file([{**ZENDESK, "comments": [*ZENDESK["comments"], comment]}])))
    assert past.ticket.messages[-1].author == "system"


def test_the_metrics_tell_when_a_ticket_was_solved() -> None:
    """`updated_at` moves on when Zendesk closes it days later."""
    past = only_ticket(read_zendesk(as_file([{**ZENDESK, "metric_set": {"solved_at": "2026-10-02T09:05:00Z"}}])))
    assert past.solved_at is not None and past.solved_at.isoformat() == "2026-10-02T09:05:00+00:00"


def test_a_solved_ticket_without_any_time_stays_solved() -> None:
    """Not knowing when does not make it open."""
    past = only_ticket(read_zendesk(as_file([{**ZENDESK, "updated_at": None}])))
    assert (past.status, past.solved_at) == ("solved", None)


def test_an_internal_note_alone_is_no_conversation() -> None:
    """Nor is its description, which is that same note."""
    (refused,) = read_zendesk(as_file([{**ZENDESK, "comments": [ZENDESK["comments"][1]]}]))
    assert why_refused(refused) == "ticket 1: it holds no public message"


def test_a_deleted_ticket_is_left_out() -> None:
    """The incremental export names those too."""
    assert list(read_zendesk(as_file([{"id": 4, "status": "deleted"}]))) == [LeftOut()]


def test_a_ticket_of_freshdesk_is_not_taken_for_one() -> None:
    """It has an id and a description as well, but its status is a number."""
    record = {"id": 4, "subject": "Hallo", "description": "Hallo?", "status": 2}
    (refused,) = read_zendesk(as_file([record]))
    assert why_refused(refused) == "ticket 1: its status is none of Zendesk's"
