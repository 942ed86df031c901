"""Retrieval's questions are fair to ask, and its measures count right."""

import re
from collections import Counter

import pytest

from evals.benchmarks.retrieval import load, scored, search
from evals.retrieval.metrics import mean_interval, ndcg_at, recall_at, reciprocal_rank
from evals.retrieval.pools import NORDLICHT, Asked, PassagePool, all_pools
from evals.retrieval.public_sets import PUBLIC, SETS, read_set
from evals.retrieval.questions import read_questions, split_of_id
from server.db.pool import Database
from server.db.tickets import ticket_id
from server.domain.pack import Pack
from server.evaluation.split import split_of
from server.retrieval.find import Weights
from server.stores.read_pack import read_pack

QUESTIONS = read_questions()
BY_WORDS = Weights({}, words=1.0)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@pytest.fixture(scope="module")
def pack() -> Pack:
    read, _ = read_pack(NORDLICHT)
    assert read is not None
    return read


@pytest.fixture(scope="module")
def pools() -> dict[tuple[str, str], PassagePool]:
    return {(pool.name, pool.languages): pool for pool in all_pools()}


@pytest.fixture(scope="module")
def past_tickets(pools: dict[tuple[str, str], PassagePool]) -> PassagePool:
    return next(pool for (name, _), pool in pools.items() if name == "past tickets")


def test_recall_counts_the_texts_that_answer() -> None:
    """Two answer and one helps; one that answers is third: none of one place, half of three."""
    found, grades = [1, 0, 2, 0], [2, 2, 1]
    assert [recall_at(k, found, grades) for k in (1, 3, 5)] == [0.0, 0.5, 0.5]


def test_recall_reaches_one_where_more_answer_than_places_are_counted() -> None:
    """Five answer, three places are all taken by them."""
    assert recall_at(3, [2, 2, 2], [2, 2, 2, 2, 2]) == 1.0


def test_the_reciprocal_rank_is_of_the_first_text_that_answers() -> None:
    """What only helps is passed over; nothing found counts nothing."""
    assert reciprocal_rank([1, 0, 2, 2]) == pytest.approx(1 / 3)
    assert reciprocal_rank([0, 1]) == 0.0


def test_ndcg_is_worked_out_by_hand() -> None:
    """Found: nothing, an answer, a help. 3/log2(3) + 1/log2(4) = 2.3928, of at best 3/1 + 1/log2(3) = 3.6309."""
    assert ndcg_at(10, [0, 2, 1], [1, 2]) == pytest.approx(2.3928 / 3.6309, abs=1e-4)


def test_ndcg_of_the_best_order_is_one_within_the_places_counted() -> None:
    """An eleventh text that answers is not missed at ten."""
    assert ndcg_at(10, [2] * 10, [2] * 11) == pytest.approx(1.0)


def test_the_interval_of_a_share_is_near_the_one_from_theory() -> None:
    """Of 100 answers half are right: 0.5, give or take 1.96 times 0.05."""
    low, high = mean_interval([0.0, 1.0] * 50)
    assert (low, high) == pytest.approx((0.402, 0.598), abs=0.015)


def test_there_are_enough_questions_in_each_language() -> None:
    """70 German, 60 English, 8 of each other; half are bare questions, half mails."""
    assert Counter(q.language for q in QUESTIONS) == {"de": 70, "en": 60, "fr": 8, "es": 8, "it": 8, "nl": 8}
    assert Counter((q.language, q.form) for q in QUESTIONS)["de", "mail"] == 35
    assert Counter(q.form for q in QUESTIONS) == {"short": 81, "mail": 81}


def test_nobody_chose_which_questions_are_held_out() -> None:
    """The split in the file is the hash of the id."""
    assert [q.id for q in QUESTIONS if q.split != split_of_id(q.id)] == []
    assert len({q.id for q in QUESTIONS}) == len({q.text for q in QUESTIONS}) == len(QUESTIONS)


def test_every_question_is_answered_by_a_section_that_exists(pack: Pack) -> None:
    """In German and in English; at least one section answers, more than helps."""
    for language in ("de", "en"):
        there = {f"{p.id}#{s.slug}" for p in pack.policies if p.language == language for s in p.sections}
        assert [q.id for q in QUESTIONS if not q.sections.keys() <= there] == []
    assert [q.id for q in QUESTIONS if 2 not in q.sections.values()] == []


