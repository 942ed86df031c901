"""Placeholders become people again while a text is still coming, wherever the stream cuts it."""

import re

from server.tickets.redaction.redact import Redaction

# What may still become a placeholder, at the end of what has come so far.
_BEGUN = re.compile(r"\[ ?[A-Za-z]{0,7}\\?[_ -]?\d{0,6} ?$")


class PutBack:
    """Takes a stream's pieces and gives them on at once, but for a placeholder that has only begun."""

    def __init__(self, redaction: Redaction) -> None:
        self._redaction = redaction
        self._held = ""

    def feed(self, piece: str) -> str:
        """What can be shown now."""
        text = self._held + piece
        begun = _BEGUN.search(text)
        self._held = text[begun.start() :] if begun else ""
        return self._redaction.put_back(text[: begun.start()] if begun else text)

    @property
    def held(self) -> str:
        """What has come and waits for the rest of a placeholder."""
        return self._held

    def rest(self) -> str:
        """What was held, at the end of the stream."""
        held, self._held = self._held, ""
        return self._redaction.put_back(held)
