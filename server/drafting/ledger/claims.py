"""The ledger of a text: its claims, each with what it rests on. One engine for macros, models and agents."""

from collections.abc import Sequence
from datetime import date
from itertools import zip_longest

from msgspec import Struct, structs

from server.domain.calendar import Calendar
from server.domain.draft import Claim
from server.drafting.ledger.clauses import Sentence, mask, normal, sentence_places, sentences_in, without_names
from server.drafting.ledger.figures import Figure, due_by, figures_of
from server.drafting.ledger.lexicon import Lexicon, lexicon_of
from server.drafting.ledger.owed import Remedies, decided, rows_of_law, to_choose
from server.drafting.ledger.promises import Promise, promises_in
from server.drafting.ledger.sources import Known, known_to
from server.drafting.marked import utf16
from server.drafting.reading.heard import heard_in
from server.drafting.task import WritingTask
from server.drafting.titles import name_of


class Ledger(Struct, frozen=True):
    """Everything that a text says and that checks look at; places are code points of `text`.

    `decided` may be promised, `to_choose` offered; `law`: the rows that apply.
    """

    text: str
    masked: str
    words: Lexicon
    today: date
    calendar: Calendar
    sentences: list[Sentence]
    figures: list[Figure]
    promises: list[Promise]
    known: Known
    decided: Remedies
    to_choose: Remedies
    law: list[str]

    @property
    def given(self) -> list[Promise]:
        """What is promised in whatever manner, without what is only spoken of."""
        return [promise for promise in self.promises if promise.manner != "mentioned"]

    def day_of(self, figure: Figure) -> date | None:
        """The day that a figure names, or the last one of a span from now."""
        return figure.value if isinstance(figure.value, date) else due_by(figure, self.today, self.calendar)

    def source_of(self, figure: Figure) -> str | None:
        """What a figure rests on."""
        in_hours = isinstance(figure.value, tuple) and figure.value[1] == "hour"
        return self.known.support_of(figure, None if in_hours else self.day_of(figure))

    def support_of(self, promise: Promise) -> str | None:
        """What a promise rests on."""
        if promise.remedy is None:
            return "decision.next_step_day"
        if promise.remedy in self.decided:
            return "decision.outcome"
        if promise.manner == "entitled":
            return "decision.law"
        return "decision.law" if promise.manner != "committed" and promise.remedy in self.to_choose else None

    def sentence_at(self, place: int) -> Sentence | None:
        """The sentence that holds a code point."""
        return next((sentence for sentence in self.sentences if sentence.start <= place < sentence.end), None)


def read_ledger(text: str, language: str, task: WritingTask, *, beside: str | None = None) -> Ledger:
    """The ledger of a text in `language`. The text is taken as it is: give NFC. Only a reply promises anything.

    `beside`: what the macro writer made of the task. Given, the sentence reader listens to every sentence that is not
    in it; None: it does not listen, for the text is the macro writer's own.
    """
    words = lexicon_of(language)
    bare = mask(text)
    masked = without_names(bare, text, _titles(task))
    sentences = _answered(sentences_in(masked, language), words)
    if beside is not None:
        sentences = [_listened_to(sentence, text, beside) for sentence in sentences]
    figures = figures_of(text, bare, language, task.case.today)
    return Ledger(
        text,
        masked,
        words,
        task.case.today,
        Calendar.of(task.case.store),
        sentences,
        figures,
        promises_in(sentences, words) if task.kind == "reply" else [],
        known_to(task),
        decided(task),
        to_choose(task),
        rows_of_law(task),
    )


def _answered(sentences: list[Sentence], words: Lexicon) -> list[Sentence]:
    """The sentences, with what is known of questions: "Do you have to pay for it? No." denies what it asks."""
    said_no = words.modes["said_no"]
    return [
        structs.replace(sentence, is_denied=True) if after and sentence.asks and said_no.match(after.text) else sentence
        for sentence, after in zip_longest(sentences, sentences[1:])
    ]


def _listened_to(sentence: Sentence, text: str, beside: str) -> Sentence:
    words = text[slice(*sentence.words)]
    return sentence if words in beside else structs.replace(sentence, heard=heard_in(words))


def listen_ahead(text: str, beside: str) -> None:
    """Hear all sentences of a text, its last one excepted: what comes is still being written, and hearing takes time.

    What was heard is remembered; nothing else comes of it. `beside`: as `read_ledger` takes it.
    """
    text = normal(text)
    for start, end in sentence_places(mask(text))[:-1]:
        words = text[start:end].strip()
        if words not in beside:
            heard_in(words)


def claims_in(
    text: str, language: str, task: WritingTask, marks: Sequence[Claim] = (), *, beside: str | None = None
) -> list[Claim]:
    """Every claim of a text with its span in UTF-16 code units, in order; `supported_by` null: nothing known does.

    `marks`: claims that the writer itself set. Where one overlaps, it is the one that counts. `beside` as above.
    """
    text = normal(text)
    return claims_of_ledger(read_ledger(text, language, task, beside=beside), marks)


def claims_of_ledger(ledger: Ledger, marks: Sequence[Claim] = ()) -> list[Claim]:
    """The claims of a ledger that is already read."""
    found = [
        *(_claim(ledger.text, f.start, f.end, f.kind, ledger.source_of(f)) for f in ledger.figures),
        *(_claim(ledger.text, p.start, p.end, "promise", ledger.support_of(p)) for p in ledger.given),
    ]
    added = [claim for claim in found if claim.kind == "promise" or not any(_overlap(claim, mark) for mark in marks)]
    return sorted([*marks, *added], key=lambda claim: (claim.start, claim.end))


def _claim(text: str, start: int, end: int, kind: str, supported_by: str | None) -> Claim:
    return Claim(text[start:end], utf16(text, start), utf16(text, end), kind, supported_by)  # type: ignore[arg-type]


def _overlap(one: Claim, other: Claim) -> bool:
    return one.start < other.end and other.start < one.end


def _titles(task: WritingTask) -> list[str]:
    """Names of goods: what stands in them promises nothing."""
    order = task.case.order
    lines = [line.title for line in order.lines] if order else []
    aliases = [alias for product in task.case.products.values() for alias in product.aliases]
    return [name_of(title) for title in (*lines, *aliases)]
