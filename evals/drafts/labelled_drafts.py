"""The labelled drafts as data: a ticket of the mini shop, a draft that someone might write for it, and what the checks
should say. Format and meaning of the labels: README.md beside this file.
"""

import json
from pathlib import Path
from typing import Any, Literal

import msgspec
import yaml
from msgspec import Struct

from server.domain.draft import DraftRequest
from server.drafting.checks.table import CHECKS
from server.evaluation.split import Split, split_by

FOLDER = Path(__file__).parent
GOLDEN = FOLDER.parent.parent / "tests" / "drafting" / "golden"

Verdict = Literal["fails", "passes", "any"]


class LabelledDraft(Struct, frozen=True, forbid_unknown_fields=True):
    """One draft with its labels; `golden` names a golden ticket, or `ticket` gives one as in the contract.

    `facts`: the agent's corrections; `outcome`: the alternative that the agent chose. `language` is the draft's.
    `tags`: near-miss and the checks that a good draft comes close to, or what a bad one does.
    """

    id: str
    why: str
    language: str
    text: str
    expect: dict[str, Verdict] = {}
    store: Literal["mini"] = "mini"
    golden: str | None = None
    ticket: dict[str, Any] | None = None
    as_of: str = "2026-11-16T10:00:00+01:00"
    agent_name: str | None = "Mia"
    facts: dict[str, Any] = {}
    outcome: str | None = None
    tags: list[str] = []
    set_aside: Split | None = None

    @property
    def split(self) -> Split:
        """As its file says, else by a hash of the id; a third is held out."""
        return self.set_aside or split_by(self.id)

    @property
    def is_good(self) -> bool:
        """No check should have anything to say."""
        return "fails" not in self.expect.values()

    def request(self) -> DraftRequest:
        """What an agent would have asked the product for."""
        given = _golden(self.golden) if self.golden else {"ticket": self.ticket, "as_of": self.as_of}
        facts = {**(given.get("facts") or {}), **self.facts}
        return msgspec.convert(
            {
                "ticket": given["ticket"],
                "kind": given.get("kind", "reply"),
                "as_of": given["as_of"],
                "agent_name": self.agent_name,
                "facts": facts or None,
                "outcome": self.outcome,
                "language": self.language,
            },
            DraftRequest,
        )


def scored(fails: str | None) -> dict[str, Verdict]:
    """What is expected of a text with one mistake, of which only its own check is scored, or with none. Warnings never
    are.
    """
    unscored = [rule.id for rule in CHECKS if fails or rule.severity == "warn"]
    expect: dict[str, Verdict] = dict.fromkeys(unscored, "any")
    return {**expect, fails: "fails"} if fails else expect


def labelled_drafts() -> list[LabelledDraft]:
    """All cases of all files. ValueError for an id that is there twice or a case with no ticket or two."""
    cases = [
        msgspec.convert(case, LabelledDraft, strict=True)
        for path in sorted(FOLDER.glob("*.yaml"))
        for case in yaml.safe_load(path.read_text("utf-8"))
    ]
    ids = [case.id for case in cases]
    if doubled := {name for name in ids if ids.count(name) > 1}:
        raise ValueError(f"Ids that are there twice: {', '.join(sorted(doubled))}.")
    if wrong := [case.id for case in cases if (case.golden is None) == (case.ticket is None)]:
        raise ValueError(f"Give either golden or ticket: {', '.join(wrong)}.")
    return cases


def golden_drafts() -> list[LabelledDraft]:
    """Every golden draft as a good one; all are dev, whatever the hash of their id."""
    return [_good(path) for path in sorted(GOLDEN.glob("*.txt"))]


def _good(path: Path) -> LabelledDraft:
    head, _, text = path.read_text("utf-8").partition("\n\n")
    golden = _golden(path.stem)
    return LabelledDraft(
        id=f"golden-{path.stem}",
        why=golden["why"],
        language=head.rsplit(" ", 1)[-1],
        text=text,
        golden=path.stem,
        agent_name=golden["agent_name"],
    )


def _golden(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))
    return found
