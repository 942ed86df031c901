"""What a draft must say though no macro may have thought of it: the right that stays open, the danger, the receipt."""

from server.domain import facts
from server.drafting.macro_writer.material import Material
from server.drafting.macro_writer.topics import topic_of
from server.drafting.macro_writer.wordings import Wording
from server.drafting.marked import Marked, fill
from server.drafting.task import WritingTask

_LEAVES_OPEN = ("ask", "handover")
CONFIRMING_TOPICS = ("withdrawal", "cancel")
_PARCEL = frozenset({"late", "lost"})
_WITHDRAWAL = frozenset({"unwanted", "wrong_size", "cancel"})


def receipt(material: Material, *, has_opening: bool) -> Marked:
    """A declared withdrawal is confirmed at once.

    `has_opening`: ours, which confirms it itself where the ticket is about nothing else.
    """
    task, topic = material.task, topic_of(material.task)
    is_confirmed = has_opening and topic in CONFIRMING_TOPICS
    if task.must_prove_identity or is_confirmed or not facts.is_known(task.facts, "withdrawal_declared", True):
        return Marked("")
    sentence = material.wording.receipts["cancel" if topic == "cancel" else "withdrawal"]
    return fill(material.say(sentence), material.values)


def asides(material: Material, written: str) -> list[Marked]:
    """The sentences that the text `written` so far still lacks."""
    task, wording = material.task, material.wording
    if task.must_prove_identity:
        return []
    sentences = []
    if facts.is_known(task.facts, "problem", "safety") and not wording.safety.is_in(written):
        sentences.append(wording.safety.sentences["any"])
    right = _open_right(task, wording)
    if right and not wording.rights.is_in(written):
        sentences.append(wording.rights.sentences[right])
    return [Marked(material.say(sentence)) for sentence in sentences]


def _open_right(task: WritingTask, wording: Wording) -> str | None:
    """While nothing is decided the right stays open: its key, None where none is in question."""
    if task.decision.action not in _LEAVES_OPEN:
        return None
    keys = [key for row in task.decision.law if (key := _key(row.row, wording))]
    wanted = _wanted_letter(task)
    return next((key for key in keys if key.startswith(wanted)), next(iter(keys), None))


def _key(row: str, wording: Wording) -> str | None:
    """`M4` has a sentence of its own, the others one by their letter."""
    known = wording.rights.sentences
    return row if row in known else row[:1] if row[:1] in known else None


def _wanted_letter(task: WritingTask) -> str:
    """The letter of the right that the customer has in mind."""
    problem = facts.get(task.facts, "problem").value
    if facts.is_known(task.facts, "withdrawal_declared", True) or problem in _WITHDRAWAL:
        return "W"
    return "L" if problem in _PARCEL else "M"
