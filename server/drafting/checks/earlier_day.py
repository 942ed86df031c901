"""No day in a draft is earlier than what is owed or known, and no time for the customer shorter than decided."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec import structs

from server.domain.calendar import Calendar
from server.drafting.checks.context import CheckContext, Trouble, heard_as, read_as, trouble_at
from server.drafting.ledger.clauses import Clause, Sentence
from server.drafting.ledger.figures import Figure, due_by
from server.drafting.ledger.lexicon import Topic
from server.drafting.ledger.owed import Remedies, own_macros

_ONLY_WORDS = ("answer", "handover")
_MATTERS: Sequence[tuple[str, Remedies, Topic]] = (
    ("already_money", frozenset({"refund"}), "money"),
    ("already_ships", frozenset({"replacement"}), "ships"),
    ("already_voucher", frozenset({"credit", "discount"}), "money"),
)
_TOPICS: tuple[Topic, ...] = ("money", "result", "contact", "return_by", "ships", "arrives")
_HOUR = re.compile(r",? (?:(?:um|at) )?(\d{1,2})[:.](\d\d)(?! ?pm)", re.IGNORECASE)
_WEEK = timedelta(days=7)
_BEFORE = 30
_DAYS_THERE = 2
_DAYS_BOTH_WAYS = 5


def earlier_day(text: str, context: CheckContext) -> Trouble | None:
    """The first day, or span from now, that ends before its matter can be; or what lies ahead and is told as done."""
    for figure, day, topic in _days_ahead(text, context):
        first = _first_day(topic, context)
        if first and day < first and not (topic == "arrives" and _counts_from_arrival(figure, context)):
            return trouble_at(text, figure.start, figure.end)
    return _told_as_done(text, context) or _heard_of_today(text, context)


def _heard_of_today(text: str, context: CheckContext) -> Trouble | None:
    """The first sentence that promises something for today by ear, where the case knows of nothing that soon."""
    if any(day <= context.task.case.today for day in _our_days(context)):
        return None
    return heard_as("earlier_day", text, context)


def _counts_from_arrival(figure: Figure, context: CheckContext) -> bool:
    """Whether it is a span such as "three days of delivery"."""
    sentence = context.ledger.sentence_at(figure.start)
    if figure.kind != "duration" or sentence is None:
        return False
    return any(reading.found_in(sentence.told) for reading in context.readings("counts_from_arrival"))


def _told_as_done(text: str, context: CheckContext) -> Trouble | None:
    """ "Your refund has already gone out": the first such thing whose day is still to come."""
    task = context.task
    if task.decision.action in _ONLY_WORDS:
        return None
    for matter, remedies, topic in _MATTERS:
        first = _first_day(topic, context)
        if remedies & context.ledger.decided and first and first > task.case.today:
            trouble = read_as(matter, text, context)
            if trouble:
                return trouble
    return None


def _days_ahead(text: str, context: CheckContext) -> Iterator[tuple[Figure, date, Topic | None]]:
    """Days to come with what happens on them, None where a day of no source does not tell.

    A day in a condition or of the past promises nothing.
    """
    ledger, today = context.ledger, context.task.case.today
    for figure in ledger.figures:
        day = ledger.day_of(figure) or _deadline(figure, context)
        sentence = ledger.sentence_at(figure.start)
        if any(start <= figure.start < end for start, end in context.filled):
            continue
        if day is None or sentence is None or day < today or _was_last_week(figure, day, context):
            continue
        clause = sentence.clause_at(figure.start)
        if _is_the_shops(text, figure, day, context) or _is_no_promise(figure, clause, sentence, context):
            continue
        topic = _topic(clause, sentence, figure, context)
        if _has_struck(text, figure, day, context) or _is_the_customers(figure, day, topic, context):
            continue
        if topic or ledger.source_of(figure) is None:
            yield figure, day, topic


def _has_struck(text: str, figure: Figure, day: date, context: CheckContext) -> bool:
    """Whether it is today, with an hour that has been, as of a mail that came in."""
    hour = _HOUR.match(text, figure.end)
    if hour is None or day != context.ledger.today:
        return False
    case = context.task.case
    now = case.as_of.astimezone(case.store.zone)
    return (int(hour[1]), int(hour[2])) <= (now.hour, now.minute)


def _is_the_customers(figure: Figure, day: date, topic: Topic | None, context: CheckContext) -> bool:
    """Whether it is today, by which the customer answers: "with your answer today I'll write by Tuesday"."""
    ledger = context.ledger
    if day != ledger.today:
        return False
    sentence = ledger.sentence_at(figure.start)
    after = [ledger.day_of(f) for f in ledger.figures if sentence and figure.end <= f.start < sentence.end]
    return topic in (None, "contact") and any(later and later > day for later in after)


def _was_last_week(figure: Figure, day: date, context: CheckContext) -> bool:
    """A weekday that something is known of which has been, and nothing which is to come."""
    known, ahead = context.ledger.known.supports, context.ledger.words.ahead
    if not figure.is_vague or ahead.search(context.ledger.masked[: figure.start][-_BEFORE:]):
        return False
    sentence = context.ledger.sentence_at(figure.start)
    is_told = sentence is None or context.ledger.words.past.search(sentence.text)
    return bool(is_told) and day not in known and day - _WEEK in known


def _is_the_shops(text: str, figure: Figure, day: date, context: CheckContext) -> bool:
    """The end of the shop's own window, or words of its macro for the case."""
    words = text[figure.start : figure.end + _BEFORE]
    return day == context.task.window_end or any(words in macro.body for macro in own_macros(context.task))


