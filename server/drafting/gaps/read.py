"""How near the policies come to what tickets asked.

Search ranks by standard deviations within its pool, and those say which passage is best, not whether it is any good:
beside the demo shop's development questions, fifteen that no policy answers score no lower (area under the curve .54).
The cosine of the embedded model, not normed, tells them apart (.80). In mails it is harder: of the 42 questions among
the demo shop's past tickets, WEAK finds 6 of the 12 that no policy answers, and 6 of the 30 that one does.
"""

import asyncio
import hashlib
import re
from datetime import date, datetime

import numpy as np
from msgspec import Struct, json, structs
from numpy.typing import NDArray

from server import __version__
from server.db import ticket_answers
from server.db.pool import Database
from server.db.ticket_answers import Answer, Kept
from server.domain.passage import Searchable
from server.domain.ticket import Labels, PastTicket
from server.drafting.examples import as_example
from server.llm.embeddings import USE
from server.retrieval.split import policy_passages
from server.stores.shop import Shop, open_shop
from server.tickets.question import question_in
from server.tickets.read_ticket import read_by_rules
from server.tickets.sentences import sentences

WEAK = 0.26
LAST = 400
"""How many of the newest tickets are looked at."""

_AT_ONCE = 40
_LEAST_WORDS = 4
_WORD = re.compile(r"[^\W\d_]{2,}")
_NO_QUESTIONS = frozenset({"praise", "spam", "supplier_reply", "legal_letter", "chargeback", "complaint"})
_kept_vectors: dict[str, tuple[str, "_Sections"]] = {}


class Looked(Struct, frozen=True):
    """What is known so far: the answers that hold, and how many tickets there are to look at."""

    answers: list[Kept]
    total: int

    @property
    def weak(self) -> list[Kept]:
        """The questions that no section comes near."""
        return [kept for kept in self.answers if kept.answer.question and kept.answer.nearness < WEAK]


class _Asked(Struct, frozen=True):
    """A ticket's question, empty where it asks nothing."""

    question: str
    language: str
    intent: str


class _Sections(Struct, frozen=True):
    """The addresses of the public sections in force, and their vectors of length one."""

    addresses: list[str]
    vectors: NDArray[np.float64]


async def looked_at(database: Database, store_id: str) -> Looked:
    """What was read already."""
    async with database.store(store_id) as conn:
        answers, total = await ticket_answers.kept(conn, _settings(await open_shop(conn)), last=LAST)
    return Looked(answers, total)


async def look_at_some(database: Database, store_id: str) -> None:
    """Read the next few tickets; less than a second of work, outside any transaction."""
    async with database.store(store_id) as conn:
        shop = await open_shop(conn)
        settings = _settings(shop)
        waiting = await ticket_answers.unread(conn, settings, last=LAST, most=_AT_ONCE)
    if not waiting:
        return
    answers = await asyncio.to_thread(_answers, shop, settings, waiting)
    async with database.store(store_id) as conn:
        for past, answer in zip(waiting, answers, strict=True):
            await ticket_answers.keep(conn, settings, past.id, answer)


def _settings(shop: Shop) -> str:
    """Changes with everything that an answer hangs on beside its ticket."""
    told = (
        [(v.content_hash, v.number) for v in shop.policies],
        _today(shop),
        shop.store.languages,
        USE.name,
        __version__,
    )
    return hashlib.sha256(json.encode(told)).hexdigest()[:16]


def _today(shop: Shop) -> date:
    """The day from which on the texts that are in force today are."""
    now = datetime.now(shop.store.zone).date()
    return max((v.record.valid_from for v in shop.policies if v.record.valid_from <= now), default=now)


def _answers(shop: Shop, settings: str, tickets: list[PastTicket]) -> list[Answer]:
    sections = _sections(shop, settings)
    asked = [_asked(past, shop) for past in tickets]
    vectors = _unit(USE.of_questions([one.question or "?" for one in asked]))
    return [_answer(one, vector, sections) for one, vector in zip(asked, vectors, strict=True)]


def _answer(asked: _Asked, vector: NDArray[np.float64], sections: _Sections) -> Answer:
    if not asked.question or not sections.addresses:
        return Answer(asked.question, asked.language, asked.intent, None, 0.0)
    near = sections.vectors @ vector
    best = int(near.argmax())
    nearness = round(float(near[best]), 3)
    return Answer(asked.question, asked.language, asked.intent, sections.addresses[best], nearness)


def _asked(past: PastTicket, shop: Shop) -> _Asked:
    """What the first message asks, with nobody in it.

    Nothing where it reports a problem: what then holds, the refund tree decides and cites.
    """
    first = past.ticket.customer_messages[:1]
    opening = structs.replace(past.ticket, messages=first)
    reading = read_by_rules(opening, store=shop.store, products=list(shop.products.values()), known_language=None)
    labels = past.labels or Labels()
    intent = labels.intent or reading.intent.value or "other"
    language = labels.language or reading.language
    problem = labels.problem or (reading.problem and reading.problem.value) or "none"
    if not first or problem != "none" or intent in _NO_QUESTIONS:
        return _Asked("", language, intent)
    question = as_example(question_in(_around_questions(reading.own_words)), past, shop.store)
    return _Asked(question if len(_WORD.findall(question)) >= _LEAST_WORDS else "", language, intent)


def _around_questions(own_words: str) -> str:
    """The sentences that ask, each with the one before it, which says what it is about."""
    said = sentences(own_words)
    wanted = {at for place, sentence in enumerate(said) if sentence.asks for at in (place - 1, place) if at >= 0}
    return " ".join(said[at].text for at in sorted(wanted))


def _sections(shop: Shop, settings: str) -> _Sections:
    """Of the policies in force today, made once for each state of them."""
    kept = _kept_vectors.get(shop.store.id)
    if kept and kept[0] == settings:
        return kept[1]
    day = _today(shop)
    found = [s for s in policy_passages((v.number, v.record) for v in shop.policies) if _is_public_on(s, day)]
    vectors = _unit(USE.of_passages([f"{s.heading}\n{s.body}" for s in found])) if found else np.zeros((0, 1))
    sections = _Sections([s.passage.section or "" for s in found], vectors)
    _kept_vectors[shop.store.id] = settings, sections
    return sections


def _is_public_on(searchable: Searchable, day: date) -> bool:
    passage = searchable.passage
    starts, ends = passage.valid_from or day, passage.valid_to
    return passage.audience == "public" and starts <= day and (ends is None or ends > day)


def _unit(vectors: object) -> NDArray[np.float64]:
    array = np.asarray(vectors, dtype=np.float64)
    return np.asarray(array / np.maximum(np.linalg.norm(array, axis=1, keepdims=True), 1e-9))
