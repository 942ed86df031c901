"""What becomes of drafts, how much of them survives, what they save and what they cost."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from statistics import median
from typing import Literal, TypeVar

from msgspec import Struct

from server.db.reports import DraftRow
from server.reports.grouping import grouped
from server.reports.survival import Survival, survival

K = TypeVar("K")

Fate = Literal["sent", "inserted", "discarded", "unreported"]
FATES: tuple[Fate, ...] = ("sent", "inserted", "discarded", "unreported")
"""The best that was reported of a draft, from best to nothing at all."""

BANDS = 5
"""Fifths into which the share that survived is sorted."""

READING_WORDS_PER_MINUTE = 240
"""How fast adults read plain prose, in words a minute (Brysbaert 2019 found 238)."""


class Shown(Struct, frozen=True):
    """A draft with its fate and, where the sent text was reported, what of it survived."""

    row: DraftRow
    fate: Fate
    survival: Survival | None


class DraftFigures(Struct, frozen=True):
    """Over many drafts. `used`: sent or inserted; `compared`: sent with their text; `median_share` None without any."""

    shown: int
    fates: Counter[Fate]
    rewrites: int
    compared: int
    median_share: float | None

    @property
    def used(self) -> int:
        return self.fates["sent"] + self.fates["inserted"]


class Saving(Struct, frozen=True):
    """Minutes saved over all compared drafts: typing what survived, less reading the whole draft; may be below 0."""

    drafts: int
    survived_words: int
    read_words: int
    typing_words_per_minute: int

    @property
    def minutes(self) -> float:
        return self.survived_words / self.typing_words_per_minute - self.read_words / READING_WORDS_PER_MINUTE


class Spending(Struct, frozen=True):
    """What the model cost, as far as drafts say so: `unpriced` drafts of a model say nothing."""

    cost: Decimal
    tokens: int
    priced: int
    unpriced: int


def shown(rows: Iterable[DraftRow]) -> list[Shown]:
    """Every draft of a reply with what became of it. Left out by the rows: supplier messages, and what Try it made."""
    return [
        Shown(row, _fate(row), None if row.sent_text is None else survival(row.text, row.sent_text)) for row in rows
    ]


def draft_figures(drafts: Sequence[Shown]) -> DraftFigures:
    """Counts of drafts, and the median share of a sent draft that survived."""
    shares = _shares(drafts)
    return DraftFigures(
        shown=len(drafts),
        fates=Counter(draft.fate for draft in drafts),
        rewrites=sum(draft.row.is_rewrite for draft in drafts),
        compared=len(shares),
        median_share=median(shares) if shares else None,
    )


def figures_by(drafts: Iterable[Shown], group_of: Callable[[Shown], K]) -> dict[K, DraftFigures]:
    """The figures of each group, the largest first."""
    groups = grouped(drafts, group_of)
    return {group: draft_figures(groups[group]) for group in sorted(groups, key=lambda one: -len(groups[one]))}


def bands(drafts: Iterable[Shown]) -> list[int]:
    """How many compared drafts survived to a share under a fifth, two fifths … ; the last holds four fifths to all."""
    counted = Counter(min(int(share * BANDS), BANDS - 1) for share in _shares(drafts))
    return [counted[band] for band in range(BANDS)]


def saving(drafts: Iterable[Shown], typing_words_per_minute: int) -> Saving:
    """The time saved by drafts whose sent text is known.

    Left out: drafts that were inserted without a report of the sent text, reading of drafts that were not used, and all
    thinking and looking up, with and without a draft.
    """
    compared = [draft.survival for draft in drafts if draft.survival]
    return Saving(
        drafts=len(compared),
        survived_words=sum(one.survived for one in compared),
        read_words=sum(one.words for one in compared),
        typing_words_per_minute=typing_words_per_minute,
    )


def spending(drafts: Iterable[Shown]) -> Spending:
    """Cost and tokens of the drafts that a model wrote; built-in texts cost nothing and are left out."""
    by_model = [draft.row for draft in drafts if draft.row.writer == "model"]
    priced = [row.cost for row in by_model if row.cost is not None]
    return Spending(
        cost=sum(priced, Decimal(0)),
        tokens=sum(row.tokens for row in by_model),
        priced=len(priced),
        unpriced=len(by_model) - len(priced),
    )


def _fate(row: DraftRow) -> Fate:
    return next((fate for fate in FATES if fate in (row.actions or ())), "unreported")


def _shares(drafts: Iterable[Shown]) -> list[float]:
    return [draft.survival.share for draft in drafts if draft.survival]
