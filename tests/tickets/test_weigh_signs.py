"""Rules and the trained reader are weighed: agreement is sure, doubt is unknown, danger is not overlooked."""

from typing import Any

import pytest
from msgspec import structs

from server.domain import facts
from server.domain.reading import INTENTS, Read, Reading
from server.llm.mail_reader.model import MailSigns
from server.tickets.weigh_signs import weigh

PROBLEMS = list(facts.PROBLEMS)
WISHES = ["refund", "replacement", "repair", "exchange", "credit", "information", "none", "conflict"]
MOODS = ["calm", "happy", "worried", "frustrated", "angry", "legal_threat"]
REPORTED = [problem for problem in PROBLEMS if problem != "none"]


def spread(values: list[str], **given: float) -> dict[str, float]:
    """These probabilities, the rest shared by the others."""
    rest = (1 - sum(given.values())) / (len(values) - len(given))
    return {value: given.get(value, rest) for value in values}


def signs(**changes: Any) -> MailSigns:
    plain = MailSigns(
        problem=spread(PROBLEMS, damaged=0.9),
        problems=dict.fromkeys(REPORTED, 0.01),
        wish=spread(WISHES, none=0.9),
        mood=spread(MOODS, calm=0.9),
        intent=spread(list(INTENTS), damaged=0.9),
        withdrawal=0.01,
    )
    return structs.replace(plain, **changes)


def reading(**changes: Any) -> Reading:
    """What the rules read where they read nothing."""
    plain = Reading(
        own_words="Beim Auspacken rieselte mir Glas entgegen.",
        earlier_words="",
        language="de",
        problem=Read("none", 0.6, ""),
        other_problems=[],
        wish=Read("none", 0.6, ""),
        withdrawal_declared=Read(False, 0.7, ""),
        proof_provided=False,
        item_condition=Read(None, 0.0, ""),
        seal_broken=Read(None, 0.0, ""),
        mood=Read("calm", 0.5, ""),
        intent=Read("other", 0.3, ""),
        numbers=[],
        other_numbers=[],
        items=[],
    )
    return structs.replace(plain, **changes)


def test_the_reader_finds_what_no_rule_knows() -> None:
    """Glass that trickles out of a parcel is in no word list."""
    problem = weigh(reading(), signs()).problem
    assert problem.value == "damaged" and problem.sure > 0.5


def test_a_rule_and_the_reader_together_are_surer_than_the_reader_alone() -> None:
    """Both say damaged."""
    ruled = reading(problem=Read("damaged", 0.9, "rieselte mir Glas entgegen"))
    unsure = signs(problem=spread(PROBLEMS, damaged=0.5))
    assert weigh(ruled, unsure).problem.sure > weigh(reading(problem=Read(None, 0.0, "")), unsure).problem.sure
    assert weigh(ruled, unsure).problem.words == "rieselte mir Glas entgegen"


def test_where_nothing_is_probable_the_problem_is_unknown() -> None:
    """Not guessed."""
    doubt = signs(problem=spread(PROBLEMS, damaged=0.25, defective=0.25))
    assert weigh(reading(problem=Read(None, 0.0, "")), doubt).problem.value is None


@pytest.mark.parametrize("danger", ["safety", "chargeback"])
def test_what_is_dangerous_leads_even_when_it_is_only_possible(danger: str) -> None:
    """Smoke beside a broken shade is a matter of safety."""
    possible = signs(problems={**dict.fromkeys(REPORTED, 0.01), danger: 0.6})
    assert weigh(reading(), possible).problem.value == danger


def test_a_danger_that_a_rule_read_is_never_dropped() -> None:
    """However sure the reader is of something else."""
    ruled = reading(problem=Read("safety", 0.9, "Rauch"))
    assert weigh(ruled, signs()).problem.value == "safety"


def test_a_second_problem_is_told_beside_the_first() -> None:
    """A missing cable in a parcel with a cracked lid."""
    two = signs(problems={**dict.fromkeys(REPORTED, 0.01), "damaged": 0.9, "missing_item": 0.8})
    assert weigh(reading(), two).other_problems == ["missing_item"]


def test_a_declared_withdrawal_without_a_problem_is_unwanted() -> None:
    """The reader alone is sure of it."""
    declared = signs(problem=spread(PROBLEMS, none=0.9), withdrawal=0.95)
    found = weigh(reading(), declared)
    assert (found.withdrawal_declared.value, found.problem.value) == (True, "unwanted")


def test_wishes_that_conflict_are_unknown() -> None:
    """Money or a new one, both are fine."""
    assert weigh(reading(), signs(wish=spread(WISHES, conflict=0.9))).wish.value is None
    assert weigh(reading(wish=Read(None, 0.9, "oder")), signs(wish=spread(WISHES, refund=0.9))).wish.value is None


def test_money_back_for_faulty_goods_is_no_withdrawal() -> None:
    """Unless words say that it is one."""
    sure = signs(withdrawal=0.95)
    assert weigh(reading(), sure).withdrawal_declared.value is False
    said = reading(withdrawal_declared=Read(True, 0.9, "Ich widerrufe."))
    assert weigh(said, sure).withdrawal_declared.value is True
