"""JSON lines of a pack: one document a line; duplicate keys are findings here too."""

import json
from collections.abc import Iterator
from decimal import Decimal

from server.said import Said
from server.stores.formats.findings import SENTENCES, Findings
from server.stores.formats.folder import decode
from server.stores.formats.yaml12 import Document, Plain

_LINE_BYTES = 1_000_000


def read_json_lines(content: bytes, file: str, findings: Findings) -> Iterator[Document]:
    """Each line that holds something, as a document whose every part stands in that line."""
    for number, line in enumerate(content.split(b"\n"), 1):
        text = _line_text(line, file, number, findings)
        if not text or text.isspace():
            continue
        try:
            value = json.loads(text, parse_float=Decimal, parse_constant=_refuse, object_pairs_hook=_object)
        except _DuplicateKey as error:
            findings.add("duplicate", file, number, SENTENCES("json.twice", key=error.args[0]))
        except (ValueError, RecursionError) as error:
            findings.add("unreadable", file, number, _no_json(error, number))
        else:
            yield Document(file, value, {(): number}, is_personal=True)


def _line_text(line: bytes, file: str, number: int, findings: Findings) -> str | None:
    if len(line) > _LINE_BYTES:
        findings.add("unreadable", file, number, SENTENCES("json.long"))
        return None
    return decode(line, file, number, findings)


def _no_json(error: Exception, line: int) -> Said:
    if isinstance(error, json.JSONDecodeError):
        return SENTENCES("json.none", problem=error.msg, line=line)
    return SENTENCES("json.deep", line=line)


class _DuplicateKey(Exception):
    """An object that says two things by one name."""


def _object(pairs: list[tuple[str, Plain]]) -> dict[str, Plain]:
    value: dict[str, Plain] = {}
    for key, item in pairs:
        if key in value:
            raise _DuplicateKey(key)
        value[key] = item
    return value


def _refuse(constant: str) -> None:
    raise ValueError(constant)
