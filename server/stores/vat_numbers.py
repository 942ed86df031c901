"""VAT numbers in the free text of an order: notes, note attributes, company."""

import re

# Behind a label only: a bare DE123456789 may be anything.
_LABELLED = re.compile(
    r"(?<![A-Za-z])"
    r"(?:VAT(?:[ _-]?(?:reg(?:istration)?))?(?:[ _-]?(?:ID|IN|No|Nr|Number))*|USt[ .-]*Id[a-z]*|UID"
    r"|Umsatzsteuer[ -]?Id[a-z]*)(?:[ .-]*Nr)?[\s.:#=-]{0,5}"
    r"(?P<number>[A-Z]{2}E?[ .-]?[A-Z]{0,2}[0-9][0-9A-Z]*(?:[ .-]?[0-9][0-9A-Z]*){0,4})",
    re.IGNORECASE,
)
_FEWEST_DIGITS = 7


def vat_number_in(*texts: str | None) -> str | None:
    """The first VAT number that stands behind a label such as VAT, USt-IdNr or UID, without blanks; or None."""
    for text in texts:
        for match in _LABELLED.finditer(text or ""):
            number = re.sub("[ .-]", "", match["number"]).upper()
            if sum(character.isdigit() for character in number) >= _FEWEST_DIGITS:
                return number
    return None
