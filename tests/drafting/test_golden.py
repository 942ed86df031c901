"""Forty drafts that a person has read: each is what the product writes, and each keeps the rules of the house."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from psycopg.conninfo import make_conninfo

from server.db.embedded import EmbeddedPostgres
from server.db.migrate import service_url
from server.db.pool import Database
from server.domain.draft import Draft
from tests.conftest import create_database
from tests.drafting.golden_drafts import TICKETS, Golden, as_file, draft_golden, read_golden
from tests.drafting.write_golden import SHOP, make_shop

MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
DAY_DE = re.compile(rf"(Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag), \d{{1,2}}\. ({MONTHS})")
DAY_EN = re.compile(
    r"(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday) \d{1,2} "
    r"(January|February|March|April|May|June|July|August|September|October|November|December)"
)
STOCK_PHRASES = re.compile(
    "Unannehmlichkeiten|zögern Sie nicht|Ihre Anfrage|diesbezüglich|seitens|wir bitten um Verständnis"
    "|as per|kindly|inconvenience",
    re.IGNORECASE,
)
Case = tuple[Path, Golden, Draft]


@pytest.fixture(scope="session")
def golden_shop(postgres: EmbeddedPostgres) -> EmbeddedPostgres:
    asyncio.run(make_shop(postgres))
    return postgres


@pytest.fixture(scope="session")
def drafted(golden_shop: EmbeddedPostgres) -> dict[Path, Draft]:
    """Every draft, each made in a shop that saw no ticket before."""

    async def draft_all() -> dict[Path, Draft]:
        drafts = {}
        for number, path in enumerate(TICKETS):
            create_database(golden_shop, f"golden_test_{number}", SHOP)
            url = make_conninfo(golden_shop.owner_url, dbname=f"golden_test_{number}")
            async with Database(service_url(url), max_size=1) as database:
                drafts[path] = await draft_golden(database, read_golden(path))
        return drafts

    return asyncio.run(draft_all())


@pytest.fixture(params=TICKETS, ids=lambda path: path.stem)
def case(request: pytest.FixtureRequest, drafted: dict[Path, Draft]) -> Iterator[Case]:
    yield request.param, read_golden(request.param), drafted[request.param]


def test_there_are_forty() -> None:
    """Twenty kinds in two languages."""
    kinds = {path.name.split(".")[0] for path in TICKETS}
    assert (len(TICKETS), len(kinds)) == (40, 20)


def test_the_draft_is_the_one_that_was_read(case: Case) -> None:
    """The text equals the committed file; `make golden` writes it anew, to be read again."""
    path, _, draft = case
    assert as_file(draft) == path.with_suffix(".txt").read_text(encoding="utf-8")


def test_order_outcome_and_language_are_what_a_person_expected(case: Case) -> None:
    """What was expected before any code ran is what came out."""
    _, golden, draft = case
    expected = golden.expect
    assert draft.decision.order_number == expected["order_number"]
    assert draft.decision.outcome == expected["outcome"]
    assert draft.language == expected["language"]
    assert draft.triage.intent == expected["intent"]


def test_every_check_passes(case: Case) -> None:
    """No check of production has anything to say against the words of a golden draft.

    identity holds back every draft to a stranger, and approval speaks of the agent's ceiling, not of the words.
    """
    _, _, draft = case
    about_words = [check for check in draft.checks if check.id not in ("identity", "approval")]
    assert [check.id for check in about_words if not check.passed] == []


def test_length_fits_the_channel(case: Case) -> None:
    """At most 120 words for a mail and 45 for a chat."""
    _, golden, draft = case
    brief = golden.ticket.get("channel") in ("chat", "social") and golden.kind == "reply"
    assert len(draft.text.split()) <= (45 if brief else 120)


def test_one_day_is_named_with_its_weekday(case: Case) -> None:
    """A draft says when something happens, never only "soon"."""
    _, _, draft = case
    assert (DAY_DE if draft.language == "de" else DAY_EN).search(draft.text)


def test_no_stock_phrase_and_one_regret_at_most(case: Case) -> None:
    """None of the phrases that nobody says aloud."""
    _, _, draft = case
    assert STOCK_PHRASES.search(draft.text) is None
    assert draft.text.lower().count("leider") <= 1


def test_nobody_is_called_sir_or_madam(case: Case) -> None:
    """The salutation guesses no gender."""
    _, _, draft = case
    first = draft.text.partition("\n")[0]
    assert not re.search(r"Sehr geehrte|Liebe[r]? |Dear (Sir|Mr|Mrs|Ms)|Herr |Frau ", first)


def test_the_shops_form_of_address_is_kept(case: Case) -> None:
    """Lichtblick says du to its customers."""
    _, golden, draft = case
    if golden.kind == "reply" and draft.language == "de":
        assert not re.search(
            r"\b(Sie|Ihnen|Ihre?[mnrs]?)\b", re.sub(r"(^|[.!?:]\s+|\n)(Sie|Ihre?[mnrs]?)\b", "", draft.text)
        )


def test_claims_point_at_their_words(case: Case) -> None:
    """Each claim's span, counted in UTF-16 units, is its text, and something supports it."""
    _, _, draft = case
    units = draft.text.encode("utf-16-le")
    for claim in draft.claims:
        assert units[2 * claim.start : 2 * claim.end].decode("utf-16-le") == claim.text
        assert claim.supported_by
