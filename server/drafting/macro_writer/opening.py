"""The first sentence: it fits this case only, and no customer reads the same one twice while others are left."""

import hashlib
import re

from msgspec import Struct

from server.domain.ticket import Ticket
from server.drafting.macro_writer.material import Material
from server.drafting.macro_writer.topics import tone_of, topic_of
from server.drafting.macro_writer.wordings import Always, Tone, Wording
from server.drafting.marked import PLACEHOLDER, Marked, can_fill, fill, names_in
from server.drafting.task import WritingTask

_POINTED = frozenset({"title", "Title", "unknown_number"})


class Opening(Struct, frozen=True):
    """`id` such as `late.upset.2`; it names the wording in openings.yaml."""

    id: str
    text: Marked


def openings(material: Material) -> list[Opening]:
    """Those for topic and tone that have all their values, turned by a hash of the ticket, fresh ones first."""
    task = material.task
    for group, wordings in _groups(topic_of(task), tone_of(task), material.wording):
        fitting = [
            (f"{group}.{number}", material.say(wording))
            for number, wording in enumerate(wordings)
            if can_fill(wording, material.values)
        ]
        if fitting:
            ordered = _ordered(_pointed(fitting) or fitting, task)
            return [Opening(name, fill(text, material.values)) for name, text in ordered]
    return []


def _pointed(fitting: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those that name the very thing, where there are such."""
    return [pair for pair in fitting if _POINTED & set(names_in(pair[1]))]


def _ordered(fitting: list[tuple[str, str]], task: WritingTask) -> list[tuple[str, str]]:
    start = ticket_hash(task.case.ticket) % len(fitting)
    return sorted(fitting[start:] + fitting[:start], key=lambda pair: _was_used(pair[1], task.earlier_openings))


def _groups(topic: str, tone: Tone, wording: Wording) -> list[tuple[str, list[str]]]:
    """Nearest first: what holds in every tone, this tone, this tone for any topic, a plain one."""
    candidates: list[tuple[str, Tone | Always]] = [(topic, "always"), (topic, tone), ("any", tone), (topic, "calm")]
    return [(f"{t}.{n}", w) for t, n in candidates if (w := wording.openings[t].get(n))]


def ticket_hash(ticket: Ticket) -> int:
    """The same number for the same ticket, on every machine."""
    first = ticket.messages[0].text if ticket.messages else ""
    identity = "\n".join([ticket.helpdesk or "", ticket.external_id or "", first])
    return int.from_bytes(hashlib.sha256(identity.encode()).digest()[:8], "big")


def _was_used(template: str, earlier: list[str]) -> bool:
    """Whether an earlier text holds this wording, whatever its values were then."""
    pieces = PLACEHOLDER.split(template)[::2]
    pattern = re.compile(".{1,120}?".join(map(re.escape, pieces)), re.IGNORECASE)
    return any(pattern.search(text) for text in earlier)
