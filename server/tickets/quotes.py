"""Telling a mail's newest words from the history that its program quoted below or between them."""

import re
from importlib import resources
from itertools import islice

import msgspec

_LINES_OF_AN_ATTRIBUTION = 3
LINES_OF_A_HEAD = 8
_KINDS_OF_A_HEAD = 3
_CHARACTERS_OF_A_HEAD = 500
_LONGEST_ATTRIBUTION = 420
_ADDRESSES_LOOKED_AT = 20


class MailMarkers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """mail_markers.yaml."""

    attributions: list[str]
    attributions_within: list[str]
    separators: list[str]
    head_labels: dict[str, list[str]]
    device_lines: list[str]
    footers: list[str]
    closings: list[str]
    thanks: list[str]
    contact: list[str]


MARKERS = msgspec.yaml.decode(
    resources.files("server.tickets").joinpath("mail_markers.yaml").read_bytes(), type=MailMarkers
)


def any_of(patterns: list[str]) -> re.Pattern[str]:
    """One pattern that matches what any of `patterns` does, without regard to case."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_ATTRIBUTION = any_of(MARKERS.attributions)
_MAY_OPEN_ATTRIBUTION = re.compile(r"(?:am|den|on|le|el|il|op)\s|.{0,120}(?:@|\b(?:schrieb|hat am)\b)", re.IGNORECASE)
_ATTRIBUTION_WITHIN = any_of(MARKERS.attributions_within)
_ADDRESS_WITH_COLON = re.compile(r"@[\w.-]{1,80}>?(?: wrote)? ?:", re.IGNORECASE)
_SEPARATOR = any_of(MARKERS.separators)
_KIND_OF_LABEL = {label: kind for kind, labels in MARKERS.head_labels.items() for label in labels}
_LABEL = re.compile(rf"(?<!\w)\*?({'|'.join(_KIND_OF_LABEL)}) ?:\*?(?!\S*//)", re.IGNORECASE)


class Split(msgspec.Struct, frozen=True):
    """`own`: runs of the writer's lines between quotes. `quoted`: the quoted lines without `>`.

    `pasted`: all lines are copied from another mail, and nothing says that it was a reply to one of ours.
    """

    own: list[list[str]]
    quoted: list[str]
    pasted: bool


def split_quotes(text: str) -> Split:
    """Splits tidy text (plain_text.py) into own and quoted lines. Lines between `>` lines are own."""
    lines = text.split("\n")
    own: list[list[str]] = [[]]
    quoted: list[str] = []
    attributed = False
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.startswith(">"):
            quoted.append(line.lstrip("> "))
            if own[-1]:
                own.append([])
        elif length := _attribution_at(lines, at):
            quoted.extend(lines[at : at + length])
            at += length
            attributed = True
            if not _is_prefixed(lines, at):
                return _ended(own, quoted, lines[at:], attributed)
            continue
        elif (history := _history_from(lines, at)) is not None:
            before, rest = history
            return _ended([*own[:-1], [*own[-1], before]], quoted, rest, attributed)
        else:
            own[-1].append(line)
        at += 1
    return _ended(own, quoted, [], attributed)


def without_head(lines: list[str]) -> list[str]:
    """The lines below a copied mail head, `>` removed; all of them where there is no head."""
    bare = [line.lstrip("> ") for line in lines]
    below = [line for line in bare[:LINES_OF_A_HEAD] if not _LABEL.match(line) and not _SEPARATOR.match(line)]
    return [*below, *bare[LINES_OF_A_HEAD:]]


def _ended(own: list[list[str]], quoted: list[str], rest: list[str], attributed: bool) -> Split:
    wrote_nothing = not any(line for lines in own for line in lines)
    return Split(own, [*quoted, *(line.lstrip("> ") for line in rest)], wrote_nothing and not attributed)


def _attribution_at(lines: list[str], at: int) -> int:
    """How many lines from `at` on are `Am … schrieb …:`; 0 for none."""
    if not _MAY_OPEN_ATTRIBUTION.match(lines[at]):
        return 0
    joined = ""
    for length, line in enumerate(lines[at : at + _LINES_OF_AN_ATTRIBUTION], start=1):
        joined = f"{joined} {line}".strip()
        if not line or len(joined) > _LONGEST_ATTRIBUTION:
            return 0
        if _ATTRIBUTION.fullmatch(joined):
            return length
    return 0


def _is_prefixed(lines: list[str], at: int) -> bool:
    following = next((line for line in lines[at : at + 5] if line), "")
    return following.startswith(">")


def _history_from(lines: list[str], at: int) -> tuple[str, list[str]] | None:
    """The own words that stand before history on line `at`, and the history; None where none begins there."""
    line = lines[at]
    if _SEPARATOR.fullmatch(line) or (_LABEL.match(line) and _is_head(lines[at : at + LINES_OF_A_HEAD])):
        return "", lines[at:]
    start = _attribution_within(line)
    if start is None:
        start = _head_within(line)
    return None if start is None else (line[:start].rstrip(), [line[start:], *lines[at + 1 :]])


def _attribution_within(line: str) -> int | None:
    """Where `Am … schrieb … <address>:` begins in the middle of a line."""
    for address in islice(_ADDRESS_WITH_COLON.finditer(line), _ADDRESSES_LOOKED_AT):
        if found := _ATTRIBUTION_WITHIN.search(line[: address.end()], max(0, address.end() - _LONGEST_ATTRIBUTION)):
            return found.start()
    return None


def _is_head(lines: list[str]) -> bool:
    kinds = {_KIND_OF_LABEL[label[1].lower()] for line in lines if (label := _LABEL.match(line))}
    return len(kinds) >= _KINDS_OF_A_HEAD and "from" in kinds


def _head_within(line: str) -> int | None:
    """Where a head begins whose labels all stand on one line."""
    labels = [(m.start(), _KIND_OF_LABEL[m[1].lower()]) for m in _LABEL.finditer(line)]
    for first in range(len(labels) - _KINDS_OF_A_HEAD + 1):
        near = labels[first : first + _KINDS_OF_A_HEAD]
        if len({kind for _, kind in near}) == _KINDS_OF_A_HEAD and near[-1][0] - near[0][0] <= _CHARACTERS_OF_A_HEAD:
            return near[0][0]
    return None
