"""suppliers.yaml: who ships, what it costs and what they pay back."""

import re

from server.domain.facts import PROBLEMS
from server.domain.product import Supplier
from server.said import Said
from server.stores.formats.findings import SENTENCES, Findings, Names
from server.stores.formats.kinds import is_timezone
from server.stores.formats.typed import read_as
from server.stores.formats.yaml12 import Document, Path

FILE = "suppliers.yaml"

_COUNTRY = re.compile("[A-Z]{2}|default")
_LANGUAGE = re.compile("[a-z]{2}")


def read_suppliers(document: Document | None, findings: Findings) -> tuple[list[Supplier], Names]:
    """The good suppliers, and the ids of all of them; incomplete when the file could not be read."""
    names = Names("supplier")
    entries = document and (document.value or [])
    if document is None or not isinstance(entries, list):
        names.incomplete = True
        if document is not None:
            findings.add("bad_value", FILE, document.line(), SENTENCES("suppliers.no_list"))
        return [], names
    suppliers = []
    for index, entry in enumerate(entries):
        path: Path = (index,)
        name = entry.get("id") if isinstance(entry, dict) else None
        if isinstance(name, str):
            names.add(name, FILE, document.line(path), findings)
        else:
            names.incomplete = True
        supplier = read_as(Supplier, document, findings, path)
        if supplier is not None:
            suppliers.append(supplier)
            _check(document, path, supplier, findings)
    return suppliers, names


def _check(document: Document, path: Path, supplier: Supplier, findings: Findings) -> None:
    """What the types of the fields cannot tell."""

    def refuse(said: Said, *keys: str) -> None:
        findings.add("bad_value", FILE, document.line((*path, *keys)), said)

    if not supplier.id.strip():
        refuse(SENTENCES("suppliers.no_id"), "id")
    if not is_timezone(supplier.timezone):
        refuse(SENTENCES("store.timezone", zone=supplier.timezone, such_as="Asia/Shanghai"), "timezone")
    if not _LANGUAGE.fullmatch(supplier.language):
        refuse(SENTENCES("suppliers.language", language=supplier.language), "language")
    for country in supplier.ships_to:
        if not _COUNTRY.fullmatch(country):
            refuse(SENTENCES("suppliers.country", country=country), "ships_to", country)
    for problem, percent in (supplier.claims.pays if supplier.claims else {}).items():
        if problem not in PROBLEMS:
            said = SENTENCES("suppliers.problem", problem=problem, known=", ".join(PROBLEMS))
            refuse(said, "claims", "pays", problem)
        if percent > 100:
            refuse(SENTENCES("suppliers.percent"), "claims", "pays", problem)
