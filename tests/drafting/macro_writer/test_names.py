"""What we may call the customer."""

import pytest
from msgspec import structs

from server.domain.ticket import Customer, Message
from server.drafting.macro_writer.names import CustomerName, customer_name
from tests.drafting.tasks import make_case, make_order, make_ticket


def name_of(written: str | None, text: str = "Hallo", order_name: str | None = None) -> CustomerName:
    order = make_order(customer_name=order_name)
    ticket = make_ticket(customer=Customer(written), messages=[Message("customer", text)])
    return customer_name(make_case(order=order, ticket=ticket))


@pytest.mark.parametrize(
    ("written", "first", "full"),
    [
        ("Jonas Petersen", "Jonas", "Jonas Petersen"),
        ("Petersen, Jonas", "Jonas", "Jonas Petersen"),
        ("JONAS PETERSEN", "Jonas", "Jonas Petersen"),
        ("jonas petersen", "Jonas", "Jonas Petersen"),
        ("Dr. Jonas Petersen", "Jonas", "Dr. Jonas Petersen"),
        ("Anna-Lena von der Heide", "Anna-Lena", "Anna-Lena von der Heide"),
        ("Zoë O’Brien", "Zoë", "Zoë O’Brien"),
        ("Jonas", "Jonas", "Jonas"),
    ],
)
def test_a_written_name_gives_first_and_full_name(written: str, first: str, full: str) -> None:
    """As forms and helpdesks hold them."""
    assert name_of(written) == CustomerName(first, full, None)


@pytest.mark.parametrize(
    "written", ["jonas.p@mail.example", "Lampenladen GmbH", "jp1987", "Kundenservice", "{{amount}}", "", None]
)
def test_what_is_no_persons_name_is_not_used(written: str | None) -> None:
    """Addresses, firms and handles are nobody's first name."""
    assert name_of(written) == CustomerName()


def test_a_lone_surname_is_no_first_name() -> None:
    """The order knows better than the helpdesk's display name."""
    assert name_of("Petersen", order_name="Jonas Petersen").first is None


def test_an_honorific_counts_only_as_the_customer_wrote_it() -> None:
    """Frau Petersen signed so; her first name stays unknown."""
    assert name_of("Frau Petersen") == CustomerName(None, None, "Frau Petersen")


def test_an_honorific_in_the_signature_is_used() -> None:
    """Below the farewell it is the customer's own choice."""
    name = name_of(None, "Wo bleibt das Paket?\n\nFreundliche Grüße\nHerr Petersen")
    assert name.signed == "Herr Petersen"


@pytest.mark.parametrize("text", ["Wo ist sie?\n\nLG Jonas", "Wo ist sie?\n\nViele Grüße,\nJonas", "Thanks!\nJonas"])
def test_a_signature_gives_the_name_where_nothing_else_does(text: str) -> None:
    """People sign with what they want to be called."""
    assert name_of(None, text).first == "Jonas"


def test_the_order_gives_the_name_where_the_helpdesk_shows_a_handle() -> None:
    """A handle is no name, the order's is."""
    case = make_case(ticket=structs.replace(make_ticket(), customer=Customer("jp1987")))
    assert customer_name(case).full == "Jonas Petersen"
