"""All findings about the policies that a shop writes today."""

from collections.abc import Mapping, Sequence

from server.domain.policy import Policy
from server.domain.store import Store
from server.stores.policy_lint.against_law import harsh_numbers, harsh_sentences
from server.stores.policy_lint.against_store import against_store
from server.stores.policy_lint.contradictions import against_each_other, between_languages
from server.stores.policy_lint.facts import Stated, stated_facts, topic_of
from server.stores.policy_lint.finding import PolicyFinding
from server.stores.policy_lint.missing import missing_facts, without_heading
from server.stores.policy_lint.plain import hard_to_read
from server.stores.policy_lint.statements import Statement, statements
from server.stores.policy_lint.words import Topic, words_of


def lint_policies(policies: Sequence[Policy], texts: Mapping[str, str], store: Store) -> list[PolicyFinding]:
    """By file and line. `texts`: the files of the pack by path.

    Of several versions the newest is looked at: earlier ones count for the orders of their days and stay as they are.
    Internal policies are held to the shop's settings and to each other, not to what customers must be told.
    """
    newest = newest_of(policies)
    topics: dict[str, Topic | None] = {}
    said: list[Statement] = []
    facts: list[Stated] = []
    found: list[PolicyFinding] = list(without_heading(newest, dict(texts)))
    for policy in newest:
        words = words_of(policy.language)
        if words is None:
            topics.setdefault(policy.id, None)
            continue
        topic = topics[policy.id] = topics.get(policy.id) or topic_of(policy, words)
        own = statements(policy, texts[policy.path], words)
        own_facts = stated_facts(own, topic, words)
        said += own
        facts += own_facts
        if policy.audience == "public":
            found += hard_to_read(own, words)
            if store.jurisdiction == "DE":
                found += harsh_sentences(own, topic)
                found += harsh_numbers(own_facts)
    found += against_store(facts, store)
    found += against_each_other(facts)
    found += between_languages(said, store.default_language)
    found += missing_facts(said, topics, newest, store)
    return sorted(found, key=lambda finding: (finding.file, finding.line))


def newest_of(policies: Sequence[Policy]) -> list[Policy]:
    """Of each id and language the version with the latest valid_from."""
    newest: dict[tuple[str, str], Policy] = {}
    for policy in policies:
        known = newest.get((policy.id, policy.language))
        if known is None or policy.valid_from > known.valid_from:
            newest[policy.id, policy.language] = policy
    return list(newest.values())
