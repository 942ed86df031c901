"""The labelled snippets, and what the rules read in them."""

from pathlib import Path

import msgspec
from msgspec import Struct

from server.domain.reading import Reading
from server.domain.ticket import Message, Ticket
from server.tickets.read_ticket import read_by_rules
from tests.samples import sample_store

SNIPPETS = Path(__file__).parent / "snippets"


class LabelledMail(Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of mails.yaml; what is left out has the default."""

    id: str
    language: str
    intent: str
    text: str
    problem: str | None = "none"
    others: list[str] = []
    wish: str = "none"
    withdrawal: bool = False
    condition: str | None = None
    seal: bool | None = None
    mood: str = "calm"

    @property
    def labels(self) -> dict[str, object]:
        """By field of a Reading."""
        return {
            "language": self.language,
            "problem": self.problem,
            "other_problems": self.others,
            "wish": None if self.wish == "unknown" else self.wish,
            "withdrawal_declared": self.withdrawal,
            "item_condition": self.condition,
            "seal_broken": self.seal,
            "mood": self.mood,
            "intent": self.intent,
        }


def labelled_mails() -> list[LabelledMail]:
    return msgspec.yaml.decode((SNIPPETS / "mails.yaml").read_bytes(), type=list[LabelledMail])


def labelled_phrases(name: str) -> list[tuple[str, str]]:
    """(label, phrase) of a file that lists phrases by label."""
    by_label = msgspec.yaml.decode((SNIPPETS / name).read_bytes(), type=dict[str, list[str]])
    return [(label, phrase) for label, phrases in by_label.items() for phrase in phrases]


def read_words(*texts: str, subject: str | None = None) -> Reading:
    """Reads customer messages (oldest first) of a shop without products."""
    messages = [Message("customer", text) for text in texts]
    return read_by_rules(Ticket(messages, subject=subject), store=sample_store(), products=[], known_language=None)


def value_of(reading: Reading, field: str) -> object:
    read = getattr(reading, field)
    return read.value if hasattr(read, "value") else read
