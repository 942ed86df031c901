"""Two numbers for one fact: between policies of a language, and between languages of a policy."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from server.said import Said
from server.stores.policy_lint.facts import Duration, Stated, durations
from server.stores.policy_lint.finding import PolicyFinding, about
from server.stores.policy_lint.statements import Statement
from server.stores.policy_lint.words import words_of

_TWICE = Said(
    "Hier steht {here}, in {file}, Zeile {line} aber {there}.",
    "This says {here}, but {file}, line {line} says {there}.",
)
_ONE_FACT = Said("Eine Tatsache braucht überall dieselbe Zahl.", "One fact needs the same number everywhere.")
_OTHER_LANGUAGE = Said(
    "Im Abschnitt #{section} steht {here}, auf {language} ({file}, Zeile {line}) nicht.",
    "Section #{section} says {here}; in {language} ({file}, line {line}) it does not.",
)
_SAME = Said(
    "Wer die andere Sprache liest, bekommt etwas anderes zugesagt.",
    "Whoever reads the other language is promised something else.",
)


def against_each_other(facts: Sequence[Stated]) -> Iterator[PolicyFinding]:
    """Facts of one language that another sentence, read earlier, gives another number."""
    first: dict[tuple[str, str, str | None], Stated] = {}
    for fact in facts:
        policy = fact.statement.policy
        known = first.setdefault((policy.language, fact.name, fact.country), fact)
        if known.value != fact.value:
            other = known.statement
            what = _TWICE.with_(here=fact.value, there=known.value, file=other.policy.path, line=other.line)
            yield about(fact.statement, "policy_against_policy", what, _ONE_FACT, None)


def between_languages(statements: Sequence[Statement], default_language: str) -> Iterator[PolicyFinding]:
    """Spans of time that a section names in one language only; said at the language that is not the shop's first."""
    by_section: dict[tuple[str, str], dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for statement in statements:
        by_section[statement.policy.id, statement.section][statement.policy.language].append(statement)
    for (_, section), languages in by_section.items():
        first = languages.get(default_language)
        for language, translated in languages.items():
            if first and language != default_language:
                yield from _differences(section, translated, first)


def _differences(section: str, here: list[Statement], there: list[Statement]) -> Iterator[PolicyFinding]:
    """What `here` says and `there` does not, at its sentence; else what is missing here, at its first sentence."""
    said, wanted = _durations(here), _durations(there)
    other = there[0].policy
    for duration in sorted(said.keys() - wanted.keys()):
        what = _OTHER_LANGUAGE.with_(
            section=section,
            here=_shown(duration),
            language=other.language,
            file=other.path,
            line=there[0].line,
        )
        yield about(said[duration], "policy_against_language", what, _SAME, None)
    if not said.keys() - wanted.keys():
        for duration in sorted(wanted.keys() - said.keys()):
            missing = wanted[duration]
            what = _OTHER_LANGUAGE.with_(
                section=section,
                here=_shown(duration),
                language=here[0].policy.language,
                file=here[0].policy.path,
                line=here[0].line,
            )
            yield about(missing, "policy_against_language", what, _SAME, None)


def _durations(statements: list[Statement]) -> dict[Duration, Statement]:
    found: dict[Duration, Statement] = {}
    for statement in statements:
        words = words_of(statement.policy.language)
        if words:
            found = dict.fromkeys(durations(statement.folded, words), statement) | found
    return found


def _shown(duration: Duration) -> str:
    return f"{duration.number} {duration.unit.replace('_', ' ')}"
