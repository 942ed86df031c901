"""What happens next, and on which day."""

from server.drafting.macro_writer.material import Material
from server.drafting.macro_writer.topics import topic_of
from server.drafting.marked import Marked, can_fill, fill


def next_step(material: Material) -> Marked:
    """The sentence for action and intent or topic; empty where nothing is announced or no day is known."""
    template = next((t for t in _templates(material) if can_fill(t, material.values)), None)
    return fill(material.say(template), material.values) if template else Marked("")


def is_said(step: Marked, body: Marked) -> bool:
    """Whether the body names the step's day already, so that the sentence would say it twice."""
    days = [step.text[mark.start : mark.end] for mark in step.marks if mark.kind == "date"]
    return bool(days) and all(body.says(day) for day in days)


def _templates(material: Material) -> list[str]:
    task, steps = material.task, material.wording.next_steps
    if task.must_prove_identity:
        return steps["ask"]
    action = task.decision.action
    variants = [f"{action}.brief"] if task.is_brief else []
    variants += [f"{action}.{task.intent}", f"{action}.{topic_of(task)}", action]
    return next(steps[variant] for variant in variants if variant in steps)
