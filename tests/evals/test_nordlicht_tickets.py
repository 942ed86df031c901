"""The demo shop's past tickets keep the rules that make them worth measuring on."""

import re
from collections import Counter

import pytest

from server.db.migrate import service_url
from server.db.pool import Database
from server.evaluation.split import split_of
from server.tickets.own_words import own_words
from tests.evals.labelled import READ, decide_as_labelled, labelled_tickets

TICKETS = labelled_tickets()
N = len(TICKETS)
QUOTES = ("outlook", "apple_mail", "gmx", "webde", "iphone", "gmail")


def words_of(text: str) -> list[str]:
    """The customer's own words, without quote and signature, as they are compared."""
    return re.findall(r"\w+", own_words(text).own.casefold())


def share(feature: str) -> float:
    return sum(feature in read.features for read in READ.values()) / N


def test_figures_of_the_demo_shop(capsys: pytest.CaptureFixture[str]) -> None:
    """What the rules below hold, printed for whoever reads the run."""
    languages = Counter(str(labels.language) for _, labels in TICKETS)
    features = Counter(feature for read in READ.values() for feature in read.features)
    senders = {ticket.sender.email or ticket.sender.handle or ticket.sender.name for ticket, _ in TICKETS}
    with capsys.disabled():
        print(f"\nNordlicht: {N} past tickets by {len(senders)} senders")  # noqa: T201
        for name, counts in (("languages", languages), ("features", features)):
            print(f"  {name}: " + ", ".join(f"{key} {n} ({n / N:.0%})" for key, n in counts.most_common()))  # noqa: T201
    assert sum(languages.values()) == N


def test_there_are_three_hundred_by_a_hundred_and_twenty() -> None:
    """At least 300 tickets by at least 120 senders."""
    senders = {ticket.sender.email or ticket.sender.handle or ticket.sender.name for ticket, _ in TICKETS}
    assert N >= 300 and len(senders) >= 120
    assert len({ticket.external_id for ticket, _ in TICKETS}) == N


def test_languages_are_those_of_the_shop() -> None:
    """German two thirds, English a quarter, some French, Dutch, Italian and Spanish."""
    languages = Counter(labels.language for _, labels in TICKETS)
    assert 0.6 <= languages["de"] / N <= 0.72
    assert 0.2 <= languages["en"] / N <= 0.3
    assert all(languages[other] >= 3 for other in ("fr", "nl", "it", "es"))


def test_no_two_customers_write_the_same_eight_words() -> None:
    """No run of eight words stands in two customer messages."""
    seen: dict[tuple[str, ...], str] = {}
    shared = []
    for ticket, _ in TICKETS:
        for index, message in enumerate(ticket.customer_messages):
            words, place = words_of(message.text), f"{ticket.external_id}/{index}"
            for start in range(len(words) - 7):
                run = tuple(words[start : start + 8])
                if seen.setdefault(run, place) != place:
                    shared.append((place, seen[run], " ".join(run)))
    assert shared == []


def test_messages_have_four_to_four_hundred_words() -> None:
    """From a chat line to a long letter."""
    lengths = [len(message.text.split()) for ticket, _ in TICKETS for message in ticket.customer_messages]
    assert min(lengths) >= 4
    own = [len(words_of(message.text)) for ticket, _ in TICKETS for message in ticket.customer_messages]
    assert max(own) <= 400


@pytest.mark.parametrize(
    ("feature", "least"), [("typos", 0.12), ("two_problems", 0.08), ("no_order_number", 0.06), ("others_order", 0.04)]
)
def test_mail_is_as_untidy_as_life(feature: str, least: float) -> None:
    """Typos, two problems in one mail, no order number, somebody else's order."""
    assert share(feature) >= least


@pytest.mark.parametrize("client", QUOTES)
def test_every_client_quotes_in_its_own_way(client: str) -> None:
    """About one in twenty replies above a quote of each client."""
    assert share(f"quote_{client}") >= 0.035


@pytest.mark.parametrize("intent", ["praise", "spam", "supplier_reply", "data_request", "legal_letter", "safety"])
def test_rare_mail_occurs(intent: str) -> None:
    """Praise, spam, a supplier's answer, a data request, a lawyer's letter, an accident."""
    assert any(labels.intent == intent for _, labels in TICKETS)


def test_somebody_gives_the_machine_orders() -> None:
    """Hostile instructions are among them."""
    assert share("hostile") > 0


def test_both_agents_answer() -> None:
    """Replies by two people of different skill."""
    names = Counter(m.name for ticket, _ in TICKETS for m in ticket.messages if m.author == "agent")
    assert names["Mia"] >= 100 and names["Jonas"] >= 60
    ratings = Counter(labels.rating for _, labels in TICKETS)
    assert ratings[1] > ratings[0] > ratings[-1] > 0


def test_a_sender_is_on_one_side_only() -> None:
    """The split follows the sender; about a third is held out."""
    sides: dict[str | None, set[str]] = {}
    for ticket, _ in TICKETS:
        sides.setdefault(ticket.sender.email, set()).add(split_of(ticket))
    assert all(len(found) == 1 for address, found in sides.items() if address)
    assert 0.2 <= sum(split_of(ticket) == "held-out" for ticket, _ in TICKETS) / N <= 0.4


@pytest.mark.anyio
async def test_the_labelled_facts_lead_to_the_labelled_outcome(nordlicht_url: str) -> None:
    """With the facts as people read them, every decision is the one that people labelled."""
    wrong: list[str] = []
    async with Database(service_url(nordlicht_url)) as database:
        for ticket, labels in TICKETS:
            if labels.outcome is not None:
                decision = await decide_as_labelled(database, ticket, labels)
                wrong += [f"{split_of(ticket)}"] if decision.outcome != labels.outcome else []
    assert wrong == [], f"{len(wrong)} of {N}: {Counter(wrong)}"
