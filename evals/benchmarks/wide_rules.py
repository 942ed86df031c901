"""How often what a rule or reading of `denies_law` finds is said in truth, on the labelled sentences of
evals/drafts/said that the sentence reader learns from: `python -m evals.benchmarks.wide_rules`.

Those that are `wide` find at least MANY harmless sentences, and fewer than RIGHT of what they find is said.
"""

from collections import Counter
from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

from evals.training.labelled_sentences import TAKEN, Said, to_learn_from
from server.drafting.checks.rules import WordRule, rules_of
from server.drafting.ledger.clauses import Sentence, mask, sentences_in
from server.drafting.reading.concepts import concepts_of
from server.drafting.reading.readings import Reading

MANY, RIGHT = 3, 0.75


def rules_and_readings(language: str) -> list[tuple[str, WordRule | Reading]]:
    """With their places in the lists of the language, the first of each being 0."""
    rules = [(f"rule {at}", rule) for at, rule in enumerate(rules_of(language).denies_law)]
    return [*rules, *((f"reading {at}", it) for at, it in enumerate(concepts_of(language).readings["denies_law"]))]


def finds(rule: WordRule | Reading, sentence: Sentence) -> bool:
    """Whether its words stand in the sentence."""
    if isinstance(rule, WordRule):
        return rule.found_in(sentence.text) is not None
    return rule.found_in(sentence.told) is not None and not sentence.asks


def counted(language: str, said: list[Said]) -> Iterator[tuple[str, bool, int, int]]:
    """Of each rule: its place, whether it is marked as wide, how often it is right and how often wrong."""
    hits: Counter[tuple[str, bool]] = Counter()
    rules = rules_and_readings(language)
    for each in said:
        sentences = sentences_in(mask(each.text), language)
        is_said = not {*TAKEN}.isdisjoint(each.says)
        hits.update((place, is_said) for place, rule in rules if any(finds(rule, it) for it in sentences))
    for place, rule in rules:
        yield place, rule.wide, hits[place, True], hits[place, False]


def main() -> None:
    for language in ("de", "en"):
        said = [each for each in to_learn_from() if each.language == language]
        table = Table("place", "marked", "should be", "right", "wrong", title=f"{language}, n {len(said)}")
        for place, marked, right, wrong in sorted(counted(language, said), key=lambda row: -row[3]):
            is_wide = wrong >= MANY and right < RIGHT * (right + wrong)
            table.add_row(place, "wide" if marked else "", "wide" if is_wide else "", str(right), str(wrong))
        Console(width=80).print(table)


if __name__ == "__main__":
    main()
