"""Telling a mail's newest words from the history that its program quoted below or between them."""

import re
from itertools import islice

from msgspec import Struct

from server.tickets.mail_heads import head_within, opens_head, without_head
from server.tickets.mail_markers import MARKERS, any_of

_LINES_OF_AN_ATTRIBUTION = 3
_LONGEST_ATTRIBUTION = 420
_ENDS_OF_AN_ATTRIBUTION = (":", ">", ")", "]")
_ADDRESSES_LOOKED_AT = 20
_SHORTEST_WRAPPED_LINE = 60
_LONGEST_REMAINDER = 80

_ATTRIBUTION = any_of(MARKERS.attributions)
_MAY_OPEN_ATTRIBUTION = re.compile(r".{0,200}(?:\d|@|\b(?:schrieb|wrote)\b)", re.IGNORECASE)
# Whatever the language: a time or date and an address in brackets, closed by a colon.
_ADDRESS = r"[<(\[][^<>()\[\]]{0,120}@[^<>()\[\]]{1,120}"
_DATE = r"\d{1,4}[./:-]\d{1,2}|\b(?:19|20)\d\d\b"
_DATE_AND_ADDRESS = re.compile(rf"(?=.{{0,160}}(?:{_DATE})).{{0,260}}{_ADDRESS}[>)\]].{{0,60}}:")
_DATE_AND_ADDRESS_ABOVE_QUOTE = re.compile(rf"(?=.{{0,160}}(?:{_DATE})).{{0,260}}{_ADDRESS}[>)\]]")
_ATTRIBUTION_WITHIN = any_of(MARKERS.attributions_within)
_ADDRESS_WITH_COLON = re.compile(
    r"@[\w.-]{1,80}[>)]{0,2}(?: (?:wrote|a écrit|escribió|ha scritto|schrieb|schreef))? ?:", re.IGNORECASE
)
_SEPARATOR = any_of(MARKERS.separators)
_SEPARATOR_WITHIN = re.compile(
    r"-{5} ?(?:original message|ursprüngliche nachricht|originalnachricht) ?-{5}", re.IGNORECASE
)
_REPLY_LINE = any_of(MARKERS.reply_lines)
_UNCLOSED = re.compile(r"[(<]https?:[^)>\s]{0,2000}$")


class Split(Struct, frozen=True):
    """`own`: runs of the writer's lines between quotes. `quoted`: the quoted lines without `>`.

    `attributed`: something says that what is quoted is what the writer replied to.
    """

    own: list[list[str]]
    quoted: list[str]
    attributed: bool


def split_quotes(lines: list[str]) -> Split:
    """Splits tidy lines (plain_text.py) into own and quoted ones. Lines between `>` lines are own."""
    own: list[list[str]] = [[]]
    quoted: list[str] = []
    attributed = False
    at = 0
    while at < len(lines):
        line = lines[at]
        if _is_quoted(line) or _continues_quote(lines, at):
            quoted.append(line.lstrip("> "))
            if own[-1]:
                own.append([])
        elif length := _attribution_at(lines, at):
            quoted.extend(lines[at : at + length])
            at += length
            attributed = True
            if not _is_prefixed(lines, at):
                return Split(own, [*quoted, *_bare(lines[at:])], attributed)
            continue
        elif _REPLY_LINE.fullmatch(line):
            return Split(own, [*quoted, *_bare(lines[at:])], True)
        elif _SEPARATOR.fullmatch(line) and _is_prefixed(lines, at + 1):
            quoted.append(line)
        elif (history := _history_from(lines, at)) is not None:
            before, rest = history
            own[-1].append(before)
            return Split(own, [*quoted, *_bare(rest)], attributed)
        else:
            own[-1].append(line)
        at += 1
    return Split(own, quoted, attributed)


def below_copied_head(lines: list[str]) -> tuple[list[str], str]:
    """A copied mail's own lines, and who it says it is from (`""` where it does not)."""
    bare = _bare(lines)
    first = next((n for n, line in enumerate(bare) if line and not _SEPARATOR.fullmatch(line)), len(bare))
    return without_head(bare[first:])


def _bare(lines: list[str]) -> list[str]:
    return [line.lstrip("> ") for line in lines]


def _is_quoted(line: str) -> bool:
    """`>` at the begin; at both ends it is decoration."""
    return line.startswith(">") and not line.endswith("<")


def _continues_quote(lines: list[str], at: int) -> bool:
    """Whether a mail program broke the quoted line before and lost its `>` on the rest of it."""
    if at == 0 or not _is_quoted(lines[at - 1]) or not lines[at] or len(lines[at]) > _LONGEST_REMAINDER:
        return False
    before = lines[at - 1]
    if _UNCLOSED.search(before[-2000:]):
        return True
    is_wrapped = len(before) >= _SHORTEST_WRAPPED_LINE and before[-1] not in ".!?:;>)" and not lines[at][:1].isupper()
    return is_wrapped and at + 1 < len(lines) and _is_quoted(lines[at + 1])


def _attribution_at(lines: list[str], at: int) -> int:
    """How many lines from `at` on are `Am … schrieb …:`; 0 for none."""
    if not _MAY_OPEN_ATTRIBUTION.match(lines[at]) or (_attribution_within(lines[at]) or 0) > 0:
        return 0
    joined = ""
    for length, line in enumerate(lines[at : at + _LINES_OF_AN_ATTRIBUTION], start=1):
        joined = f"{joined} {line}".strip()
        if not line or len(joined) > _LONGEST_ATTRIBUTION:
            return 0
        if not joined.endswith(_ENDS_OF_AN_ATTRIBUTION):
            continue
        if _ATTRIBUTION.fullmatch(joined) or _DATE_AND_ADDRESS.fullmatch(joined):
            return length
        if _DATE_AND_ADDRESS_ABOVE_QUOTE.fullmatch(joined) and _is_prefixed(lines, at + length):
            return length
    return 0


def _is_prefixed(lines: list[str], at: int) -> bool:
    following = next((line for line in lines[at : at + 5] if line), "")
    return _is_quoted(following)


def _history_from(lines: list[str], at: int) -> tuple[str, list[str]] | None:
    """The own words that stand before history on line `at`, and the history; None where none begins there."""
    line = lines[at]
    if _SEPARATOR.fullmatch(line) or opens_head(lines, at):
        return "", lines[at:]
    start = _attribution_within(line)
    if start is None:
        start = head_within(line)
    if start is None and (separator := _SEPARATOR_WITHIN.search(line)):
        start = separator.start()
    return None if start is None else (line[:start].rstrip(" -"), [line[start:], *lines[at + 1 :]])


def _attribution_within(line: str) -> int | None:
    """Where `Am … schrieb … <address>:` begins in the middle of a line."""
    for address in islice(_ADDRESS_WITH_COLON.finditer(line), _ADDRESSES_LOOKED_AT):
        if found := _ATTRIBUTION_WITHIN.search(line[: address.end()], max(0, address.end() - _LONGEST_ATTRIBUTION)):
            return found.start()
    return None
