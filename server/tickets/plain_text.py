"""A message's text as plain text: HTML to lines, invisible characters out, one kind of line end.

Every step takes time proportional to the text, whatever it holds.
"""

import re
import unicodedata

from inscriptis import get_text
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.model.config import ParserConfig

QUOTE_PREFIX = "> "
_QUOTE_OPENS, _QUOTE_CLOSES = "\ue000", "\ue001"

# C0 and C1 controls except tab and newline, lone surrogates, zero-width and direction marks, soft hyphens, and
# our own two marks. The joiners inside emoji stay.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
    "\ud800-\udfff\ue000\ue001]"
)
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029")
_MOST_MARKS_ON_A_LETTER = 4

# An address in angle brackets or "<3" is no HTML: only elements that mails are made of count.
_IS_HTML = re.compile(
    r"<(?:!doctype html|html|head|body|div|p|br|table|td|span|blockquote|font|strong|b|i|em|ul|ol|li|a|img|style"
    r"|h[1-6])(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
# Laying out cells costs more than reading lines; no person's mail is this long.
_MOST_HTML_LAID_OUT = 300_000
_STYLE = re.compile(r"\sstyle\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>\"']+)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_BLOCKQUOTE = re.compile(r"<(/?)blockquote\b[^<>]{0,2000}>", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"<(?:div|span|p|table)\b[^<>]{0,500}?\b(?:class|id)\s*=\s*[\"']?(?:gmail_signature|moz-signature|signature)\b",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"<(script|style|head)\b", re.IGNORECASE)
_CLOSED = {tag: re.compile(f"</{tag}\\b", re.IGNORECASE) for tag in ("script", "style", "head")}
_LINE_BREAK = re.compile(r"<(?:br|/p|/div|/tr|/li)\b[^<>]{0,200}>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_EMPTY_LINES = re.compile(r"\n{3,}")


def plain_text(text: str) -> str:
    """`text` as NFC lines ended by `\\n`; HTML becomes text, its block quotes lines that begin with `> `."""
    cleaned = clean(text)
    return tidy(_text_of_html(cleaned)) if _IS_HTML.search(cleaned) else tidy(cleaned)


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


def _text_of_html(html: str) -> str:
    if len(html) > _MOST_HTML_LAID_OUT:
        return _without_tags(html)
    marked = _BLOCKQUOTE.sub(_mark_quote, _SIGNATURE.sub(r"<div>-- </div>\g<0>", _STYLE.sub(_keep_hidden, html)))
    text = get_text(marked, ParserConfig(css=CSS_PROFILES["strict"]))
    # Elements nested beyond the parser's depth vanish from its tree; words must not.
    return _with_prefixed_quotes(text) if text.strip() else _without_tags(html)


def _keep_hidden(style: re.Match[str]) -> str:
    """Sizes in styles would be laid out as blanks; only what is hidden matters."""
    return ' style="display:none"' if _HIDDEN.search(style[1]) else ""


def _mark_quote(tag: re.Match[str]) -> str:
    if tag[1]:
        return f"<div>{_QUOTE_CLOSES}</div></blockquote>"
    return f"<blockquote><div>{_QUOTE_OPENS}</div>"


def _with_prefixed_quotes(text: str) -> str:
    lines, depth = [], 0
    for line in text.split("\n"):
        depth = max(0, depth + line.count(_QUOTE_OPENS) - line.count(_QUOTE_CLOSES))
        if _QUOTE_OPENS in line or _QUOTE_CLOSES in line:
            line = line.replace(_QUOTE_OPENS, "").replace(_QUOTE_CLOSES, "")
            if not line.strip():
                continue
        lines.append(QUOTE_PREFIX + line.lstrip() if depth else line)
    return "\n".join(lines)


def _without_tags(html: str) -> str:
    return _TAG.sub(" ", _LINE_BREAK.sub("\n", _without_unseen(html)))


def _without_unseen(html: str) -> str:
    """`html` without scripts, styles and the head; one that is never closed hides the rest, as in a browser."""
    kept, at = [], 0
    while opened := _UNSEEN.search(html, at):
        kept.append(html[at : opened.start()])
        closed = _CLOSED[opened[1].lower()].search(html, opened.end())
        if closed is None:
            return " ".join(kept)
        at = closed.start()
    return " ".join([*kept, html[at:]])
