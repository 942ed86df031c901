"""The sources of a rehearsed draft, each with why it is one."""

from typing import Literal

from msgspec import Struct

from server.domain.draft import Citation
from server.domain.passage import Found
from server.drafting.rehearse import Rehearsal


class ShownSource(Struct, frozen=True):
    """`why`: the decision cites it, search found it (`found` says how), or the text is made of it."""

    citation: Citation
    why: Literal["cited", "found", "written"]
    score: float
    found: Found | None


def shown_sources(rehearsal: Rehearsal) -> list[ShownSource]:
    """In the order of the draft's citations: sections cited, passages found, the macro."""
    cited, near = rehearsal.cited, rehearsal.near
    shown: list[ShownSource] = []
    for number, citation in enumerate(rehearsal.draft.citations):
        if number < len(cited):
            shown.append(ShownSource(citation, "cited", 0.0, None))
        elif number < len(cited) + len(near):
            passage = near[number - len(cited)]
            shown.append(ShownSource(citation, "found", passage.score, passage.found))
        else:
            shown.append(ShownSource(citation, "written", 0.0, None))
    return shown
