"""Links and addresses that stand in no source: they are blocked, and can be taken out."""

import re

from server.drafting.ledger.claims import Ledger, read_ledger
from server.drafting.ledger.figures import Figure
from server.drafting.task import WritingTask

_LEAD = re.compile(r"[ \t]*[:(\[]?[ \t]*$")


def foreign_links(ledger: Ledger) -> list[Figure]:
    """Links and mail addresses that nothing supports, in order."""
    return [f for f in ledger.figures if f.kind == "link" and ledger.source_of(f) is None]


def without_foreign_links(text: str, language: str, task: WritingTask) -> str:
    """The text without links and addresses of no source; sentences that were nothing but one go whole."""
    for link in reversed(foreign_links(read_ledger(text, language, task))):
        before = text[: link.start]
        lead = _LEAD.search(before)
        start = lead.start() if lead else link.start
        end = link.end + (1 if text[link.end : link.end + 1] in (")", "]") and "(" in before[start:] + "[" else 0)
        text = f"{text[:start]}{text[end:]}"
    return re.sub(r"[ \t]+(?=[.,;!?\n]|$)", "", re.sub(r"\n{3,}", "\n\n", text)).strip("\n")
