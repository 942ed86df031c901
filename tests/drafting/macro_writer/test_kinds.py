"""The twenty kinds of ticket in both languages, each as a letter that one would send."""

import re
from itertools import product

import pytest
from msgspec import structs

from server.domain.policy import Variant
from server.drafting.checks.table import run_checks
from server.drafting.macro_writer.compose import words_in
from server.drafting.macro_writer.write import write
from server.drafting.task import WritingTask
from tests.drafting.kinds import KINDS

CASES = list(product(KINDS, ["de", "en"]))
REPLIES = [(kind, language) for kind, language in CASES if kind != "20-supplier"]
WEEKDAY = re.compile(
    r"(Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag), \d+\. \w+"
    r"|(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d+ \w+"
)

HELD = {"18-strangers-order": ["identity"]}


def failed_checks(task: WritingTask) -> list[str]:
    return [check.id for check in run_checks(task, write(task)) if not check.passed]


def task_of(kind: str, language: str) -> WritingTask:
    return KINDS[kind](language)


@pytest.mark.parametrize(("kind", "language"), CASES)
def test_no_check_has_anything_to_say(kind: str, language: str) -> None:
    """What guards production passes on every kind; a stranger's draft is held for the agent."""
    assert failed_checks(task_of(kind, language)) == HELD.get(kind, [])


@pytest.mark.parametrize(("kind", "language"), CASES)
def test_every_draft_names_a_day(kind: str, language: str) -> None:
    """What comes next has a weekday and a date."""
    assert WEEKDAY.search(write(task_of(kind, language)).text)


@pytest.mark.parametrize(("kind", "language"), REPLIES)
def test_no_sentence_is_said_twice(kind: str, language: str) -> None:
    """Opening, body, next step and close each say something of their own."""
    text = write(task_of(kind, language)).text
    sentences = re.split(r"(?<=[.!?])\s+(?=\D)", text)
    assert len(set(sentences)) == len(sentences)


@pytest.mark.parametrize(("kind", "language"), REPLIES)
def test_every_letter_has_one_salutation_and_one_signature(kind: str, language: str) -> None:
    """A person writes to a person."""
    text = write(task_of(kind, language)).text
    assert re.match(r"(Hallo|Hi)( Jonas| there)?,\n\n", text)
    assert re.search(r"\n\n(Viele Grüße|Best wishes)\nMia$", text)
    assert len(re.findall(r"\bMia\b", text)) == 1


@pytest.mark.parametrize(("kind", "language"), REPLIES)
def test_every_claim_is_supported(kind: str, language: str) -> None:
    """No date, amount or tracking number without a source."""
    assert all(claim.supported_by for claim in write(task_of(kind, language)).claims)


@pytest.mark.parametrize(("kind", "language"), REPLIES)
def test_a_chat_fits_where_the_shop_has_a_short_macro(kind: str, language: str) -> None:
    """At most 45 words, or the check says so."""
    task = structs.replace(task_of(kind, language), channel="chat")
    written = write(task)
    if written.macro and written.macro.variant == "short":
        assert words_in(written.text) <= 45
    assert not re.search(r"Grüße|wishes|Mia", written.text)


@pytest.mark.parametrize("variant", ["short", "warm", "formal"])
def test_every_variant_is_a_letter_as_well(variant: Variant) -> None:
    """Shorter, warmer and more formal rewrites keep all the rules."""
    for kind, language in REPLIES:
        task = structs.replace(task_of(kind, language), variant=variant)
        assert failed_checks(task) == HELD.get(kind, []), (kind, language)


@pytest.mark.parametrize("kind", KINDS)
def test_a_shop_that_says_sie_never_says_du(kind: str) -> None:
    """Even where only the built-in macros serve."""
    task = task_of(kind, "de")
    case = structs.replace(task.case, store=structs.replace(task.case.store, address_form="sie"))
    task = structs.replace(task, case=case, macros=[])
    assert failed_checks(task) == HELD.get(kind, [])