def _deadline(figure: Figure, context: CheckContext) -> date | None:
    """The end of "you have seven days to send it back", or of "it takes two days"."""
    ledger = context.ledger
    sentence = ledger.sentence_at(figure.start)
    if figure.kind != "duration" or sentence is None:
        return None
    if not (ledger.words.topics["return_by"].search(sentence.text) or _lasts(sentence, context)):
        return None
    return due_by(structs.replace(figure, is_from_now=True), ledger.today, ledger.calendar)


def _lasts(sentence: Sentence, context: CheckContext) -> bool:
    """Whether it says how long something takes from now on."""
    return any(reading.found_in(sentence.told) for reading in context.readings("lasts"))


def _is_no_promise(figure: Figure, clause: Clause, sentence: Sentence, context: CheckContext) -> bool:
    words = context.ledger.words
    modes = words.modes
    if figure.kind == "duration" and _lasts(sentence, context):
        return sentence.asks
    in_condition = modes["condition"].search(clause.text) or (
        clause is sentence.clauses[0] and modes["verb_first"].match(sentence.text)
    )
    today = context.ledger.day_of(figure) == context.ledger.today
    told = modes["reported"].search(clause.text) or words.past.search(sentence.text if today else clause.text)
    denied = modes["negated"].search(modes["not_negated"].sub(" ", clause.text))
    is_theirs = today and modes["free_to"].search(clause.text)  # "you may choose your money as early as today"
    return bool(in_condition or told or denied or is_theirs or sentence.asks)


def _topic(clause: Clause, sentence: Sentence, figure: Figure, context: CheckContext) -> Topic | None:
    """What the clause is about, else its sentence."""
    topics = context.ledger.words.topics
    if context.task.decision.until and topics["result"].search(sentence.text):
        return "result"
    for words in (clause.text, sentence.text):
        for topic, pattern in topics.items():
            if pattern.search(words):
                if topic in ("contact", "return_by"):
                    return _read_topic(clause, sentence, context) or _spoken_of(topic, words, sentence, context)
                return topic
    return _read_topic(clause, sentence, context)


def _spoken_of(topic: Topic, words: str, sentence: Sentence, context: CheckContext) -> Topic | None:
    """A day by which the customer writes is of no matter; news of a parcel that leaves cannot be there before."""
    if topic != "contact":
        return topic
    if not _is_ours(words, sentence, context):
        return None
    return "ships" if context.ledger.words.topics["ships"].search(sentence.text) else topic


def _read_topic(clause: Clause, sentence: Sentence, context: CheckContext) -> Topic | None:
    """What the clause is about by its concepts."""
    for topic in _TOPICS:
        for reading in context.readings(f"about_{topic}"):
            place = reading.found_in(sentence.told)
            if place and sentence.start + place[0] < clause.end and clause.start < sentence.start + place[1]:
                return topic
    return None


def _is_ours(words: str, sentence: Sentence, context: CheckContext) -> bool:
    """Whether we write, and not the customer: said here, or before an "and"."""
    services, also = context.ledger.words.services, context.ledger.words.also
    return bool(services.search(words) or (also.match(words.lstrip()) and services.search(sentence.text)))


def _our_days(context: CheckContext) -> list[date]:
    """The days known on which something of ours is to come."""
    task = context.task
    decision = task.decision
    return [*filter(None, (decision.refund_by, decision.until, task.expected_day, decision.next_step_day))]


def _first_day(topic: Topic | None, context: CheckContext) -> date | None:
    """The day before which it is too early to name one; None where nothing is known."""
    task = context.task
    decision, today = task.decision, task.case.today
    if topic is None:
        return min([*_our_days(context), *([decision.return_by] if decision.return_by else [])], default=None)
    next_day = Calendar.of(task.case.store).add_working_days(today, 1)
    if topic == "return_by":
        return decision.return_by
    if topic == "contact":
        return min([next_day, *([decision.next_step_day] if decision.next_step_day else [])])
    if topic == "result":
        return decision.until or decision.next_step_day
    if topic == "money":
        return decision.refund_by or decision.next_step_day
    if topic == "ships":
        return decision.next_step_day
    return task.expected_day or decision.until or _first_arrival(context)


def _first_arrival(context: CheckContext) -> date | None:
    """Of goods that leave at the next step; of those that wait for others to come back, a week of work later."""
    task = context.task
    ships = task.decision.next_step_day
    if ships is None or "replacement" not in context.ledger.decided or task.decision.action in _ONLY_WORDS:
        return ships
    waits = task.decision.action == "exchange" and task.decision.return_ is not None
    return Calendar.of(task.case.store).add_working_days(ships, _DAYS_BOTH_WAYS if waits else _DAYS_THERE)
