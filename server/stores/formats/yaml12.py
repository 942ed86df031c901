"""YAML 1.2 core, strictly: only true and false are booleans, `NO`, `on`, `12:30` and days are text.

libyaml (by PyYAML) reads the syntax and tells the lines; what a word means is decided here, because PyYAML
follows YAML 1.1. Its own scanner in Python does not serve: it takes no `{de: Was ist passiert?}`. Duplicate
keys, anchors, aliases and tags are findings.
"""

import re
from decimal import Decimal

import yaml
from msgspec import Struct

from server.said import Said
from server.stores.formats.findings import SENTENCES, Findings

Plain = None | bool | int | Decimal | str | list["Plain"] | dict[str, "Plain"]
Path = tuple[str | int, ...]

_DEEPEST = 32
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEAN = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_IN_BASE = re.compile(r"0o(?P<octal>[0-7]{1,20})|0x(?P<hex>[0-9a-fA-F]{1,15})")
_FLOAT = re.compile(r"[-+]?(\.[0-9]{1,30}|[0-9]{1,30}(?=[.eE])(\.[0-9]{0,30})?)([eE][-+]?[0-9]{1,2})?")


class Document(Struct, frozen=True):
    """The plain value of a file, or of a line of one, and where each part of it stands.

    `lines`: the line of each mapping's key and list's item, by path from the top. `is_personal`: findings
    must not repeat what stands in it.
    """

    file: str
    value: Plain
    lines: dict[Path, int]
    is_personal: bool = False

    def line(self, path: Path = ()) -> int:
        """The line of the value at `path`, or of the nearest one around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines[path]


def read_yaml(text: str, file: str, findings: Findings, first_line: int = 1) -> Document | None:
    """The one document in `text`, whose first line is `first_line` of `file`; None when it has none to offer."""
    composer = _Composer(file, findings, first_line)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            composer.take(event)
    except _CannotGoOn:
        return None
    except yaml.reader.ReaderError as error:
        line = first_line + text.encode().count(b"\n", 0, error.position)
        findings.add("unreadable", file, line, SENTENCES("yaml.control"))
        return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + min(mark.line if mark else 0, text.count("\n"))
        column = mark.column + 1 if mark else 1
        findings.add("unreadable", file, line, SENTENCES("yaml.none", problem=error.problem, line=line, column=column))
        return None
    return composer.document()


def plain_scalar(text: str) -> Plain:
    """An unquoted word by YAML's core schema; numbers that no shop needs, such as .inf, stay text."""
    if text in _NULL:
        return None
    if text in _BOOLEAN:
        return _BOOLEAN[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if in_base := _IN_BASE.fullmatch(text):
        return int(in_base["octal"], 8) if in_base["octal"] else int(in_base["hex"], 16)
    return Decimal(text) if _FLOAT.fullmatch(text) else text


class _CannotGoOn(Exception):
    """What follows would not mean what it says; the finding is made."""


class _Open:
    """A mapping or list whose end has not come; `key` is a mapping's key that waits for its value."""

    def __init__(self, container: "list[Plain] | dict[str, Plain]", path: Path) -> None:
        self.container = container
        self.path = path
        self.key: str | None = None


class _Composer:
    """Makes plain values of PyYAML's events, without recursion: no nesting can exhaust the stack."""

    def __init__(self, file: str, findings: Findings, first_line: int) -> None:
        self._file = file
        self._findings = findings
        self._first_line = first_line
        self._open: list[_Open] = []
        self._root: Plain = None
        self._lines: dict[Path, int] = {}
        self._has_document = False
        self._has_alias = False

    def document(self) -> Document | None:
        if self._has_alias:
            return None
        return Document(self._file, self._root, {(): self._first_line} | self._lines)

    def take(self, event: yaml.Event) -> None:
        line = self._first_line + (event.start_mark.line if event.start_mark else 0)
        if isinstance(event, yaml.DocumentStartEvent):
            self._start_document(line)
        elif isinstance(event, yaml.AliasEvent):
            self._has_alias = True
            self._refuse(line, SENTENCES("yaml.alias", name=event.anchor))
            self._put(None, line)
        elif isinstance(event, yaml.ScalarEvent):
            self._refuse_properties(event, line)
            self._take_scalar(event, line)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._refuse_properties(event, line)
            self._start({} if isinstance(event, yaml.MappingStartEvent) else [], line)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._open.pop()

    def _start_document(self, line: int) -> None:
        if self._has_document:
            self._refuse(line, SENTENCES("yaml.second"))
            raise _CannotGoOn
        self._has_document = True

    def _refuse_properties(self, event: yaml.NodeEvent, line: int) -> None:
        if event.anchor is not None:
            self._refuse(line, SENTENCES("yaml.anchor", name=event.anchor))
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._refuse(line, SENTENCES("yaml.tag", name=tag.replace("tag:yaml.org,2002:", "!!")))

    def _take_scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        top = self._open[-1] if self._open else None
        if top is not None and isinstance(top.container, dict) and top.key is None:
            self._take_key(top, event.value, line)
        else:
            self._put(event.value if event.style else plain_scalar(event.value), line)

    def _take_key(self, top: _Open, key: str, line: int) -> None:
        path = (*top.path, key)
        if key in top.container:
            said = SENTENCES("yaml.key_twice", key=key, line=self._lines[path])
            self._findings.add("duplicate", self._file, line, said)
        top.key = key
        self._lines[path] = line

    def _start(self, container: "list[Plain] | dict[str, Plain]", line: int) -> None:
        if len(self._open) == _DEEPEST:
            self._refuse(line, SENTENCES("yaml.deep", deepest=_DEEPEST))
            raise _CannotGoOn
        self._open.append(_Open(container, self._put(container, line)))

    def _put(self, value: Plain, line: int) -> Path:
        """Put a value where it belongs and tell its path."""
        if not self._open:
            self._root, self._lines[()] = value, line
            return ()
        top = self._open[-1]
        if isinstance(top.container, list):
            top.container.append(value)
            path: Path = (*top.path, len(top.container) - 1)
            self._lines[path] = line
            return path
        if top.key is None:
            self._refuse(line, SENTENCES("yaml.key"))
            raise _CannotGoOn
        path, top.container[top.key], top.key = (*top.path, top.key), value, None
        return path

    def _refuse(self, line: int, said: Said) -> None:
        self._findings.add("unreadable", self._file, line, said)
