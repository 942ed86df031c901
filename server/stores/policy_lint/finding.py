"""A finding about a policy, in German and English."""

from typing import Literal

from msgspec import Struct

from server.domain.pack import Finding
from server.stores.policy_lint.statements import Statement

Code = Literal[
    "policy_missing_fact",
    "policy_no_heading",
    "policy_hard_word",
    "policy_long_sentence",
    "policy_against_tree",
    "policy_against_law",
    "policy_against_policy",
    "policy_against_language",
]


class Said(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence of ours to a manager."""

    de: str
    en: str

    def with_(self, **values: object) -> "Said":
        """The sentence with its `{names}` filled."""
        return Said(self.de.format(**values), self.en.format(**values))


class PolicyFinding(Struct, frozen=True):
    """`quote` is the sentence that it is about, `proposal` a wording in the policy's language where there is one."""

    policy: str
    language: str
    file: str
    line: int
    code: Code
    what: Said
    why: Said
    quote: str
    proposal: str | None

    def as_finding(self) -> Finding:
        """As `kulanz lint` says it."""
        write = f' Write "{self.proposal}" instead.' if self.proposal else ""
        return Finding(self.file, self.line, self.code, "warning", f"{self.what.en} {self.why.en}{write}", {})


def about(statement: Statement, code: Code, what: Said, why: Said, proposal: str | None) -> PolicyFinding:
    """A finding about one sentence."""
    policy = statement.policy
    return PolicyFinding(
        policy.id, policy.language, policy.path, statement.line, code, what, why, statement.text, proposal
    )
