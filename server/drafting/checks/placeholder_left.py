"""Nothing is left to fill in."""

import re

from server.drafting.checks.context import CheckContext, Trouble

_LEFT = re.compile(r"\{\{.*?\}\}|\{\{|\}\}|\[[^\W\d_][^\]\n]{0,40}\]|<[^\W\d_][\w ]{0,30}>|\bXX+\b|\bTODO\b")


def placeholder_left(text: str, _context: CheckContext) -> Trouble | None:
    """`{{name}}`, `[Name]`, `<Name>`, `XXX`."""
    match = _LEFT.search(text)
    return Trouble(match[0], match.start(), match.end()) if match else None
