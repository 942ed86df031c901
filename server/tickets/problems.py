"""Which problems a customer reports, in the order that decides which leads."""

from collections.abc import Iterable

from msgspec import Struct

from server.domain.facts import PROBLEMS
from server.tickets.lexicon import LIKELY, SURE, Hit, Statement, end_of_clause, find

_STATED = tuple(p for p in PROBLEMS if p not in ("none", "cancel"))
# A question about the shop's rules reports none of these.
_OF_THE_GOODS = frozenset(
    {"wrong_item", "missing_item", "damaged", "defective", "not_as_described", "wrong_size", "unwanted"}
)
_UNTIL_IT_COMES = frozenset({"late", "lost"})
_NOWHERE = (-1, -1)


class Reported(Struct, frozen=True):
    """The problems that words report, leading one first, and those that they say are over."""

    problems: list[Hit]
    settled: frozenset[str] = frozenset()

    @property
    def values(self) -> list[str]:
        return [hit.value for hit in self.problems]


def reported_problems(said: list[Statement]) -> Reported:
    """What a message reports; what it calls settled, denies, or only asks about in general is left out."""
    hits = find("problem", said, "reported", _STATED) + find("problem", said, "requested", ["cancel"])
    hits = [hit for hit in hits if not _only_asks(hit, said[hit.at[0]])]
    solved = _end_of(find("signal", said, "whole", ["resolved"]), said)
    came = max(solved, _end_of(find("signal", said, "whole", ["arrived"]), said))
    best: dict[str, Hit] = {}
    for hit in hits:
        still_open = hit.at > (came if hit.value in _UNTIL_IT_COMES else solved)
        if still_open and (hit.value not in best or hit.sure > best[hit.value].sure):
            best[hit.value] = hit
    asks_for_money = bool(find("intent", said, "whole", ["refund_status"]))
    if asks_for_money and "late" in best and not find("signal", [said[best["late"].at[0]]], "whole", ["parcel"]):
        del best["late"]  # "when will it come?" means the money
    kept = _without_shadows(best, asks_for_money=asks_for_money)
    settled = frozenset(PROBLEMS) if solved > _NOWHERE else _UNTIL_IT_COMES if came > _NOWHERE else frozenset()
    return Reported([kept[p] for p in PROBLEMS if p in kept], settled)


def _only_asks(hit: Hit, statement: Statement) -> bool:
    """Whether the shop is asked for its rules, or whether a thing might get hot."""
    if hit.value in _OF_THE_GOODS:
        return statement.asks_rule
    return hit.value == "safety" and statement.asks and hit.sure < SURE


def newest_report(reports: Iterable[Reported]) -> Reported:
    """The problems of the newest message that reports one, `reports` newest first, less what was settled since."""
    settled: frozenset[str] = frozenset()
    for report in reports:
        still_open = [hit for hit in report.problems if hit.value not in settled]
        if still_open:
            return Reported(still_open, settled)
        settled |= report.settled
    return Reported([], settled)


def _end_of(hits: list[Hit], said: list[Statement]) -> tuple[int, int]:
    """Up to where the last of these holds; before the beginning where there is none."""
    last = max((hit.at for hit in hits), default=None)
    return (last[0], end_of_clause(said[last[0]], last[1])) if last else _NOWHERE


def _without_shadows(best: dict[str, Hit], *, asks_for_money: bool) -> dict[str, Hit]:
    """Leaves out what is only another side of a problem that is stated more exactly."""
    kept = dict(best)
    if "lost" in kept and "late" in kept:
        del kept["lost" if kept["lost"].sure == LIKELY else "late"]
    if "late" in kept and not _OF_THE_GOODS.isdisjoint(kept) and (kept["late"].asks or kept["late"].sure == LIKELY):
        del kept["late"]  # "when will the right one come?"
    if "damaged" in kept and kept["damaged"].sure == LIKELY and "defective" in kept:
        del kept["damaged"]  # a bare "kaputt" beside "does not turn on"
    if "wrong_item" in kept:
        kept.pop("wrong_size", None)
    if not _OF_THE_GOODS.isdisjoint(kept.keys() - {"unwanted"}):
        kept.pop("unwanted", None)  # nobody wants what is broken or does not fit
    if "unwanted" in kept and _is_no_reason(kept, asks_for_money):
        del kept["unwanted"]
    return kept


def _is_no_reason(kept: dict[str, Hit], asks_for_money: bool) -> bool:
    """Whether sending back only follows from another problem, or has been done."""
    return "cancel" in kept or (kept["unwanted"].sure < SURE and (len(kept) > 1 or asks_for_money))
