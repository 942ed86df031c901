"""A German draft says du or Sie throughout, as the shop does."""

import re

from server.drafting.checks.context import CheckContext, Trouble

_DU = re.compile(r"\b(?:du|dich|dir|dein(?:e|em|en|er|es)?)\b", re.IGNORECASE)
# "Sie" and "Ihr" at the start of a sentence may be she, they or her.
_SIE = re.compile(r"(?<=[^\W\d_] )(?:Sie|Ihnen|Ihr(?:e|em|en|er|es)?)\b|(?<=, )(?:Sie|Ihnen|Ihr(?:e|em|en|er|es)?)\b")
_POLITE_VERB = re.compile(r"\b[A-ZÄÖÜ][a-zäöüß]+en Sie\b")


def mixes_address(text: str, context: CheckContext) -> Trouble | None:
    """The first word in the other form of address."""
    if context.language != "de":
        return None
    pattern = _SIE if context.form == "du" else _DU
    match = pattern.search(text) or (context.form == "du" and _POLITE_VERB.search(text))
    return Trouble(match[0], match.start(), match.end()) if match else None
