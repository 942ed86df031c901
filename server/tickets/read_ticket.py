"""Reading a ticket: what the rules read in its words, and what the trained reader sees in them.

Both run side by side (cases/gather.py); weigh_signs.py makes one reading of the two. Deeper ways of reading change how
a value is found and how sure it is, not what a Reading holds.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import TypeVar

from msgspec import Struct

from server.domain.product import Product
from server.domain.reading import Read, Reading
from server.domain.store import Store
from server.domain.ticket import Message, Ticket
from server.llm.mail_reader.model import MailSigns, mail_reader
from server.tickets import intents, wishes
from server.tickets.intents import read_mood
from server.tickets.items import named_items, titles_in
from server.tickets.language import language_of, without_names
from server.tickets.lexicon import LANGUAGES as READ_LANGUAGES
from server.tickets.lexicon import Hit, Statement, statements
from server.tickets.order_numbers import bare_numbers, normalise_number, order_numbers
from server.tickets.own_words import Words, own_words
from server.tickets.plain_text import clean
from server.tickets.problems import Reported, newest_report, reported_problems
from server.tickets.proof import proof_provided

# Of an endless conversation the newest messages and the first: what is between them changes no fact.
_NEWEST_READ, _FIRST_READ = 40, 10
_REPLY_MARKS = ("re:", "aw:", "fw:", "fwd:", "wg:", "antw:", "sv:", "tr:", "rif:")
_TELLS_THE_LANGUAGE = 2_000
_NOTHING_REPORTED = 0.6
_LETTERS = re.compile(r"[^\W\d_]{2}")

T = TypeVar("T")


class _Said(Struct, frozen=True):
    """One customer message (or the subject), read."""

    statements: list[Statement]
    reported: Reported
    wish: Read[str] | None
    withdrawal: Read[bool] | None


def read_signs(ticket: Ticket, store: Store) -> MailSigns | None:
    """What the trained reader sees; None where the customer wrote no word. Runs beside the rules, on another core."""
    words = [w.own for w in _words_of(ticket.customer_messages[-_NEWEST_READ:], ticket, store)]
    text = for_the_reader(ticket, "\n\n".join(words[:-1]), words[-1] if words else "")
    return _signs_of(text) if _LETTERS.search(text) else None


@lru_cache(maxsize=256)
def _signs_of(text: str) -> MailSigns:
    """Kept for a while: a corrected fact, a rewrite or a supplier message is about words that were just read."""
    return mail_reader().read(text)


def for_the_reader(ticket: Ticket, earlier: str, newest: str) -> str:
    """What the trained reader is given: the subject that the customer wrote, their last words before, the newest."""
    return "\n".join(filter(None, (_own_subject(ticket), earlier.rpartition("\n\n")[2], newest)))


def read_by_rules(ticket: Ticket, *, store: Store, products: Sequence[Product], known_language: str | None) -> Reading:
    """What the word lists alone read.

    Facts come from the customer's own words: the newest message that says something decides; a subject that
    the customer wrote counts as said before all. Quotes give order numbers and nothing else.
    """
    words = _words_of(_worth_reading(ticket.customer_messages), ticket, store)
    newest = words[-1] if words else Words("", "")
    said = [_read(text) for text in [*(w.own for w in reversed(words)), _own_subject(ticket)]]
    language = _language(words, ticket, store, products, known_language)
    speaker = next((hit for s in said if (hit := intents.speaker(s.statements))), None)
    reports = [] if speaker and speaker.value in intents.NOT_A_CUSTOMER else said
    reported = newest_report(s.reported for s in reports)
    wish = _wish(reports)
    declared = _newest(s.withdrawal for s in reports) or wishes.not_declared()
    mood = _mood(ticket, said, reported)
    photo = proof_provided(ticket.messages)
    numbers = order_numbers(f"{newest.fields}\n{newest.own}", store.order_formats)
    return Reading(
        own_words=newest.own,
        earlier_words="\n\n".join(w.own for w in words[:-1] if w.own),
        language=language,
        problem=_problem(reported, declared) or _no_problem(language, said, reported, wish, mood, photo=photo),
        other_problems=reported.values[1:],
        wish=wish,
        withdrawal_declared=declared,
        proof_provided=photo,
        item_condition=_newest(wishes.read_condition(s.statements) for s in said) or Read(None, 0.0, ""),
        seal_broken=_newest(wishes.read_seal(s.statements) for s in said) or Read(None, 0.0, ""),
        mood=mood,
        intent=_intent(said, speaker, reported, declared, wish, mood),
        numbers=numbers,
        other_numbers=_other_numbers(ticket, words, numbers, store),
        items=named_items(without_names(newest.own, [store.name]), products),
        bare_numbers=bare_numbers(newest.own),
    )


def _words_of(messages: Iterable[Message], ticket: Ticket, store: Store) -> list[Words]:
    return [_split(m.text, tuple(store.addresses), m.name or ticket.sender.name or "") for m in messages]


@lru_cache(maxsize=64)
def _split(text: str, shop_addresses: tuple[str, ...], sender: str) -> Words:
    """Kept for a while: the rules and the trained reader read the same words side by side."""
    return own_words(text, shop_addresses=shop_addresses, sender=sender)


def _worth_reading(messages: list[Message]) -> list[Message]:
    if len(messages) <= _FIRST_READ + _NEWEST_READ:
        return messages
    return [*messages[:_FIRST_READ], *messages[-_NEWEST_READ:]]


def _own_subject(ticket: Ticket) -> str:
    """The subject where the customer wrote it: of a ticket that they opened, and no answer to a mail of ours."""
    subject = clean(ticket.subject or "").strip()
    opened = bool(ticket.messages) and ticket.messages[0].author == "customer"
    return subject if opened and not subject.lower().startswith(_REPLY_MARKS) else ""


def _read(text: str) -> _Said:
    said = statements(text)
    reported = reported_problems(said)
    wish = wishes.read_wish(said, reported)
    return _Said(said, reported, wish, wishes.read_withdrawal(said, reported, wish))


def _newest(reads: Iterable[Read[T] | None]) -> Read[T] | None:
    """The first that says something, of reads that run from the newest message to the oldest."""
    return next((read for read in reads if read), None)


def _wish(said: list[_Said]) -> Read[str]:
    """The newest wish; a question only where nothing was wished: asking again takes no wish back."""
    stated = [s.wish for s in said if s.wish]
    done = (wish for wish in stated if wish.value != "information")
    return next(done, None) or next(iter(stated), None) or Read("none", _NOTHING_REPORTED, "")


def _problem(reported: Reported, declared: Read[bool]) -> Read[str] | None:
    """The leading problem; None where no rule finds one."""
    if reported.problems:
        leading = reported.problems[0]
        return Read(leading.value, leading.sure, leading.words)
    return Read("unwanted", declared.sure, declared.words) if declared.value else None


def _no_problem(
    language: str, said: list[_Said], reported: Reported, wish: Read[str], mood: Read[str], *, photo: bool
) -> Read[str]:
    """Value "none" where the words report no problem; None where they may report one that no rule can read."""
    words = [statement for s in said for statement in s.statements]
    readable = language in READ_LANGUAGES and any(_LETTERS.search(statement.sentence.folded) for statement in words)
    explained = reported.settled or any(intents.explains_itself(s.statements, mood, wish) for s in said)
    if not readable or (not explained and (photo or wishes.seems_wrong(words, wish))):
        return Read(None, 0.0, "")
    return Read("none", _NOTHING_REPORTED, "")


def _mood(ticket: Ticket, said: list[_Said], reported: Reported) -> Read[str]:
    """The mood of what the customer wrote since the shop last answered."""
    unanswered = list(takewhile(lambda m: m.author != "agent", reversed(ticket.messages)))
    since = max(1, sum(m.author == "customer" for m in unanswered))
    return read_mood([statement for s in said[:since] for statement in s.statements], reported)


def _intent(
    said: list[_Said], speaker: Hit | None, reported: Reported, declared: Read[bool], wish: Read[str], mood: Read[str]
) -> Read[str]:
    if speaker:
        return Read(speaker.value, speaker.sure, speaker.words)
    if not said[0].reported.problems and (matter := intents.new_matter(said[0].statements)):
        return matter
    if reported.problems:
        everything = [statement for s in said for statement in s.statements]
        overdue = intents.is_overdue(everything, str(mood.value))
        return intents.intent_of_problem(
            reported.problems[0], declared=bool(declared.value), wish=wish.value, overdue=overdue
        )
    if declared.value:
        return Read("withdrawal", declared.sure, declared.words)
    topics = [about for s in said if (about := intents.topic(s.statements))]
    wanting = (about for about in topics if about.value not in ("praise", "complaint"))
    return next(wanting, None) or next(iter(topics), None) or intents.topic_of_mood(mood)


def _language(words: list[Words], ticket: Ticket, store: Store, products: Sequence[Product], known: str | None) -> str:
    """Of the newest message, its closing included; of the ones before where it holds too little."""
    names = [*(ticket.sender.name or "").split(), store.name]
    language = known
    for message in words:
        closing = message.signature.partition("\n")[0]
        text = f"{message.own[:_TELLS_THE_LANGUAGE]}\n{closing}"
        names_in_text = [*names, *titles_in(text, products)]
        language = language_of(without_names(text, names_in_text), language, store.languages)
    return language or store.default_language


def _other_numbers(ticket: Ticket, words: list[Words], numbers: list[str], store: Store) -> list[str]:
    """Numbers of the subject, older own words and quotes, newest first, without those of the newest words."""
    texts = [
        clean(ticket.subject or ""),
        *(f"{w.fields}\n{w.own}" for w in reversed(words[:-1])),
        *(w.quoted for w in reversed(words)),
    ]
    others: dict[str, str] = {}
    for text in texts:
        for number in order_numbers(text, store.order_formats):
            others.setdefault(normalise_number(number), number)
    for number in numbers:
        others.pop(normalise_number(number), None)
    return list(others.values())
