"""Taking the signature from a run of own lines: closing and name, contact lines, devices, legal footers."""

import re

from server.tickets.quotes import MARKERS, any_of

# Signatures are short and stand at the end: looking no further keeps long mails cheap.
_LINES_LOOKED_AT = 30
_WORDS_OF_A_NAME = 5
_WORDS_OF_A_SENTENCE = 6

_DELIMITER = re.compile(r"-{2,3}|—|–")
_DEVICE_LINE = any_of(MARKERS.device_lines)
_FOOTER = any_of(MARKERS.footers)
_CLOSING = any_of(MARKERS.closings)
_THANKS = any_of(MARKERS.thanks)
_CONTACT = any_of(MARKERS.contact)
_POSTSCRIPT = re.compile(r"(?:p\.? ?s\.?|nachtrag)\b ?[:.,)]? ?\S", re.IGNORECASE)
_NAME = r"[^\W\d_][\w.'’-]{0,40}"
_AT_MOST_A_NAME = re.compile(rf"[\s,.!:)-]*(?:{_NAME}[\s.!]*){{0,2}}")
_CLOSING_WITHIN = re.compile(
    rf"(?<=[.!?)…]) ((?:{'|'.join([*MARKERS.closings, *MARKERS.thanks])})\b[ ,!]{{0,3}}"
    rf"(?:(?i:und|and|&) )?(?:{_NAME}[ .]{{0,2}}){{0,4}})$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")


def without_signature(lines: list[str]) -> tuple[list[str], list[str]]:
    """`lines` without their signature, and the signature. Words below a `PS` stay."""
    first = max(0, len(lines) - _LINES_LOOKED_AT)
    head, tail = lines[:first], [line for line in lines[first:] if not _DEVICE_LINE.fullmatch(line)]
    cut = _signature_start(tail, has_words_before=any(map(_WORD.search, head)))
    kept, signature = tail[:cut], tail[cut:]
    postscript = next((n for n, line in enumerate(signature) if _POSTSCRIPT.match(line)), len(signature))
    kept, signature = kept + signature[postscript:], signature[:postscript]
    return [*head, *_without_closing_at_the_end(kept, signature)], signature


def _signature_start(tail: list[str], *, has_words_before: bool) -> int:
    """The first line of the signature; the number of lines where there is none."""
    for at, line in enumerate(tail):
        if not has_words_before and not any(map(_WORD.search, tail[:at])):
            continue
        if _DELIMITER.fullmatch(line) or _FOOTER.fullmatch(line) or (_closes(line) and _is_signature(tail[at + 1 :])):
            return at
    return len(tail)


def _closes(line: str) -> bool:
    """Whether a line is a closing with at most a name behind it, or nothing but thanks."""
    if closing := _CLOSING.match(line):
        rest = line[closing.end() :]
        return (
            not rest[:1].isalnum()
            and "?" not in rest
            and len(_WORD.findall(rest[:200])) <= _WORDS_OF_A_NAME
            and len(rest) < 80
        )
    thanks = _THANKS.match(line)
    return thanks is not None and _AT_MOST_A_NAME.fullmatch(line, thanks.end()) is not None


def _is_signature(lines: list[str]) -> bool:
    """Whether no line up to a postscript or footer reads as a sentence."""
    for line in lines:
        if _POSTSCRIPT.match(line) or _FOOTER.fullmatch(line) or _DELIMITER.fullmatch(line):
            return True
        if len(_WORD.findall(line[:400])) >= _WORDS_OF_A_SENTENCE and not _CONTACT.search(line[:400]):
            return False
        if line.endswith("?"):
            return False
    return True


def _without_closing_at_the_end(kept: list[str], signature: list[str]) -> list[str]:
    """Takes "… Danke. LG Anna" from the last line; chat windows and forms run everything together."""
    last = next((n for n in reversed(range(len(kept))) if kept[n]), None)
    if last is None or signature or len(kept[last]) > 4000:
        return kept
    closing = _CLOSING_WITHIN.search(kept[last], max(0, len(kept[last]) - 120))
    if closing is None:
        return kept
    signature.append(closing[1])
    return [*kept[:last], kept[last][: closing.start()].rstrip()]
