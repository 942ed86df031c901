"""What customers must be told and no public policy of a language says; text that no draft can cite."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from server.domain.policy import Policy
from server.domain.store import Store
from server.said import Said
from server.stores.policy_lint.against_store import parameter
from server.stores.policy_lint.finding import PolicyFinding
from server.stores.policy_lint.statements import Statement
from server.stores.policy_lint.words import Topic, words_of

_NAMED = re.compile(r"\(\?P<\w>")
_MISSING = Said("Es fehlt: {label}.", "Missing: {label}.")
_ASKED = Said(
    "Keine öffentliche Richtlinie dieser Sprache sagt es, also fragt jeder danach.",
    "No public policy in this language says it, so everybody has to ask.",
)
_NO_HEADING = Said("Vor diesem Text steht keine Überschrift.", "There is no heading above this text.")
_NOT_CITED = Said(
    "Nur Abschnitte werden gefunden und zitiert; eine Überschrift darüber setzen.",
    "Only sections are found and cited; put a heading above it.",
)


class _Required(Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    topic: Topic
    label: Said
    said: dict[str, str]
    law: bool = False
    parameter: str | None = None
    write: dict[str, str] = {}


def missing_facts(
    statements: Sequence[Statement], topics: dict[str, Topic | None], policies: Sequence[Policy], store: Store
) -> Iterator[PolicyFinding]:
    """By language of the shop; said at the policy that is about it, else at the folder.

    `topics`: by id. A shop without any public policy in a language is told nothing about that language.
    """
    public = [policy for policy in policies if policy.audience == "public"]
    for language in store.languages:
        there = [policy for policy in public if policy.language == language]
        words = words_of(language)
        if not there or words is None:
            continue
        said = [s.folded for s in statements if s.policy.language == language and s.policy.audience == "public"]
        for required in _required():
            if required.law and store.jurisdiction == "none":
                continue
            pattern = re.compile(required.said[language].replace("{span}", _NAMED.sub("(?:", words.span.pattern)))
            if not any(pattern.search(sentence) for sentence in said):
                home = next((policy for policy in there if topics[policy.id] == required.topic), None)
                yield _missing(required, home, language, store)


def without_heading(policies: Sequence[Policy], texts: dict[str, str]) -> Iterator[PolicyFinding]:
    """Policies with text above their first heading, or with no heading at all."""
    for policy in policies:
        lines = texts[policy.path].replace("\r\n", "\n").split("\n")
        end = policy.sections[0].line - 1 if policy.sections else len(lines)
        start = lines.index("---", 1) + 1 if "---" in lines[1:] else 0
        for number, line in enumerate(lines[start:end], start=start + 1):
            if line.strip() and not line.lstrip().startswith("<!--"):
                yield _at(policy, number, line.strip())
                break


def _at(policy: Policy, line: int, quote: str) -> PolicyFinding:
    return PolicyFinding(
        policy.id, policy.language, policy.path, line, "policy_no_heading", _NO_HEADING, _NOT_CITED, quote, None
    )


def _missing(required: _Required, home: Policy | None, language: str, store: Store) -> PolicyFinding:
    what = Said(_MISSING.de.format(label=required.label.de), _MISSING.en.format(label=required.label.en))
    value = parameter(store, required.parameter) if required.parameter else None
    wording = required.write.get(language)
    proposal = wording.format(value=value) if wording and (value is not None or not required.parameter) else None
    file, line = (home.path, home.sections[0].line if home.sections else 1) if home else ("policies", 1)
    return PolicyFinding(
        home.id if home else required.topic, language, file, line, "policy_missing_fact", what, _ASKED, "", proposal
    )


@cache
def _required() -> list[_Required]:
    source = files(__package__).joinpath("required.yaml").read_bytes()
    return msgspec.yaml.decode(source, type=list[_Required])
