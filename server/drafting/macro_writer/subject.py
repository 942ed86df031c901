"""The subject of a draft; the text itself holds none."""

import re

from server.drafting.macro_writer.wordings import Register
from server.drafting.task import WritingTask

_REPLY = re.compile(r"^\s*((re|aw|fwd?|wg|antw)\s*:\s*)+", re.IGNORECASE)


def subject(task: WritingTask, register: Register) -> str | None:
    """`Re:` and the customer's own subject, else what it is about; None in a chat."""
    if task.is_brief:
        return None
    own = _REPLY.sub("", " ".join((task.case.ticket.subject or "").split()))
    if own:
        return f"Re: {own}"
    if register.wording is None:
        return None
    words, order = register.wording.words, task.case.order
    if order is None or task.must_prove_identity:
        return register.say(words.subject.format(shop=task.case.store.name))
    return register.say(words.subject_with_number.format(number=order.number))
