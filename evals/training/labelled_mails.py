"""Labelled mails to train and calibrate the mail reader on: evals/mails, and the dev split of the demo shop."""

import hashlib
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct, json

from server.domain.facts import PROBLEMS
from server.evaluation.split import split_of
from server.tickets.own_words import own_words
from server.tickets.read_ticket import for_the_reader
from tests.evals.labelled import before_reply, labelled_tickets

MAILS = Path(__file__).parent.parent / "mails"
SNIPPETS = Path(__file__).parent.parent.parent / "tests" / "tickets" / "snippets" / "mails.yaml"
READ_TWICE = (
    "letters_*", "parcels_*", "goods_*", "everything_*", "moods_*", "told_by_effect*", "quiet_moods*",
    "like_the_shop*", "tangled*", "wishes*", "problem_pairs*", "drawn_*", "alike",
    "alike_set_aside",
)  # fmt: skip
"""Files of mails whose problem, wish and mood a second reader read too."""
MAY_WAIT = ("stories", "drawn")
"""Files of mails of which a part is set aside."""
WAITS = "_set_aside"
"""How files of mails are called that are set aside whole: they are like those of the shop that are."""
BY_TWO = ("problem", "wish", "mood")
"""What two readers labelled, who differ now and then."""
REPORTED = [problem for problem in PROBLEMS if problem != "none"]


class Example(Struct, frozen=True):
    """A mail's own words and what people read in them. `problem` leads `problems`; None: nobody labelled it.

    `second`: what a second reader saw instead, by field of BY_TWO; empty for the most part.
    `set_aside`: the reader is calibrated on it before it learns from it.
    """

    text: str
    problem: str
    problems: list[str]
    wish: str
    mood: str
    intent: str | None
    withdrawal: bool | None
    second: dict[str, str] = {}
    set_aside: bool = False


def written_mails() -> list[Example]:
    """Mails written to learn from, none of them of the demo shop."""
    snippets = yaml.safe_load(SNIPPETS.read_text("utf-8"))
    found = [_of_snippet(snippet) for snippet in snippets if snippet.get("problem", "none")]
    return found + _of_files("*")


def letters() -> list[Example]:
    """The written mails that two readers read."""
    return [mail for names in READ_TWICE for mail in _of_files(names)]


def never_learned() -> list[Example]:
    """The written mails that nothing is learned from."""
    return _of_files("never_learned/*")


def like_the_shops() -> list[Example]:
    """Mails that are hard in the way of the demo shop's dev split, and near opposites of them."""
    return _of_files("alike*")


def demo_shop_mails() -> tuple[list[Example], list[Example]]:
    """The dev split, by sender in two halves: one to learn from, one to calibrate on. Held-out mails are not read."""
    learn: list[Example] = []
    calibrate: list[Example] = []
    for ticket, labels in labelled_tickets():
        if split_of(ticket) != "dev":
            continue
        seen = before_reply(ticket)
        words = [own_words(message.text).own for message in seen.customer_messages]
        example = Example(
            text=for_the_reader(seen, "\n\n".join(words[:-1]), words[-1] if words else ""),
            problem=labels.problem or "none",
            problems=[labels.problem] if labels.problem not in (None, "none") else [],
            wish=labels.wish or "none",
            mood=labels.mood or "calm",
            intent=labels.intent,
            withdrawal=None,
        )
        sender = ticket.sender.email or ticket.sender.handle or ticket.sender.phone or ticket.sender.name or ""
        (calibrate if hashlib.sha256(f"x{sender}".encode()).digest()[0] < 128 else learn).append(example)
    return learn, calibrate


def _of_files(names: str) -> list[Example]:
    return [
        _of_mail(json.decode(line), may_wait=file.name.startswith(MAY_WAIT), waits=file.stem.endswith(WAITS))
        for file in sorted(MAILS.glob(f"{names}.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    ]


def _of_snippet(snippet: dict[str, Any]) -> Example:
    problem = snippet.get("problem", "none")
    wish = snippet.get("wish", "refund" if problem == "cancel" else "none")  # who cancels wants the money back
    return Example(
        text=snippet["text"],
        problem=problem,
        problems=[p for p in REPORTED if p == problem or p in snippet.get("others", [])],
        wish={"unknown": "conflict", None: "none"}.get(wish, wish),
        mood=snippet.get("mood", "calm"),
        intent=snippet.get("intent"),
        withdrawal=snippet.get("withdrawal", False),
    )


def _of_mail(mail: dict[str, Any], *, may_wait: bool, waits: bool) -> Example:
    """A mail that waits is set aside, and every fourth of those that may, by a hash of its text."""
    text = "\n".join(filter(None, (mail.get("subject"), mail["text"])))
    return Example(
        text=text,
        problem=mail["problems"][0] if mail["problems"] else "none",
        problems=mail["problems"],
        wish=mail["wish"],
        mood=mail["mood"],
        intent=mail["intent"],
        withdrawal=mail["withdrawal_declared"],
        second={field: mail[f"second_{field}"] for field in BY_TWO if f"second_{field}" in mail},
        set_aside=waits or (may_wait and hashlib.sha256(text.encode()).digest()[0] < 64),
    )
