"""How a letter begins. Du says "Hallo Jonas", Sie "Guten Tag Jonas Petersen"; no gender is guessed."""

from server.drafting.macro_writer.material import Material
from server.drafting.marked import Value, fill


def salutation(material: Material, *, leads_on: bool) -> str:
    """The line. `leads_on`: the next paragraph goes on after its comma; else it ends with an exclamation mark."""
    line = _line(material)
    return line if leads_on else f"{line.removesuffix(',')}!"


def _line(material: Material) -> str:
    task, name = material.task, material.name
    is_polite = (material.register.form == "sie" or task.variant == "formal") and not task.is_brief
    wordings = material.wording.salutations
    wording = wordings.polite if is_polite else wordings.plain
    says_first = material.register.form == "du" and not is_polite
    if name.signed and not (says_first and name.first):
        template = wording.signed
    elif says_first and name.first:
        template = wording.first
    elif not says_first and name.full:
        template = wording.full
    else:
        template = wording.nobody
    values = {"signed_name": name.signed, "first_name": name.first, "full_name": name.full}
    return fill(template, {key: Value(text) for key, text in values.items() if text}).text
