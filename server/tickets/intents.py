"""What a message is about, and the mood it is written in."""

import re

from server.domain.reading import Read
from server.tickets.lexicon import LIKELY, SURE, Hit, Statement, find
from server.tickets.problems import Reported

# Who writes decides before what is reported.
_BEFORE_ANY_PROBLEM = ("legal_letter", "supplier_reply", "spam")
NOT_A_CUSTOMER = frozenset({"supplier_reply", "spam"})

# Of several topics the one that wants an answer first.
_TOPICS = (
    "data_request",
    "change_address",
    "change_order",
    "refund_status",
    "invoice",
    "payment",
    "discount",
    "loyalty",
    "availability",
    "warranty",
    "press_or_partner",
    "shipping_question",
    "return",
    "product_question",
    "complaint",
    "praise",
)

_OF_AN_ORDER = frozenset({"data_request", "change_address", "change_order", "refund_status"})
# In a new message these are a new matter, even where an older one reported a problem.
_NEW_MATTERS = frozenset(_TOPICS) - {"shipping_question", "return", "product_question", "praise", "complaint"}

_INTENT_OF = {
    "safety": "safety",
    "chargeback": "chargeback",
    "payment": "payment",
    "cancel": "cancel",
    "lost": "not_received",
    "wrong_item": "wrong_item",
    "missing_item": "missing_item",
    "damaged": "damaged",
    "defective": "defective",
    "not_as_described": "not_as_described",
}
_OF_MOOD = {"happy": "praise", "angry": "complaint", "frustrated": "complaint"}
_NO_REMEDY = frozenset({"none", "information"})
_SHOUTING = re.compile(r"!{2,}|[?!]{3,}|(?<!\w)[A-ZÄÖÜ]{4,}(?!\w)[^\n]{0,40}(?<!\w)[A-ZÄÖÜ]{3,}(?!\w)")
_NO_SIGN = 0.5
_NOTHING_SAID = 0.3


def speaker(said: list[Statement]) -> Hit | None:
    """The hit that says that no ordinary customer writes: a lawyer, a supplier, spam."""
    hits = find("intent", said, "whole", _BEFORE_ANY_PROBLEM)
    return next((hit for value in _BEFORE_ANY_PROBLEM for hit in hits if hit.value == value), None)


def topic(said: list[Statement]) -> Read[str] | None:
    """What a message without a problem is about; None where no word says it.

    A matter of an order leads; of the others a question does.
    """
    hits = find("intent", said, "whole", _TOPICS)
    of_an_order = [hit for hit in hits if hit.value in _OF_AN_ORDER]
    asking = [hit for hit in hits if hit.asks]
    for group in (of_an_order, asking, hits):
        if group:
            leading = min(group, key=lambda hit: _TOPICS.index(hit.value))
            return Read(leading.value, leading.sure, leading.words)
    return None


def explains_itself(said: list[Statement], mood: Read[str], wish: Read[str]) -> bool:
    """Whether words say what a message is about, so that no unread problem need be feared.

    A complaint or a return with a wish for money or goods has a reason that no rule has read.
    """
    about = topic(said)
    is_a_matter = about is not None and (about.value not in ("complaint", "return") or wish.value in _NO_REMEDY)
    return is_a_matter or mood.value == "happy" or bool(speaker(said) or find("signal", said, "whole", ["account"]))


def topic_of_mood(mood: Read[str]) -> Read[str]:
    """What is left where no word says it: praise, a complaint, or neither."""
    value = _OF_MOOD.get(str(mood.value))
    return Read(value, LIKELY, mood.words) if value else Read("other", _NOTHING_SAID, "")


def new_matter(said: list[Statement]) -> Read[str] | None:
    """What a newer message is about where it has left the problem of an older one."""
    read = topic(said)
    return read if read and read.value in _NEW_MATTERS else None


def intent_of_problem(hit: Hit, *, declared: bool, wish: str | None, overdue: bool) -> Read[str]:
    """The intent that goes with the leading problem."""
    if hit.value == "late":
        value = "late" if overdue else "wismo"
    elif hit.value in ("unwanted", "wrong_size"):
        value = _intent_of_return(hit.value, declared=declared, wish=wish)
    else:
        value = _INTENT_OF[hit.value]
    return Read(value, hit.sure, hit.words)


def _intent_of_return(problem: str, *, declared: bool, wish: str | None) -> str:
    if declared:
        return "withdrawal"
    if wish == "exchange" or (problem == "wrong_size" and wish != "refund"):
        return "exchange"
    return "return"


def is_overdue(said: list[Statement], mood: str) -> bool:
    """Whether a customer who waits complains of the wait, more than asking where the parcel is."""
    return mood in ("angry", "legal_threat") or bool(find("signal", said, "whole", ["overdue"]))


def read_mood(said: list[Statement], reported: Reported) -> Read[str]:
    """The strongest mood that the words show; calm where they show none."""
    hits = {hit.value: hit for hit in reversed(find("mood", said))}
    loud = next((s.sentence.text for s in said if _SHOUTING.search(s.sentence.text)), None)
    troubled = bool(reported.problems)
    if "legal_threat" in hits:
        return _read(hits["legal_threat"])
    if "angry" in hits:
        return _read(hits["angry"])
    if loud and troubled and ("frustrated" in hits or loud.count("!") >= 2):
        return Read("angry", LIKELY, loud)
    for mood in ("worried", "frustrated") if "safety" in reported.values else ("frustrated", "worried"):
        if mood in hits:
            return _read(hits[mood])
    if "happy" in hits and not troubled:
        return _read(hits["happy"])
    return Read("calm", _NO_SIGN if troubled else SURE, "")


def _read(hit: Hit) -> Read[str]:
    return Read(hit.value, hit.sure, hit.words)
