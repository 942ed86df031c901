"""Plain words and short sentences; a proposal changes the words, never a number's meaning."""

import re
from collections.abc import Iterator

from server.said import Said
from server.stores.policy_lint.finding import PolicyFinding, about
from server.stores.policy_lint.statements import Statement
from server.stores.policy_lint.words import Words

_MOST_WORDS = 35
_DAYS_OF_A_WEEK = 5
_WORD = re.compile(r"\w[\w'’.,/-]*")

_PART = re.compile(r"[;:]\s")
"""What a reader takes in at once: a semicolon or colon lets them rest."""

_HARD = Said("„{hard}“ ist ein Amtswort.", "“{hard}” is officialese.")
_PLAIN = Said(
    "Richtlinien liest, wer gerade Ärger hat: Alltagswörter helfen.",
    "People read policies when something went wrong: everyday words help.",
)
_WORKING_DAYS = Said("„{hard}“ muss man erst umrechnen.", "“{hard}” has to be worked out first.")
_WEEKS = Said("Wochen sind dieselbe Zeit und sofort verstanden.", "Weeks are the same time and understood at once.")
_LONG = Said("Der Satz hat {words} Wörter.", "This sentence has {words} words.")
_SHORT = Said(
    f"Über {_MOST_WORDS} Wörter liest kaum jemand bis zum Ende; zwei Sätze daraus machen.",
    f"Hardly anybody reads more than {_MOST_WORDS} words to the end; make it two sentences.",
)


def hard_to_read(statements: list[Statement], words: Words) -> Iterator[PolicyFinding]:
    """Hard words, spans in working days that are whole weeks, sentences that are too long."""
    for statement in statements:
        yield from _hard_words(statement, words)
        yield from _working_days(statement, words)
        count = max(len(_WORD.findall(part)) for part in _PART.split(statement.text))
        if count > _MOST_WORDS:
            yield about(statement, "policy_long_sentence", _LONG.with_(words=count), _SHORT, None)


def _hard_words(statement: Statement, words: Words) -> Iterator[PolicyFinding]:
    for pattern, plain in words.hard_words:
        if hit := pattern.search(statement.text):
            wording = plain[:1].upper() + plain[1:] if hit[0][:1].isupper() and hit.start() == 0 else plain
            proposal = statement.text[: hit.start()] + wording + statement.text[hit.end() :]
            yield about(statement, "policy_hard_word", _HARD.with_(hard=hit[0]), _PLAIN, proposal)


def _working_days(statement: Statement, words: Words) -> Iterator[PolicyFinding]:
    """From two weeks on; a week's worth of working days is easy enough."""
    for hit in words.working_days.finditer(statement.text):
        low, high = int(hit["low"]), int(hit["high"] or hit["low"])
        if low % _DAYS_OF_A_WEEK or high % _DAYS_OF_A_WEEK or high < 2 * _DAYS_OF_A_WEEK or low < 2 * _DAYS_OF_A_WEEK:
            continue
        ranged, single = words.weeks
        weeks = (ranged if hit["high"] else single).format(low=low // _DAYS_OF_A_WEEK, high=high // _DAYS_OF_A_WEEK)
        proposal = statement.text[: hit.start()] + weeks + statement.text[hit.end() :]
        yield about(statement, "policy_hard_word", _WORKING_DAYS.with_(hard=hit[0]), _WEEKS, proposal)
