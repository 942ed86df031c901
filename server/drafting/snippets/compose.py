"""Short texts of a policy, made of the shop's settings and of what the policy itself says."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Literal, get_args

import msgspec
from msgspec import Struct

from server.domain.policy import Policy
from server.domain.store import Store
from server.drafting import formats
from server.stores.policy_lint.against_store import parameter
from server.stores.policy_lint.facts import stated_facts, topic_of
from server.stores.policy_lint.statements import statements
from server.stores.policy_lint.words import Words, words_of

Place = Literal["product", "cart", "checkout", "confirmation", "status"]
PLACES: tuple[Place, ...] = get_args(Place)
_MARKS = re.compile(r"[*`]|\[(?=[^\]]*\]\()|\]\([^)]*\)")


class Snippet(Struct, frozen=True):
    """`is_quote`: the policy's own words, because there is no fact to make a sentence of."""

    place: Place
    text: str
    is_quote: bool


class _Sentences(Struct, frozen=True, forbid_unknown_fields=True):
    countries: dict[str, dict[str, str]]
    from_countries: dict[str, dict[str, str]]
    statutory: dict[str, str]
    days: dict[str, str]
    elsewhere: dict[str, str]
    more: dict[str, str]
    topics: dict[str, dict[Place, dict[str, list[str]]]]


def snippets_of(policy: Policy, store: Store) -> list[Snippet]:
    """One for each place, in the policy's language; none for an internal policy or a language without sentences."""
    words = words_of(policy.language)
    if words is None or policy.audience == "internal" or not policy.sections:
        return []
    topic = topic_of(policy, words) or ""
    places = _read().topics.get(topic, {})
    values = _values(policy, store, words)
    quote = _first_sentence(policy, words)
    found: list[Snippet] = []
    for place in PLACES:
        said = [_filled(text, values) for text in places.get(place, {}).get(policy.language, [])]
        text = " ".join(filter(None, said))
        found.append(Snippet(place, _with_link(text or quote, place, policy), not text))
    return [snippet for snippet in found if snippet.text]


def _filled(sentence: str, values: Mapping[str, str]) -> str:
    """Empty where a value is not known."""
    names = {name for _, name, _, _ in Formatter().parse(sentence) if name}
    return sentence.format(**values) if names <= values.keys() else ""


def _values(policy: Policy, store: Store, words: Words) -> dict[str, str]:
    language, sentences = policy.language, _read()
    countries = sentences.countries[language]
    stated = stated_facts(statements(policy, _as_file(policy), words), topic_of(policy, words), words)
    said = {fact.name: str(fact.value) for fact in stated}
    home = parameter(store, "promised_days", store.country)
    known = {
        "home": countries.get(store.country),
        "home_days": str(home) if home is not None else None,
        "all_days": _by_country(store, language),
        "window": said.get("return_window") and str(parameter(store, "return_window_days") or said["return_window"]),
        "free_from": _free_from(store, language),
        "withdrawal": said.get("withdrawal_period"),
        "refund_days": said.get("refund_days"),
        "liability": said.get("liability"),
        "statutory": sentences.statutory[language] if store.jurisdiction == "DE" else None,
        "hours": formats.hours(store.hours, language) if store.hours else None,
        "address": next(iter(store.addresses), None),
        "url": policy.url,
    }
    return {name: value for name, value in known.items() if value}


def _by_country(store: Store, language: str) -> str | None:
    """Each country of the promise, the rest at the end."""
    dated = store.parameters.get("promised_days")
    value = dated[-1].value if dated else None
    if not isinstance(value, dict):
        return None
    sentences = _read()
    names = sentences.countries[language] | {"default": sentences.elsewhere[language]}
    if not value.keys() <= names.keys():
        return None
    order = [*(country for country in value if country != "default"), *(c for c in value if c == "default")]
    return ", ".join(sentences.days[language].format(country=names[c], days=value[c]) for c in order)


def _free_from(store: Store, language: str) -> str | None:
    """The countries whose returns the shop pays, the own one first; None where it pays none, or one has no name."""
    sentences = _read()
    names = sentences.countries[language] | sentences.from_countries[language]
    free = sorted(
        (c for c, payer in store.returns.postage.items() if payer == "shop"), key=lambda c: (c != store.country, c)
    )
    if not free or not set(free) <= names.keys():
        return None
    return formats.listing([names[country] for country in free], language)


def _first_sentence(policy: Policy, words: Words) -> str:
    """The policy's own, up to its first full stop."""
    first = next(iter(statements(policy, _as_file(policy), words)), None)
    return _MARKS.sub("", first.text) if first else ""


def _as_file(policy: Policy) -> str:
    """Text whose lines are where the policy's sections say they are."""
    lines: list[str] = []
    for section in policy.sections:
        lines += [""] * (section.line - 1 - len(lines))
        lines += [section.title, "", *section.text.split("\n")]
    return "\n".join(lines)


def _with_link(text: str, place: Place, policy: Policy) -> str:
    """The product page says it in one line; everywhere else the policy's page is a click away."""
    if not text or not policy.url or place == "product":
        return text
    return f"{text} {_read().more[policy.language].format(url=policy.url)}"


@cache
def _read() -> _Sentences:
    return msgspec.yaml.decode(files(__package__).joinpath("sentences.yaml").read_bytes(), type=_Sentences)
