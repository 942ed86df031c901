"""Sentences of replies with what they say (evals/drafts/said), to train and to measure the sentence reader on."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct, json

SAID = Path(__file__).parent.parent / "drafts" / "said"

REMEDIES = (
    "refund", "replacement", "repair", "exchange", "cancel", "credit", "discount", "gift", "keep", "free_return",
    "express",
)  # fmt: skip
TAKEN = (
    "sends_away", "risk_yours", "no_return", "no_return_of_such", "short_window", "cannot_cancel", "hurdle",
    "credit_only", "charges", "pays_return", "no_warranty", "too_late_notice", "own_fault", "our_choice", "money_late",
    "rights_given_up", "must_wait",
)  # fmt: skip
TOLD = ("calls_goodwill", "admits_fault", "reveals_inside", "already_done", "still_today")
SAYINGS = [*(f"gives_{it}" for it in REMEDIES), *(f"offers_{it}" for it in REMEDIES), *TAKEN, *TOLD]
"""Everything that a sentence can say; evals/drafts/said/README.md tells what each means."""

PUT_ASIDE = ("held_out", "thresholds")


class Said(Struct, frozen=True):
    """A sentence and all that it says."""

    language: str
    text: str
    says: list[str]


def to_learn_from() -> list[Said]:
    """All but those of the writers who are put aside."""
    return [said for path in sorted(SAID.glob("*.jsonl")) if path.stem not in PUT_ASIDE for said in _of(path)]


def for_thresholds() -> list[Said]:
    """One writer's: nothing is learned from them; they are there to set thresholds on."""
    return [*_of(SAID / "thresholds.jsonl")]


def held_out() -> list[Said]:
    """One writer's: nothing is learned from them, and nobody looks at more than the scores."""
    return [*_of(SAID / "held_out.jsonl")]


def _of(path: Path) -> Iterator[Said]:
    yield from (json.decode(line, type=Said) for line in path.read_text("utf-8").splitlines())
