"""What a sentence says by the ear of the sentence reader, beside its concepts: whatever its words (heard.yaml)."""

from functools import cache, lru_cache
from importlib.resources import files

import msgspec
import yaml
from msgspec import Struct

from server.drafting.reading.when import When
from server.llm.sentence_reader.model import sentence_reader

_CHECKS = ("denies_law", "goodwill", "admits_fault", "internal", "earlier_day")
_PROMISE = "promise"
_GIVES, _OFFERS = _PROMISES = ("gives_", "offers_")
ALIKE = (frozenset({"refund", "credit", "discount"}), frozenset({"replacement", "exchange", "repair"}))
"""Remedies that an ear takes for each other."""
_FEW_WORDS = 3  # a greeting, a name, or a mail address with little beside it


class Saying(Struct, frozen=True, forbid_unknown_fields=True):
    """When a saying makes a check fail: rows of the law or their letters of which one must apply (empty: always), and
    no concept of `none` told of in the sentence. `sure`: the least probability, where it is not the check's.
    `in_general`: it also counts where nothing is decided, if it is certain.
    """

    law: tuple[str, ...] = ()
    when: When | None = None
    none: tuple[str, ...] = ()
    sure: float | None = None
    in_general: bool = False


class Heard(Struct, frozen=True):
    """What a sentence `surely` says, and what `certainly`. `not_meant`: the checks whose rules find words in it that
    are not meant so, for nothing of the kind is heard, and the words are not so few that they mean what they say;
    `promise` where no remedy is given or offered, and a remedy where neither it nor its like is, or surely its like
    and it is not. `not_meant_wide`: the same of wide rules. `to_choose`: remedies that are offered and not given.
    """

    surely: frozenset[str]
    certainly: frozenset[str]
    not_meant: frozenset[str]
    not_meant_wide: frozenset[str]
    to_choose: frozenset[str]


class _Unless(Struct, frozen=True, forbid_unknown_fields=True):
    below: float
    brief: int = 0


class _Heard(Struct, frozen=True, forbid_unknown_fields=True):
    sure: dict[str, float]
    certain: float
    hardly: float
    vague: dict[str, frozenset[str]]
    plain: dict[str, _Unless]
    wide: dict[str, _Unless]
    denies_law: dict[str, Saying]
    goodwill: dict[str, Saying]
    admits_fault: dict[str, Saying]
    internal: dict[str, Saying]
    earlier_day: dict[str, Saying]


def sayings_of(check: str) -> dict[str, Saying]:
    """What a check listens for."""
    found: dict[str, Saying] = getattr(_heard(), check)
    return found


@lru_cache(maxsize=5_000)
def heard_in(sentence: str) -> Heard | None:
    """What is said; some milliseconds for a sentence that is new. None where it is too short to listen to."""
    words = sum("@" not in word for word in sentence.split())
    if words < _FEW_WORDS:
        return None
    sure, probable = _sure(), sentence_reader().read(sentence)
    surely = frozenset(saying for saying, probability in probable.items() if probability >= sure[saying])
    hardly = frozenset(saying for saying, probability in probable.items() if probability < _heard().hardly)
    return Heard(
        surely,
        frozenset(saying for saying, probability in probable.items() if probability >= _heard().certain),
        _not_meant(_heard().plain, probable, words) | _taken_for(surely, hardly),
        _not_meant(_heard().wide, probable, words),
        _left_to_choose(surely, hardly),
    )


def _left_to_choose(surely: frozenset[str], hardly: frozenset[str]) -> frozenset[str]:
    """The remedies that are offered and not given."""
    offered = {saying.removeprefix(_OFFERS) for saying in surely if saying.startswith(_OFFERS)}
    return frozenset(name for name in offered if _GIVES + name in hardly)


def _taken_for(surely: frozenset[str], hardly: frozenset[str]) -> frozenset[str]:
    """The remedies of vague words where another like them is what is given or offered, and they are not."""
    return frozenset(
        name
        for name, others in _heard().vague.items()
        if _told(name) <= hardly and any(_told(other) & surely for other in others)
    )


def _told(remedy: str) -> set[str]:
    """The sayings that give or offer a remedy."""
    return {verb + remedy for verb in _PROMISES}


def _not_meant(unless: dict[str, _Unless], probable: dict[str, float], words: int) -> frozenset[str]:
    return frozenset(
        check
        for check, by in unless.items()
        if words >= by.brief and all(probable[saying] < by.below for saying in _listened_for(check))
    )


@cache
def _listened_for(name: str) -> list[str]:
    """The sayings of a check, of all promises, or of a remedy and its like."""
    if name in _CHECKS:
        return [*sayings_of(name)]
    remedies = next((family for family in ALIKE if name in family), frozenset({name}))
    promises = [saying for saying in sentence_reader().names if saying.startswith(_PROMISES)]
    return [saying for saying in promises if name == _PROMISE or saying.partition("_")[2] in remedies]


@cache
def _heard() -> _Heard:
    return msgspec.convert(yaml.safe_load(files(__package__).joinpath("heard.yaml").read_text("utf-8")), _Heard)


@cache
def _sure() -> dict[str, float]:
    """The least probability of each saying that something follows from."""
    heard = _heard()
    sure = {name: heard.sure.get(name, heard.sure.get(name.partition("_")[0], 1.0)) for name in sentence_reader().names}
    for check in _CHECKS:
        sure |= {name: saying.sure or heard.sure[check] for name, saying in sayings_of(check).items()}
    return sure
