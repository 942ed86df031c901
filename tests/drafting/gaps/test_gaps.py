"""Questions that no policy answers."""

from pathlib import Path

import pytest
from msgspec import structs

from server.db import tickets
from server.db.pool import Database
from server.db.ticket_answers import Answer, Kept
from server.domain.ticket import Customer, Message, PastTicket, Ticket
from server.drafting.gaps.propose import proposed_body
from server.drafting.gaps.read import look_at_some, looked_at
from server.drafting.gaps.topics import topics_of
from server.stores.load import load_pack
from tests.edits import edit
from tests.samples import sample_store

pytestmark = pytest.mark.anyio


def asked(text: str, answer: str = "", name: str = "Ada Muster") -> PastTicket:
    messages = [Message("customer", text), *([Message("agent", answer)] if answer else [])]
    return PastTicket("", Ticket(messages, subject=text[:20], customer=Customer(name=name)), status="solved")


async def keep(database: Database, mini_folder: Path, *pasts: PastTicket) -> None:
    await load_pack(database, mini_folder)
    async with database.store("mini") as conn:
        for past in pasts:
            await tickets.keep(conn, sample_store("mini"), past.ticket, None)


async def look(database: Database) -> list[Kept]:
    """Read until everything is read."""
    while len((looked := await looked_at(database, "mini")).answers) < looked.total:
        await look_at_some(database, "mini")
    return looked.answers


async def test_a_question_far_from_every_policy_is_weak(database: Database, mini_folder: Path) -> None:
    """One that a section answers is not."""
    far, near = (
        "Hallo! Kann ich bei euch ein Praktikum machen?",
        "How long does delivery to Austria take?",
    )
    await keep(database, mini_folder, asked(far), asked(near))
    await look(database)
    weak = {kept.answer.question for kept in (await looked_at(database, "mini")).weak}
    assert any("Praktikum" in question for question in weak)
    assert not any("Austria" in question for question in weak)


async def test_a_reported_problem_is_no_question(database: Database, mini_folder: Path) -> None:
    """What then holds, the tree decides and cites."""
    await keep(database, mini_folder, asked("Meine Lampe kam mit einem Sprung an. Bekomme ich Ersatz?"))
    assert not any("Ersatz" in kept.answer.question for kept in await look(database))


async def test_what_is_kept_names_nobody(database: Database, mini_folder: Path) -> None:
    """Neither name nor number nor amount."""
    text = "Hier ist Ada Muster. Kann ich die Lampe für 1.234,00 € auch als Leihgabe für ein Theaterstück bekommen?"
    await keep(database, mini_folder, asked(text))
    (kept,) = [k for k in await look(database) if "Theaterstück" in k.answer.question]
    assert "Muster" not in kept.answer.question and "1.234" not in kept.answer.question


async def test_another_policy_makes_everything_be_read_again(database: Database, mini_folder: Path) -> None:
    """What was kept holds only for the texts that it was measured by."""
    await load_pack(database, mini_folder)
    await look(database)
    text = (mini_folder / "policies/payment.en.md").read_text(
        encoding="utf-8"
    ) + "\n## Instalments\n\nNo instalments.\n"
    await edit(database, "Jonas", {"policies/payment.en.md": text})
    assert (await looked_at(database, "mini")).answers == []


def kept(intent: str, nearness: float, language: str = "de") -> Kept:
    return Kept("1", Answer("?", language, intent, None, nearness))


def test_topics_are_by_intent_and_language_the_largest_first() -> None:
    """Within one, what is farthest from any answer comes first."""
    topics = topics_of([kept("other", 0.1), kept("availability", 0.2), kept("availability", 0.1)])
    assert [(topic.intent, [k.answer.nearness for k in topic.questions]) for topic in topics] == [
        ("availability", [0.1, 0.2]),
        ("other", [0.1]),
    ]


def test_the_proposal_is_the_usual_answer_without_people_and_amounts() -> None:
    """Greeting and signature are left out, and the odd one of three answers is not taken."""
    usual = "Hallo Ada,\n\ndie Fassung ist E27 und trägt bis zu 40 Watt, eine LED für 12,50 € passt immer.\n\nMia"
    same = "Hallo Bo,\n\ndie Fassung ist E27 und trägt bis zu 40 Watt, jede LED passt.\n\nMia"
    odd = "Hallo Cy,\n\ndas Paket kommt morgen, schau bitte noch einmal in die Sendungsverfolgung.\n\nMia"
    past = [asked("Welche Fassung?", text) for text in (odd, usual, same)]
    store = structs.replace(sample_store(), languages=["de"])
    body = proposed_body("Fassung", "de", past, store)
    assert body.startswith("## Fassung\n\ndie Fassung ist E27")
    assert "Mia" not in body and "12,50" not in body


def test_without_an_answer_there_is_a_heading() -> None:
    """Nothing is made up."""
    assert proposed_body("Fassung", "de", [asked("Welche Fassung?")], sample_store()) == "## Fassung\n"
