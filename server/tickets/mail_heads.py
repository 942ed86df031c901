"""Heads of copied mails: `From: … Sent: … To: … Subject: …`, a line each or all on one."""

import re
from itertools import islice

from server.tickets.mail_markers import MARKERS

LINES_OF_A_HEAD = 10
_KINDS_OF_A_HEAD = 3
_KINDS_WITH_AN_ADDRESS = 2
_CHARACTERS_OF_A_HEAD = 500
_LABELS_LOOKED_AT = 200

_KIND_OF_LABEL = {label: kind for kind, labels in MARKERS.head_labels.items() for label in labels}
_LABEL = re.compile(rf"(?<!\w)\*{{0,2}}({'|'.join(_KIND_OF_LABEL)}) ?(?::|：)\*{{0,2}}(?!\S*//)", re.IGNORECASE)
_ADDRESS = re.compile(r"\S@\S{1,80}\.\w")
_NAME = re.compile(r"[\"'*\s]*([^<\[\"(@]{2,60}?)[\"']?\s*[<\[(]")


def opens_head(lines: list[str], at: int) -> bool:
    """Whether a copied head begins on line `at`."""
    return _LABEL.match(lines[at]) is not None and _is_head(lines[at : at + LINES_OF_A_HEAD])


def head_within(line: str) -> int | None:
    """Where a head begins whose labels all stand on one line, behind other words or not."""
    if line.count(":") + line.count("：") < _KINDS_OF_A_HEAD:
        return None
    labels = [(m.start(), _KIND_OF_LABEL[m[1].lower()]) for m in islice(_LABEL.finditer(line), _LABELS_LOOKED_AT)]
    for first in range(len(labels) - _KINDS_OF_A_HEAD + 1):
        near = labels[first : first + _KINDS_OF_A_HEAD]
        if len({kind for _, kind in near}) == _KINDS_OF_A_HEAD and near[-1][0] - near[0][0] <= _CHARACTERS_OF_A_HEAD:
            return near[0][0]
    return None


def without_head(lines: list[str]) -> tuple[list[str], str]:
    """The lines below a copied head, and the head's `From` line; all lines and `""` where there is no head."""
    below, sender = [], ""
    for line in lines[:LINES_OF_A_HEAD]:
        label = _LABEL.match(line)
        if label is None:
            below.append(line)
        elif _KIND_OF_LABEL[label[1].lower()] == "from":
            sender = line[label.end() :].strip()
    return [*below, *lines[LINES_OF_A_HEAD:]], sender


def name_of(sender: str) -> str:
    """The name in `Anna Brandt <anna@example.org>`; empty where there is an address only."""
    name = _NAME.match(f"{sender[:200]} <")
    return name[1].strip() if name else ""


def _is_head(lines: list[str]) -> bool:
    """Three kinds of labels; two in a row where an address stands beside one of them."""
    labelled = [(line, _KIND_OF_LABEL[label[1].lower()]) for line in lines if (label := _LABEL.match(line))]
    kinds = {kind for _, kind in labelled}
    if len(kinds) >= _KINDS_OF_A_HEAD and "from" in kinds:
        return True
    row = [line for line in lines if line][:_KINDS_WITH_AN_ADDRESS]
    in_a_row = {_KIND_OF_LABEL[label[1].lower()] for line in row if (label := _LABEL.match(line))}
    return len(in_a_row) == _KINDS_WITH_AN_ADDRESS and any(_ADDRESS.search(line[:400]) for line in row)
