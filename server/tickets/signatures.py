"""Taking the signature from a run of own lines: closing and name, contact lines, devices, legal footers."""

import re

from server.tickets.mail_markers import MARKERS, any_of

# Signatures are short and stand at the end: looking no further keeps long mails cheap.
_LINES_LOOKED_AT = 30
_WORDS_OF_A_NAME = 5
_WORDS_OF_A_SENTENCE = 6
_LINES_OF_A_CARD = 12
_LONGEST_LINE_OF_A_CARD = 80

_DELIMITER = re.compile(r"-{2,3}|—|–")
_DEVICE_LINE = any_of(MARKERS.device_lines)
_FOOTER = any_of(MARKERS.footers)
_CLOSING = any_of(MARKERS.closings)
_THANKS = any_of(MARKERS.thanks)
_CONTACT = any_of(MARKERS.contact)
_REACHABLE = any_of(MARKERS.reachable)
_POSTSCRIPT = re.compile(r"(?:p\.? ?s\.?|nachtrag)\b ?[:.,)]? ?\S", re.IGNORECASE)
_NAME = r"[^\W\d_][\w.'’-]{0,40}"
_DASH_AND_NAME = re.compile(rf"[-–—~/] ?{_NAME}(?: {_NAME})?\.?(?: \([^()]{{1,40}}\))?")
_AT_MOST_A_NAME = re.compile(rf"[\s,.!:)-]*(?:{_NAME}[\s.!]*){{0,2}}")
_CLOSING_WITHIN = re.compile(
    rf"(?<=[.!?)…]) ((?:{'|'.join([*MARKERS.closings, *MARKERS.thanks])})\b[ ,!.]{{0,3}}"
    rf"(?:(?i:und|and|&) )?(?:{_NAME}[ .]{{0,2}}){{0,4}})$",
    re.IGNORECASE,
)
_THANKS_ALONE = any_of([rf"(?:{thanks})[ .!]*" for thanks in MARKERS.thanks])
_ASKS_TO_WRITE_THERE = re.compile(
    r"adress|anschrift|address|liefer|schick|deliver|ship|send|erreich|anruf|rückruf|call|reach|:$", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+")


def without_signature(
    lines: list[str], *, follows_words: bool, is_last: bool, sender: str
) -> tuple[list[str], list[str]]:
    """`lines` without their signature, and the signature. Words below a `PS` stay.

    `follows_words`: the writer's words stand above a quote already, so that all of this run may be signature.
    `is_last`: no other run of the writer's follows; between quotes, `Thanks.` is an answer. `sender`: their name.
    """
    first = max(0, len(lines) - _LINES_LOOKED_AT)
    head, tail = lines[:first], [line for line in lines[first:] if not _DEVICE_LINE.fullmatch(line)]
    has_words = follows_words or any(map(_WORD.search, head))
    cut = _signature_start(tail, has_words_before=has_words, is_last=is_last)
    if is_last and cut == len(tail):
        cut = _name_start(tail, has_words_before=has_words, sender=sender)
    kept, signature = tail[:cut], tail[cut:]
    postscript = next((n for n, line in enumerate(signature) if _POSTSCRIPT.match(line)), len(signature))
    kept, signature = kept + signature[postscript:], signature[:postscript]
    return [*head, *_without_closing_at_the_end(kept, signature)], signature


def is_frame(lines: list[str]) -> bool:
    """Whether `lines` are a signature below `--` or a device's line, and nothing besides."""
    said = [line for line in lines if line and not _DEVICE_LINE.fullmatch(line)]
    return not said or _DELIMITER.fullmatch(said[0]) is not None


def _signature_start(tail: list[str], *, has_words_before: bool, is_last: bool) -> int:
    """The first line of the signature; the number of lines where there is none."""
    for at, line in enumerate(tail):
        if not has_words_before and not any(map(_WORD.search, tail[:at])):
            continue
        if _DELIMITER.fullmatch(line) or _FOOTER.fullmatch(line):
            return at
        if (is_last or not _THANKS_ALONE.fullmatch(line)) and _closes(line) and _is_signature(tail[at + 1 :]):
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


def _name_start(tail: list[str], *, has_words_before: bool, sender: str) -> int:
    """Where a name or contact card begins that no closing stands above; the number of lines for none."""
    end = next((n for n, line in enumerate(tail) if _POSTSCRIPT.match(line)), len(tail))
    spoken = [n for n, line in enumerate(tail[:end]) if line]
    if len(spoken) < 1 + (not has_words_before):
        return len(tail)
    last = spoken[-1]
    before = next((tail[n] for n in reversed(spoken[:-1])), "")
    if _is_name_of(sender, tail[last]):
        return last - 1 if _is_farewell(tail[:last]) else last
    if _DASH_AND_NAME.fullmatch(tail[last]) and not before.startswith("-"):
        return last
    card = last
    while card > 0 and last - card < _LINES_OF_A_CARD and _may_be_on_a_card(tail[card]):
        card -= 1
    if _may_be_on_a_card(tail[card]) and tail[card]:
        card -= 1
    lines = [line for line in tail[card + 1 : end] if line]
    above = next((line for line in reversed(tail[: card + 1]) if line), "")
    is_card = any(_REACHABLE.fullmatch(line) for line in lines) and not _ASKS_TO_WRITE_THERE.search(above[-400:])
    return card + 1 if is_card and (above or has_words_before) else len(tail)


def _may_be_on_a_card(line: str) -> bool:
    is_short = len(line) <= _LONGEST_LINE_OF_A_CARD and len(_WORD.findall(line)) < _WORDS_OF_A_SENTENCE
    return _REACHABLE.fullmatch(line[:400]) is not None or (is_short and not line.endswith((".", "!", "?", ":", ",")))


def _is_name_of(sender: str, line: str) -> bool:
    """Whether the line is `sender`'s name or parts of it."""
    names, said = sender.casefold().split(), line.casefold().strip(" .,!").split()
    return 0 < len(said) <= _WORDS_OF_A_NAME and bool(names) and all(word.strip(".") in names for word in said)


def _is_farewell(above: list[str]) -> bool:
    """Whether the line directly above the name is a paragraph of its own, and short: `Moin aus Emden`."""
    farewell, before = above[-1:] or [""], above[-2:-1] or ["?"]
    is_short = 0 < len(_WORD.findall(farewell[0][:200])) <= _WORDS_OF_A_SENTENCE and len(farewell[0]) < 80
    return is_short and not before[0] and not farewell[0].endswith((".", "?", ":"))


def _without_closing_at_the_end(kept: list[str], signature: list[str]) -> list[str]:
    """Takes "… Danke. LG Anna" from the last line; chat windows and forms run everything together."""
    last = next((n for n in reversed(range(len(kept))) if kept[n]), None)
    if last is None or signature or len(kept[last]) > 4000:
        return kept
    closing = _CLOSING_WITHIN.search(kept[last], max(0, len(kept[last]) - 120))
    if closing is None or _THANKS_ALONE.fullmatch(closing[1]):
        return kept
    signature.append(closing[1])
    return [*kept[:last], kept[last][: closing.start()].rstrip()]
