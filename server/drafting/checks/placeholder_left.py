"""Nothing is left to fill in."""

import re

from server.drafting.checks.context import CheckContext, Trouble

_TO_FILL_IN = "einfügen|einsetzen|eintragen|ergänzen|ausfüllen|insert|fill in|add here|to be added"
_LEFT = re.compile(
    r"\{\{.*?\}\}|\{\{|\}\}|\{[^\W\d_]\w*\}|\[[^\W\d_][^\]\n]{0,40}\]|<<?[^\W\d_][\w ]{0,30}>>?|%s\b|\$\{?[A-Z_]{3,}\}?"
    r"|\b(?:XX+|TODO|TBD|TBC|TBA|FIXME)\b|\b[A-Z]{3,}(?:_[A-Z]+)*_\d{1,3}\b(?!\.\w)|_{3,}|\?{3,}|(?<![.\w])\.{4,}"
    rf"|\((?:[^()\n]{{0,40}}\b(?i:{_TO_FILL_IN})\b[^()\n]{{0,40}})\)"
    r"|\b(?i:hier (?:bitte )?(?:\w+ ){0,3}(?:einfügen|einsetzen|eintragen|ergänzen)|insert (?:\w+ ){1,3}here)\b"
    r"|\((?i:name|vorname|datum|betrag|nummer|date|amount|number|first name)\)"
)


def placeholder_left(text: str, _context: CheckContext) -> Trouble | None:
    """`{{name}}`, `[Name]`, `<Name>`, `XXX`, `NAME_1`, `___`, `(insert date)`."""
    match = _LEFT.search(text)
    return Trouble(match[0], match.start(), match.end()) if match else None
