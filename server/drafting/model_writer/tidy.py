"""What models put around and into a plain text though asked not to: taken off where it changes no word."""

import re
import unicodedata

_FENCE = re.compile(r"\A\s*```[a-z]*\n(.*?)\n```\s*\Z", re.DOTALL)
_REMARK = re.compile(
    r"\A\s*(?:sure|certainly|of course|okay|gerne|klar|natürlich)?[,!.]?\s*"
    r"(?:here(?:'s| is| are)|hier (?:ist|kommt|sind))\b[^\n]{0,80}:\s*\n+",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"\A\s*\**(?:subject|betreff)\**\s*:[^\n]*\n+", re.IGNORECASE)
_HEADING = re.compile(r"^#{1,6} +", re.MULTILINE)
_BULLET = re.compile(r"^[ \t]*[*•–] +(?=\S)", re.MULTILINE)
_BOLD = re.compile(r"\*\*([^*\n]+)\*\*|__([^_\n]+)__")
_LINK = re.compile(r"\[([^\]\n]+)\]\((https?://[^)\s]+)\)")
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")


def tidy(text: str) -> str:
    """The text as contract.md wants a draft: NFC, no Markdown, no subject, one blank line between paragraphs."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    if fenced := _FENCE.match(text):
        text = fenced[1]
    text = _SUBJECT.sub("", _REMARK.sub("", text))
    text = _HEADING.sub("", _BULLET.sub("- ", text))
    text = _BOLD.sub(lambda hit: hit[1] or hit[2], text)
    text = _LINK.sub(lambda hit: hit[2] if hit[1] == hit[2] else f"{hit[1]}: {hit[2]}", text)
    return _BLANK_LINES.sub("\n\n", _TRAILING.sub("", text)).strip()
