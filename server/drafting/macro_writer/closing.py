"""How a letter ends: a reassurance that says nothing new twice, a farewell, and the agent's name at most once."""

import re

from server.domain.tree import Action
from server.drafting.macro_writer.material import Material
from server.drafting.macro_writer.opening import ticket_hash
from server.drafting.marked import Marked

_KEYS: dict[Action, str] = {
    "wait": "ours",
    "trace": "ours",
    "replace": "ours",
    "resend": "ours",
    "expedite": "ours",
    "refund": "ours",
    "partial_refund": "ours",
    "cancel_and_refund": "ours",
    "store_credit": "offered",
    "discount": "offered",
    "refuse": "declined",
    "handover": "passed_on",
}
_LONG_WORD = re.compile(r"\w{5,}")


def reassurance(material: Material, written: str, spoken: set[str]) -> Marked:
    """One sentence, by a hash of the ticket; none that repeats words of the text `written` so far.

    `spoken`: the placeholders that stand in it.
    """
    task = material.task
    if task.is_brief or task.variant == "short" or task.must_prove_identity:
        return Marked("")
    wordings = material.wording.closings.reassurance[_key(material, spoken)]
    start = ticket_hash(task.case.ticket) % len(wordings)
    said = {_stem(word) for word in _LONG_WORD.findall(written.lower())}
    for wording in wordings[start:] + wordings[:start]:
        sentence = material.say(wording)
        if not said & {_stem(word) for word in _LONG_WORD.findall(sentence.lower())}:
            return Marked(sentence)
    return Marked("")


def farewell(material: Material) -> str:
    """The last words; in a chat none."""
    task, closings = material.task, material.wording.closings
    if task.is_brief:
        return ""
    return (closings.valediction if material.register.form == "du" else closings.polite_valediction)[task.variant]


def signature(material: Material) -> str:
    """The agent's name where the draft signs and not the helpdesk; in a chat none."""
    task = material.task
    signs = task.case.store.signature == "draft" and not task.is_brief
    return (task.agent_name or "") if signs else ""


def _key(material: Material, spoken: set[str]) -> str:
    """What happens next, as far as the customer has a part in it."""
    task = material.task
    action = task.decision.action
    if action == "ask" or task.decision.asks:
        return "answer_needed"
    if "return_address" in spoken:
        return "goods_back"
    return _KEYS.get(action, "answered")


def _stem(word: str) -> str:
    """Enough of a word to know its inflections again."""
    return word[:5]
