"""Everything still needed, asked for once: as one sentence, or as a list from three on."""

from server.domain import facts
from server.domain.facts import FACTS
from server.drafting import formats
from server.drafting.macro_writer.material import Material
from server.drafting.macro_writer.wordings import AskWording, Wording
from server.drafting.marked import Marked, Value, can_fill, fill
from server.drafting.task import WritingTask

_LIST_FROM = 3


def needed(task: WritingTask) -> list[str]:
    """Ask words and fact names, each once. A stranger is asked for one thing: to show that the order is theirs."""
    if task.must_prove_identity:
        return ["sender_matches_order"]
    decision = task.decision
    asked = list(dict.fromkeys(decision.asks))
    # An order number answers every fact that the order itself tells.
    known_with_order = "order_number" in asked
    missing = [
        name
        for name in decision.missing_facts
        if name not in asked and not (known_with_order and FACTS[name].source != "ticket")
    ]
    return [*asked, *missing]


def unspeakable(task: WritingTask, wording: Wording) -> list[str]:
    """What is needed and has no question."""
    return [word for word in needed(task) if word not in wording.asks.words]


def ask_text(material: Material) -> Marked:
    """The asks as a paragraph of their own, empty where nothing is needed."""
    asks = _asks(material)
    if not asks:
        return Marked("")
    if len(asks) == 1:
        return fill(material.say(asks[0].question), material.values)
    if len(asks) >= _LIST_FROM:
        lines = [f"- {phrase}" for phrase in _phrases(asks, material)]
        return Marked("\n".join([material.say(material.wording.asks.sentences.several), *lines]))
    return Marked(_sentence(asks, material))


def ask_phrase(material: Material) -> Marked:
    """The asks as part of a macro's own sentence."""
    return Marked(formats.listing(_phrases(_asks(material), material), material.register.language))


def _sentence(asks: list[AskWording], material: Material) -> str:
    sends, tells = (
        formats.listing(_phrases([a for a in asks if a.kind == kind], material), material.register.language)
        for kind in ("send", "tell")
    )
    sentences = material.wording.asks.sentences
    template = sentences.both if sends and tells else sentences.send if sends else sentences.tell
    parts = {"asks": Value(sends or tells), "sends": Value(sends), "tells": Value(tells)}
    return fill(material.say(template), parts).text


def _phrases(asks: list[AskWording], material: Material) -> list[str]:
    return [fill(material.say(ask.phrase), material.values).text for ask in asks]


def _asks(material: Material) -> list[AskWording]:
    words = material.wording.asks.words
    return [_wording(word, material) for word in needed(material.task) if word in words]


def _wording(word: str, material: Material) -> AskWording:
    """The question for a word, the one for this very case first."""
    task, words = material.task, material.wording.asks.words
    trouble = "which" if len(task.decision.order_candidates) > 1 else "not_found"
    variants = [f"{word}.{trouble}", f"{word}.{facts.get(task.facts, 'problem').value}", word]
    found = (words[variant] for variant in variants if variant in words)
    return next(ask for ask in found if can_fill(ask.question, material.values))