def test_every_public_section_is_asked_for(pack: Pack) -> None:
    """No section is left out of the measure because it is hard to find."""
    public = {f"{p.id}#{s.slug}" for p in pack.policies if p.audience == "public" for s in p.sections}
    answering = {section for q in QUESTIONS for section, grade in q.sections.items() if grade == 2}
    assert public - answering == set()


def test_questions_are_in_the_customers_own_words(pack: Pack) -> None:
    """No four words in a row stand in a policy."""
    runs = {
        tuple(text[at : at + 4])
        for policy in pack.policies
        for text in [words(policy.body)]
        for at in range(len(text) - 3)
    }
    asked = {q.id: words(q.text) for q in QUESTIONS}
    assert [
        i for i, text in asked.items() if any(tuple(text[at : at + 4]) in runs for at in range(len(text) - 3))
    ] == []


def test_a_mail_is_a_mail() -> None:
    """Two to five sentences."""
    counts = {q.id: len(re.findall(r"[.!?]+(?=\s|$)", q.text)) for q in QUESTIONS if q.form == "mail"}
    assert {i: n for i, n in counts.items() if not 2 <= n <= 5} == {}


def test_the_public_sets_hold_enough_questions() -> None:
    """More than 200 in German and as many in English, each with a text in both languages."""
    matters = [matter for name in SETS for matter in read_set(name)]
    assert sum({"de", "en"} <= matter.asked.keys() & matter.said.keys() for matter in matters) == len(matters) > 200


def test_the_public_sets_come_with_their_licences() -> None:
    """Each file is named in the NOTICE; who wrote and translated GNOME Help is named beside it."""
    notice = (PUBLIC / "NOTICE").read_text(encoding="utf-8")
    assert [name for name in SETS if f"{name}.jsonl" not in notice] == []
    assert len((PUBLIC / "AUTHORS").read_text(encoding="utf-8").splitlines()) > 50


def test_no_held_out_ticket_is_in_the_pools(pack: Pack, past_tickets: PassagePool) -> None:
    """Neither searched nor asked."""
    held_out = {str(ticket_id(pack.store.id, p.ticket)) for p in pack.tickets if split_of(p.ticket) == "held-out"}
    assert held_out
    used = {s.source_id for s in past_tickets.passages} | {question.itself for question in past_tickets.questions}
    assert used & held_out == set()


def test_every_answer_is_in_its_pool(pools: dict[tuple[str, str], PassagePool]) -> None:
    """Every question has an answer that can be found, and none that cannot."""
    for pool in pools.values():
        keys = {key for s in pool.passages for key in (s.passage.section, s.passage.title, s.passage.id)}
        assert [q.text for q in pool.questions if not q.answers.keys() <= keys or 2 not in q.answers.values()] == []


@pytest.mark.anyio
async def test_a_pool_is_searched_as_production_searches(
    database: Database, pools: dict[tuple[str, str], PassagePool]
) -> None:
    """A sentence of one section's English text finds that section first, and scores full marks."""
    pool = pools["policies", "en"]
    question = Asked("the surcharge for nothing, by card, PayPal or Klarna", "en", {"payment#methods": 2})
    await load(database, "probe", pool)
    async with database.store("probe") as conn:
        score = scored(question, await search(conn, pool, question, BY_WORDS))
    assert (score.recall_1, score.mrr, score.ndcg) == (1.0, 1.0, 1.0)


@pytest.mark.anyio
async def test_a_ticket_does_not_find_itself(database: Database, past_tickets: PassagePool) -> None:
    """Asked with its own words, it is the one ticket that is never found."""
    question = next(q for q in past_tickets.questions if q.itself in {s.source_id for s in past_tickets.passages})
    await load(database, "probe", past_tickets)
    async with database.store("probe") as conn:
        found = await search(conn, past_tickets, question, BY_WORDS)
    assert found
    assert f"ticket:{question.itself}" not in [passage.id for passage in found]
