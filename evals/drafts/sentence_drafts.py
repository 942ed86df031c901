"""Labelled sentences as drafts: each stands in the golden draft of its ticket, before the farewell.

A file (`1.de.yaml`: batch and language; `3-dev.de.yaml`: one half of a batch) holds, by check and ticket, sentences at
which the check must fail and near misses that every blocking check must let pass. Format and meaning of the labels:
README.md beside this file.
"""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Literal

import msgspec
import yaml
from msgspec import Struct

from evals.drafts.labelled_drafts import LabelledDraft, golden_drafts, scored
from server.evaluation.split import Split

FOLDER = Path(__file__).parent / "sentences"


class Labelled(Struct, frozen=True, forbid_unknown_fields=True):
    """Sentences for one ticket and check."""

    fails: list[str] = []
    passes: list[str] = []


def sentence_drafts() -> list[LabelledDraft]:
    """All sentences of all files, each as a draft tagged with its batch."""
    drafts = {draft.id: draft for draft in golden_drafts()}
    return [case for path in sorted(FOLDER.glob("*.yaml")) for case in _drafts_of(path, drafts)]


def _drafts_of(path: Path, drafts: dict[str, LabelledDraft]) -> Iterator[LabelledDraft]:
    name, language, _ = path.name.split(".")
    batch, _, half = name.partition("-")
    checks = msgspec.convert(yaml.safe_load(path.read_text("utf-8")), dict[str, dict[str, Labelled]], strict=True)
    for check, tickets in checks.items():
        for ticket, labelled in tickets.items():
            golden = drafts[f"golden-{ticket}.{language}"]
            for verdict, sentences in (("fails", labelled.fails), ("passes", labelled.passes)):
                for sentence in sentences:
                    draft = _with(sentence, golden, check, verdict, batch)
                    yield msgspec.structs.replace(draft, set_aside=msgspec.convert(half or None, Split | None))


def _with(
    sentence: str, golden: LabelledDraft, check: str, verdict: Literal["fails", "passes"], batch: str
) -> LabelledDraft:
    *before, farewell = golden.text.rstrip("\n").split("\n\n")
    expect = scored(check) if verdict == "fails" else {**scored(None), check: verdict}
    return msgspec.structs.replace(
        golden,
        id=f"{check}-{golden.language}-{sha256(f'{golden.golden} {sentence}'.encode()).hexdigest()[:10]}",
        why=f"{check} {verdict}: {sentence}",
        text="\n\n".join([*before, sentence, farewell]) + "\n",
        expect=expect,
        tags=[f"sentences-{batch}", *(["near-miss", check] if verdict == "passes" else [])],
    )
