"""One "leider" is honest, two are a lament."""

import re

from server.drafting.checks.context import CheckContext, Trouble
from server.drafting.checks.phrases import PHRASES

_MOST = 1


def too_much_regret(text: str, context: CheckContext) -> Trouble | None:
    """The second one."""
    word = PHRASES.regret.get(context.language)
    found = list(re.finditer(rf"\b{word}\b", text, re.IGNORECASE)) if word else []
    return Trouble(found[_MOST][0], found[_MOST].start(), found[_MOST].end()) if len(found) > _MOST else None
