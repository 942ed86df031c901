"""Labelled replies as drafts: whole ones by several hands, several for each golden ticket.

A file (`replies/1-held-out.de.yaml`: batch, half and language) lists replies that every blocking check must let pass,
and replies with one mistake, at which the check that `fails` must fail. Format and meaning of the labels: README.md
beside this file.
"""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import msgspec
import yaml
from msgspec import Struct

from evals.drafts.labelled_drafts import LabelledDraft, scored
from server.evaluation.split import Split

FOLDER = Path(__file__).parent / "replies"


class LabelledReply(Struct, frozen=True, forbid_unknown_fields=True):
    """A reply to a golden ticket. `mistake`: its words, where it `fails` a check."""

    golden: str
    text: str
    fails: str | None = None
    mistake: str | None = None


def reply_drafts() -> list[LabelledDraft]:
    """All replies of all files, each as a draft tagged with its batch."""
    return [case for path in sorted(FOLDER.glob("*.yaml")) for case in _drafts_of(path)]


def _drafts_of(path: Path) -> Iterator[LabelledDraft]:
    name, language, _ = path.name.split(".")
    batch, _, half = name.partition("-")
    for reply in msgspec.convert(yaml.safe_load(path.read_text("utf-8")), list[LabelledReply], strict=True):
        yield LabelledDraft(
            id=f"reply-{language}-{sha256(f'{reply.golden} {reply.text}'.encode()).hexdigest()[:10]}",
            why=reply.mistake or "one of many ways to say it",
            language=language,
            text=reply.text,
            expect=scored(reply.fails),
            golden=f"{reply.golden}.{language}",
            tags=[f"replies-{batch}"],
            set_aside=msgspec.convert(half, Split),
        )
