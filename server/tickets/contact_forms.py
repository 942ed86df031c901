"""Contact forms: a shop's own mailer writes `Name: … E-Mail: … Nachricht: …`, and the message is what was typed."""

from msgspec import Struct

from server.tickets.mail_markers import MARKERS, any_of

_LINES_OF_FIELDS = 40
_FIELD = any_of([rf"(?:{field}) ?\*?:" for field in MARKERS.form_fields])
_MESSAGE = any_of([rf"(?:{label}) ?\*?:" for label in MARKERS.form_messages])
_INTRODUCTION = any_of([r".{0,200}\b(?:\w*formular|contact form|formulaire|formulario|modulo)\b.{0,200}"])


class Form(Struct, frozen=True):
    """`message`: the lines that the customer typed. `fields`: the other lines, which say who and about what."""

    message: list[str]
    fields: list[str]


def contact_form(lines: list[str]) -> Form | None:
    """The form that `lines` are; None where they are none: the first line is no field, or there is no message."""
    fields: list[str] = []
    value_expected = False
    for at, line in enumerate(lines[:_LINES_OF_FIELDS]):
        if fields and (label := _MESSAGE.match(line)):
            return _form([line[label.end() :].strip(), *lines[at + 1 :]], fields)
        field = _FIELD.match(line)
        if line and not field and not value_expected and (fields or not _INTRODUCTION.fullmatch(line)):
            return None
        if field or value_expected:
            fields.append(line)
        if line:
            value_expected = field is not None and field.end() == len(line)
    return None


def _form(below: list[str], fields: list[str]) -> Form:
    """Fields below the message (consent, page, browser) end it."""
    end = next((n for n, line in enumerate(below) if _FIELD.match(line)), len(below))
    return Form(below[:end], [line for line in [*fields, *below[end:]] if line])
