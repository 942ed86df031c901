"""Reports whose page was just shown, so that its plots need not count everything once more.

A page names its report in the addresses of its plots by a mark that nobody can guess. Where the report is no longer
there, or in another process, it is made anew.
"""

from secrets import token_urlsafe

from server.console.reports.view import Report, View

_MOST = 64
_kept: dict[tuple[str, str, str], tuple[Report, View]] = {}


def keep(store_id: str, name: str, report: Report, view: View) -> str:
    """The mark by which the report is found again, until 64 later ones were kept."""
    mark = token_urlsafe(12)
    _kept[store_id, name, mark] = (report, view)
    while len(_kept) > _MOST:
        del _kept[next(iter(_kept))]
    return mark


def kept(store_id: str, name: str, mark: str | None) -> tuple[Report, View] | None:
    """The report with how it is looked at; None where it is no longer there."""
    return None if mark is None else _kept.get((store_id, name, mark))
