"""Tells the agent that a mail tries to give instructions to the machine."""

from server.domain.case import Case
from server.tickets.hostile import HostileWords, Where, hostile_words

_WHAT: dict[str, dict[Where, str]] = {
    "de": {
        "message": "Diese Mail", "subject": "Der Betreff", "attachment": "Der Name eines Anhangs",
        "name": "Der Absendername", "order_note": "Die Notiz zur Bestellung",
    },
    "en": {
        "message": "This mail", "subject": "The subject", "attachment": "The name of an attachment",
        "name": "The sender's name", "order_note": "The note on the order",
    },
}  # fmt: skip
_NOTE = {
    "de": "{what} versucht, Anweisungen zu geben: „{words}“. Der Entwurf folgt ihnen nicht.",
    "en": "{what} tries to give instructions: “{words}”. The draft does not follow them.",
}
_LONGEST = 80


def notes_of_hostile_words(case: Case, language: str) -> list[str]:
    """One sentence a place, in the agent's language; none for a harmless mail."""
    spoken = language if language in _NOTE else "en"
    found = hostile_words(case.ticket, case.order.notes if case.order else None)
    by_place: dict[Where, HostileWords] = {}
    for words in found:
        by_place.setdefault(words.where, words)
    return [
        _NOTE[spoken].format(what=_WHAT[spoken][where], words=_short(words.words)) for where, words in by_place.items()
    ]


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
