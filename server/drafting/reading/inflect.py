"""All forms of a verb from its dictionary form, by rule; what rules cannot know stands in verbs/*.yaml."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import yaml

_SEPARABLE = "|"
_INSEPARABLE = ("be", "emp", "ent", "er", "ge", "miss", "ver", "zer", "über", "unter", "wider", "hinter", "voll")
_UMLAUT = str.maketrans("aou", "äöü")
_VOWELS = "aeiou"
_ADJECTIVE = ("", "e", "en", "er", "es", "em")
_SIBILANTS = ("s", "ß", "z", "x")
_SHORT = 5


def forms_of(verb: str, language: str) -> frozenset[str]:
    """Every form, lower case; of a German one with a prefix that parts (`zurück|zahlen`) those in two words as well,
    with a gap between them: `zahle … zurück`.
    """
    return frozenset(_german(verb) if language == "de" else _english(verb))


@cache
def _irregular(language: str) -> dict[str, list[str]]:
    """By infinitive: third person, past and participle in German, past and participle in English."""
    path = files(__package__).joinpath("verbs", f"{language}.yaml")
    told: dict[str, str] = yaml.safe_load(path.read_text("utf-8"))
    return {verb: forms.split() for verb, forms in told.items()}


def _german(verb: str) -> Iterator[str]:
    prefix, _, base = verb.rpartition(_SEPARABLE)
    finite, participle = _conjugated(base)
    for form in finite:
        yield prefix + form
        if prefix:
            yield f"{form} … {prefix}"
    yield from (prefix + participle + ending for ending in _ADJECTIVE)
    if prefix:
        yield f"{prefix}zu{base}"


def _conjugated(verb: str) -> tuple[set[str], str]:
    """The finite forms with the infinitive, and the participle."""
    before, base = _parted(verb)
    told = _irregular("de").get(base)
    if told is None:
        finite, participle = _weak(base)
    else:
        third, past, participle = told
        finite = {*_present(base, third), *_past(past)}
    if before:
        participle = participle.removeprefix("ge")
    elif base.endswith("ieren") or base.startswith(_INSEPARABLE):
        participle = participle.removeprefix("ge") if told is None else participle
    return {before + form for form in finite}, before + participle


def _parted(verb: str) -> tuple[str, str]:
    """The prefix that never parts, and the verb behind it where it is an irregular one."""
    for prefix in _INSEPARABLE:
        if verb.startswith(prefix) and verb.removeprefix(prefix) in _irregular("de") and verb not in _irregular("de"):
            return prefix, verb.removeprefix(prefix)
    return "", verb


def _weak(verb: str) -> tuple[set[str], str]:
    stem = verb.removesuffix("n") if verb.endswith(("eln", "ern")) else verb.removesuffix("en")
    link = "e" if stem.endswith(("t", "d", "chn", "ffn", "gn", "dn", "tm")) else ""
    finite = {verb, stem, f"{stem}e", f"{stem}{link}st", f"{stem}{link}t"}
    finite |= {f"{stem}{link}te{ending}" for ending in ("", "n", "st", "t")}
    return finite, f"ge{stem}{link}t"


def _present(verb: str, third: str) -> Iterator[str]:
    stem = verb.removesuffix("en")
    yield from (verb, stem, f"{stem}e", f"{stem}t", f"{stem}st", third)
    changed = third if stem.endswith("t") else third.removesuffix("t")
    yield from (changed, f"{changed}st", f"{changed}t" if changed.endswith(_SIBILANTS) else changed)


def _past(past: str) -> Iterator[str]:
    if past.endswith("te"):
        yield from (past + ending for ending in ("", "n", "st", "t"))
        yield from (past.translate(_UMLAUT) + ending for ending in ("", "n", "st", "t"))
    else:
        yield from (past + ending for ending in ("", "en", "st", "t"))
        yield from (past.translate(_UMLAUT) + ending for ending in ("e", "en", "est", "et"))


def _english(verb: str) -> Iterator[str]:
    yield verb
    yield (
        verb[:-1] + "ies"
        if _ends_in_y(verb)
        else verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    )
    stem = verb.removesuffix("e") if not verb.endswith("ee") else verb
    if _doubles(verb):
        stem += verb[-1]
    yield f"{verb[:-2]}ying" if verb.endswith("ie") else f"{stem}ing"
    irregular = _irregular("en").get(verb)
    yield from irregular or ([verb[:-1] + "ied"] if _ends_in_y(verb) else [f"{stem}ed"])


def _ends_in_y(verb: str) -> bool:
    return verb.endswith("y") and verb[-2] not in _VOWELS


def _doubles(verb: str) -> bool:
    """Short verbs double their last letter: shipped, putting."""
    if len(verb) < 3 or len(verb) > _SHORT:
        return False
    first, vowel, last = verb[-3], verb[-2], verb[-1]
    return (
        first not in _VOWELS and vowel in _VOWELS and last not in f"{_VOWELS}wxyr" and not verb.endswith(("en", "er"))
    )
