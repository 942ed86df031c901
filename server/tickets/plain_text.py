"""A message's text as plain text: HTML to lines, invisible characters out, one kind of line end.

Every step takes time proportional to the text, whatever it holds.
"""

import re
import unicodedata

from server.tickets.html_text import MARKS, text_of_html

# C0 and C1 controls except tab and newline, lone surrogates, zero-width, invisible and direction marks, soft
# hyphens, and the marks of our own. The joiners inside emoji stay.
_INVISIBLE = re.compile(
    f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff{MARKS}]"
)
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029")
_MOST_MARKS_ON_A_LETTER = 4

# An address in angle brackets or "<3" is no HTML: only elements that mails are made of count.
_IS_HTML = re.compile(
    r"<(?:!doctype html|html|head|body|div|p|br|table|td|span|blockquote|font|strong|b|i|em|ul|ol|li|a|img|style"
    r"|h[1-6])(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_EMPTY_LINES = re.compile(r"\n{3,}")


def plain_text(text: str) -> str:
    """`text` as NFC lines ended by `\\n`; HTML becomes text, its block quotes lines that begin with `> `."""
    cleaned = clean(text)
    return tidy(text_of_html(cleaned)) if _IS_HTML.search(cleaned) else tidy(cleaned)


def clean(text: str) -> str:
    """NFC without NUL, control and invisible characters."""
    lines = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))
    return lines if lines.isascii() else unicodedata.normalize("NFC", _without_stacked_marks(lines))


def tidy(text: str) -> str:
    """No blanks at line ends, single blanks between words, at most one empty line between paragraphs."""
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def _without_stacked_marks(text: str) -> str:
    """At most a few combining marks in a row: normalising takes the square of their number."""
    kept, marks = [], 0
    for letter in text:
        marks = marks + 1 if letter > "\u02ff" and unicodedata.combining(letter) else 0
        if marks <= _MOST_MARKS_ON_A_LETTER:
            kept.append(letter)
    return "".join(kept)
