"""Parameters of store.yaml: plain, or dated by the order's day."""

from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct

from server.domain.store import DatedValue, ParameterValue
from server.stores.formats.findings import SENTENCES, Findings
from server.stores.formats.kinds import CountryOrDefault
from server.stores.formats.leaves import as_number, is_storable
from server.stores.formats.typed import read_as
from server.stores.formats.yaml12 import Document, Path, Plain

_YES_NO = {"yes": True, "no": False}


class _Dated(Struct, frozen=True, rename={"from_": "from"}):
    from_: date
    value: Any


def read_parameters(
    document: Document, written: dict[str, Plain], findings: Findings
) -> dict[str, list[DatedValue]] | None:
    """Each parameter's values, oldest first; None when one of them is a finding."""
    found_before = len(findings)
    parameters = {name: _read(document, ("parameters", name), value, findings) for name, value in written.items()}
    return parameters if len(findings) == found_before else None


def _read(document: Document, path: Path, written: Plain, findings: Findings) -> list[DatedValue]:
    is_dated = isinstance(written, list) and any(isinstance(item, dict) for item in written)
    if not is_dated:
        value = _value(document, path, written, findings)
        return [] if value is None else [DatedValue(None, value)]
    values: dict[date, DatedValue] = {}
    for index, dated in enumerate(read_as(list[_Dated], document, findings, path) or []):
        here = (*path, index)
        if dated.from_ in values:
            said = SENTENCES("store.parameter_twice", name=path[-1], day=dated.from_)
            findings.add("duplicate", document.file, document.line(here), said)
        value = _value(document, (*here, "value"), dated.value, findings)
        if value is not None:
            values[dated.from_] = DatedValue(dated.from_, value)
    return [values[day] for day in sorted(values)]


def _value(document: Document, path: Path, written: Plain, findings: Findings) -> ParameterValue | None:
    if isinstance(written, dict) and written:
        return read_as(dict[CountryOrDefault, Decimal], document, findings, path)
    value = _single(written)
    if value is None:
        findings.add("bad_value", document.file, document.line(path), SENTENCES("store.parameter_value", name=path[1]))
    return value


def _single(written: Plain) -> ParameterValue | None:
    if isinstance(written, bool):
        return written
    if isinstance(written, str) and written in _YES_NO:
        return _YES_NO[written]
    number = as_number(written)
    if number is not None:
        return number
    texts = [written] if isinstance(written, str) else written
    if isinstance(texts, list) and texts and all(isinstance(text, str) and is_storable(text) for text in texts):
        return texts  # type: ignore[return-value]  # all of them are text
    return None
