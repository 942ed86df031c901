"""What a customer wishes, whether they withdraw, and what they say of the goods' state."""

from msgspec import structs

from server.domain.reading import Read
from server.tickets.lexicon import LIKELY, SURE, Hit, Statement, find
from server.tickets.problems import Reported

# With these a customer who says "umtauschen" wants the same thing, whole.
_SAME_THING_AGAIN = frozenset({"damaged", "defective", "missing_item"})
_SENT_AGAIN = _SAME_THING_AGAIN | {"lost", "wrong_item"}
OF_THE_GOODS = frozenset({"damaged", "defective", "missing_item", "wrong_item", "not_as_described"})
_NOT_FOR_THE_MONEY = frozenset({"replacement", "repair", "exchange", "credit"})
_WORDS_OF_A_REPORT = 8
_NOTHING_SAID = 0.7
"""How sure it is that what nobody mentioned is not so."""


def read_wish(said: list[Statement], reported: Reported) -> Read[str] | None:
    """The wish of one message; None where it states none. Value None: two wishes conflict."""
    stated = _wishes(said, reported)
    surest = [hit for hit in stated if hit.sure == max(h.sure for h in stated)]
    if len({hit.value for hit in surest}) > 1:
        return Read(None, SURE, " … ".join(dict.fromkeys(hit.words for hit in surest)))
    if surest:
        return Read(surest[0].value, surest[0].sure, surest[0].words)
    if demanded := find("signal", said, "whole", ["refund_or_else"]):
        return Read("refund", LIKELY, demanded[0].words)
    return _asked(said)


def _wishes(said: list[Statement], reported: Reported) -> list[Hit]:
    """What the customer wants done. Nothing, where all is settled; without a problem a question is a question."""
    problems = set(reported.values)
    if not problems and reported.settled >= OF_THE_GOODS:
        return []
    hits = find("wish", said, "requested", ["refund", "replacement", "repair", "exchange", "credit"])
    if not problems:
        hits = [hit for hit in hits if hit.value in ("refund", "credit") or not hit.asks]
    if problems & _SAME_THING_AGAIN:
        hits = [_as_replacement(hit) for hit in hits]
    if not hits and problems & _SENT_AGAIN:
        hits = [_as_replacement(hit) for hit in find("signal", said, "requested", ["send_it"])]
    return hits


def _as_replacement(hit: Hit) -> Hit:
    """An exchange of broken goods, or "send it", is a replacement."""
    return structs.replace(hit, value="replacement") if hit.value in ("exchange", "send_it") else hit


def _asked(said: list[Statement]) -> Read[str] | None:
    """The first question that asks for a fact; "what now?" asks for none."""
    if told := find("wish", said, "requested", ["information"]):
        return Read("information", LIKELY, told[0].words)
    helpless = {hit.at[0] for hit in find("signal", said, "whole", ["what_now"])}
    question = next((s.sentence.text for n, s in enumerate(said) if s.asks and n not in helpless), None)
    return Read("information", SURE if question.endswith("?") else LIKELY, question) if question else None


def seems_wrong(said: list[Statement], wish: Read[str]) -> bool:
    """Whether something is amiss though no rule says what: trouble, a wish that only a problem explains, or a
    longer text that neither asks nor thanks."""
    if wish.value in ("refund", "replacement", "repair", "exchange") or find("signal", said, "whole", ["trouble"]):
        return True
    words = sum(len(statement.sentence.text.split()) for statement in said)
    return (
        words >= _WORDS_OF_A_REPORT and not any(s.asks for s in said) and not find("signal", said, "whole", ["thanks"])
    )


def read_withdrawal(said: list[Statement], reported: Reported, wish: Read[str] | None) -> Read[bool] | None:
    """Whether one message declares a withdrawal (True) or takes one back (False); None where it does neither.

    Cancelling is declaring, asked or told. Sending back is, unless it is for something other than money:
    another wish, or broken goods without a word of money.
    """
    if taken_back := find("withdrawal", said, "requested", ["taken_back"]):
        return Read(False, taken_back[0].sure, taken_back[0].words)
    declared = find("withdrawal", said, "requested", ["declared"])
    declared += [hit for hit in reported.problems if hit.value == "cancel"]
    if declared:
        return Read(True, declared[0].sure, declared[0].words)
    wished = wish.value if wish else None
    sent_back = [hit for hit in find("withdrawal", said, "requested", ["sends_back"]) if not hit.asks]
    return _sent_back(sent_back, reported, wished) or _unwanted(reported, wished)


def _sent_back(hits: list[Hit], reported: Reported, wished: str | None) -> Read[bool] | None:
    if wished in _NOT_FOR_THE_MONEY:
        return None
    if OF_THE_GOODS & set(reported.values):
        hits = [hit for hit in hits if wished == "refund" and hit.sure == SURE]
    return Read(True, hits[0].sure, hits[0].words) if hits else None


def _unwanted(reported: Reported, wished: str | None) -> Read[bool] | None:
    """Does not want it (any more) and wants the money: a withdrawal in other words."""
    plain = [hit for hit in reported.problems if hit.value == "unwanted" and hit.sure == SURE]
    if wished != "refund" or not plain or OF_THE_GOODS & set(reported.values):
        return None
    return Read(True, LIKELY, plain[0].words)


def read_condition(said: list[Statement]) -> Read[str] | None:
    """unused or used, as one message says; None where it does not, or says both."""
    return _one_of(find("item_condition", said))


def read_seal(said: list[Statement]) -> Read[bool] | None:
    """Whether the customer broke the seal; never inferred from an opened parcel."""
    read = _one_of(find("seal_broken", said))
    return Read(read.value == "broken", read.sure, read.words) if read else None


def _one_of(hits: list[Hit]) -> Read[str] | None:
    if len({hit.value for hit in hits}) != 1:
        return None
    return Read(hits[0].value, hits[0].sure, hits[0].words)


def not_declared() -> Read[bool]:
    """No message says so, and then it is not so."""
    return Read(False, _NOTHING_SAID, "")
