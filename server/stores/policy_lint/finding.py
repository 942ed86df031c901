"""A finding about a policy, in German and English."""

from typing import Literal

from msgspec import Struct

from server.domain.pack import Finding
from server.said import Said
from server.stores.formats.findings import SENTENCES
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
        key = "policy.said_with_proposal" if self.proposal else "policy.said"
        said = SENTENCES(key, what=self.what, why=self.why, proposal=self.proposal)
        return Finding(self.file, self.line, self.code, "warning", said.en, {}, said.de)


def about(statement: Statement, code: Code, what: Said, why: Said, proposal: str | None) -> PolicyFinding:
    """A finding about one sentence."""
    policy = statement.policy
    return PolicyFinding(
        policy.id, policy.language, policy.path, statement.line, code, what, why, statement.text, proposal
    )
