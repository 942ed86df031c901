"""The mails that own words are measured on (evals/mails/own_words), and when an answer is right."""

from pathlib import Path

import msgspec
from msgspec import Struct

from server.evaluation.split import Split, split_by

MAILS = Path(__file__).parent.parent / "mails" / "own_words"
SHOP_ADDRESSES = ["hilfe@nordlicht.example"]


class Mail(Struct, frozen=True, forbid_unknown_fields=True):
    """One mail as `text` or `html`; `own` as a person read it, `with_signature` with what may be left below it."""

    id: str
    language: str
    own: str
    text: str | None = None
    html: str | None = None
    with_signature: str | None = None
    note: str | None = None

    @property
    def source(self) -> str:
        return self.text or self.html or ""

    @property
    def split(self) -> Split:
        """By a hash of the id; a third is held out."""
        return split_by(self.id)


def mails(name: str) -> list[Mail]:
    """The mails of one set: `public` or `ours`."""
    return msgspec.yaml.decode((MAILS / f"{name}.yaml").read_bytes(), type=list[Mail])


def is_own(answer: str, mail: Mail) -> bool:
    return answer.split() == mail.own.split()


def is_own_but_for_signature(answer: str, mail: Mail) -> bool:
    """Whether `answer` has all own words, and beyond them none but of the signature."""
    return _is_within(mail.own, answer) and _is_within(answer, mail.with_signature or mail.own)


def _is_within(part: str, whole: str) -> bool:
    """Whether the words of `part` stand in `whole` in their order."""
    words = iter(whole.split())
    return all(word in words for word in part.split())
