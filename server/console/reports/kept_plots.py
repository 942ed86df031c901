"""The plots of the pages made last, so that a page's pictures need not count everything once more.

Only this process knows them: whoever asks another one, or asks late, gets a picture of the figures of the moment.
"""

from collections import OrderedDict
from collections.abc import Sequence
from secrets import token_hex

from server.console.reports.view import Plot, Section

_MOST = 64
"""Pages; a picture is asked for right after its page, or when the reader scrolls down to it."""

_kept: OrderedDict[tuple[str, str], dict[str, Plot]] = OrderedDict()


def keep_plots(store_id: str, sections: Sequence[Section]) -> str:
    """Keep the plots of a page of this store; the name under which they are found."""
    name = token_hex(8)
    _kept[store_id, name] = {one.name: one.plot for one in sections if one.plot}
    while len(_kept) > _MOST:
        _kept.popitem(last=False)
    return name


def kept_plot(store_id: str, name: str, section: str) -> Plot | None:
    """A plot of a page of this very store; None where it is no longer kept or never was."""
    return _kept.get((store_id, name), {}).get(section)
