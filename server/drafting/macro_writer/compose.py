"""A letter from its slots: salutation, opening, body, asks, next step, close, name. Nothing is said twice."""

import re
from collections.abc import Iterator

from msgspec import Struct, structs

from server.domain.policy import Macro
from server.domain.ticket import Channel
from server.drafting.macro_writer.asides import CONFIRMING_TOPICS, asides, receipt
from server.drafting.macro_writer.asks import ask_text
from server.drafting.macro_writer.closing import farewell, reassurance, signature
from server.drafting.macro_writer.letter import Letter, letter_of, without_name
from server.drafting.macro_writer.macro_values import macro_values
from server.drafting.macro_writer.material import Material
from server.drafting.macro_writer.next_step import is_said, next_step
from server.drafting.macro_writer.opening import Opening, openings
from server.drafting.macro_writer.phrases import what_it_is_about
from server.drafting.macro_writer.salutation import salutation
from server.drafting.macro_writer.topics import topic_of
from server.drafting.marked import Marked, Values, can_fill, fill, join, names_in
from server.drafting.task import WritingTask

MOST_WORDS: dict[Channel, int] = {"email": 120, "form": 120, "phone": 120, "chat": 45, "social": 45}
_ASKS_ALONE = re.compile(r"\{\{\s*asks\s*\}\}")
_BLANK_LINE = "\n\n"
_NOTHING = Marked("")
_WORD = re.compile(r"\w")


class Composed(Struct, frozen=True):
    text: Marked
    opening_id: str | None


def words_in(text: str) -> int:
    """Words as people count them: what blanks part and what holds a letter or figure."""
    return sum(bool(_WORD.search(word)) for word in text.split())


def compose_alone(task: WritingTask, macro: Macro, values: Values) -> Composed:
    """The macro as it stands, for a language in which we have no wordings of our own."""
    letter = letter_of(macro)
    parts = [letter.salutation, *letter.body, _closing_of(letter, task)]
    return Composed(_joined([fill(part, values) for part in parts if part and can_fill(part, values)]), None)


def compose(material: Material, macro: Macro) -> Composed:
    """The fullest text that the channel takes: the reassurance goes first, in a chat the opening gives way next."""
    candidates = list(_candidates(material, letter_of(macro)))
    limit = MOST_WORDS[material.task.channel]
    return next((c for c in candidates if words_in(c.text.text) <= limit), candidates[-1])


def _candidates(material: Material, letter: Letter) -> Iterator[Composed]:
    unnumbered = _without_number(material, letter)
    starts: list[Opening | None] = [] if letter.salutation else [*openings(unnumbered)]
    if not material.task.is_brief:
        starts = starts[:1]
    for start in starts or [None]:
        draft = _Draft(material, letter, start)
        yield draft.composed(reassures=True)
        yield draft.composed(reassures=False)
    if material.task.is_brief:
        yield _Draft(material, letter, None).composed(reassures=False)


class _Draft:
    """One draft in the making: each slot looks at what the others say."""

    def __init__(self, material: Material, letter: Letter, opening: Opening | None) -> None:
        self._task = material.task
        self._letter = letter
        self._opening = opening
        self._start = opening.text if opening else _NOTHING
        self._material = _without_what_was_said(material, opening)
        self._values = macro_values(self._material)
        self._spoken = _spoken_in(letter, self._values)
        self._body = _joined([self._paragraph(p) for p in letter.body if can_fill(p, self._values)])

    def composed(self, *, reassures: bool) -> Composed:
        """All slots in their order."""
        step = self._next_step()
        received = receipt(self._material, has_opening=self._opening is not None)
        parts = [
            self._salutation(),
            self._start,
            # After a macro's own salutation the next word goes on in its sentence.
            *([self._body, received] if self._letter.salutation else [received, self._body]),
            join(asides(self._material, self._said()), " "),
            self._asks(),
            join([step, self._reassurance(step) if reassures else _NOTHING], " "),
            self._closing(),
        ]
        return Composed(_joined(parts), self._opening.id if self._opening else None)

    def _said(self, *more: Marked) -> str:
        return _joined([self._start, self._body, *more]).text

    def _salutation(self) -> Marked:
        own = self._letter.salutation
        if own and can_fill(own, self._values):
            return fill(own, self._values)
        return Marked(salutation(self._material, leads_on=self._opening is not None or own is not None))

    def _paragraph(self, paragraph: str) -> Marked:
        """Asks that stand alone are whole sentences; inside another sentence they are a phrase."""
        return ask_text(self._material) if _ASKS_ALONE.fullmatch(paragraph.strip()) else fill(paragraph, self._values)

    def _asks(self) -> Marked:
        return _NOTHING if "asks" in self._spoken else ask_text(self._material)

    def _next_step(self) -> Marked:
        step = next_step(self._material)
        is_spoken = {"next_step", "next_step_day"} & self._spoken or is_said(step, self._body)
        return _NOTHING if is_spoken else step

    def _reassurance(self, step: Marked) -> Marked:
        if self._letter.salutation:
            return _NOTHING
        return reassurance(self._material, self._said(self._asks(), step), self._spoken)

    def _closing(self) -> Marked:
        """The macro's own farewell or ours; below it the name where the draft signs and the macro does not."""
        own = _closing_of(self._letter, self._task)
        end = fill(own, self._values) if own and can_fill(own, self._values) else Marked(farewell(self._material))
        name = _NOTHING if self._letter.names_agent else Marked(signature(self._material))
        return join([end, name], "\n")


def _spoken_in(letter: Letter, values: Values) -> set[str]:
    """Placeholders in those paragraphs of the macro that are kept."""
    return {name for p in letter.body if can_fill(p, values) for name in names_in(p)}


def _without_number(material: Material, letter: Letter) -> Material:
    """Where the macro names the order's number, the opening need not, unless it confirms something about it."""
    task = material.task
    if task.must_prove_identity or topic_of(task) in CONFIRMING_TOPICS:
        return material
    if "order_id" not in _spoken_in(letter, macro_values(material)):
        return material
    unnumbered = what_it_is_about(task, material.register, material.wording, None)
    return structs.replace(material, values={**material.values, **unnumbered})


def _without_what_was_said(material: Material, opening: Opening | None) -> Material:
    """A number that we could not find is named once."""
    number = material.values.get("unknown_number")
    if number is None or opening is None or not opening.text.says(number.text):
        return material
    return structs.replace(material, values={k: v for k, v in material.values.items() if k != "unknown_number"})


def _closing_of(letter: Letter, task: WritingTask) -> str | None:
    """The macro's own closing, without the name where the helpdesk adds it."""
    if letter.closing and task.case.store.signature == "helpdesk":
        return without_name(letter.closing) or None
    return letter.closing


def _joined(parts: list[Marked]) -> Marked:
    return join(parts, _BLANK_LINE)
