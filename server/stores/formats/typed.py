"""Plain values as Structs, strictly: every mistake is a finding with its line, not only the first one.

It refuses what msgspec.convert would refuse, but all of it and in words that say what to write, and unknown
keys always. A null on a field that may be left out counts as left out.
"""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, TypeVar, cast

from msgspec import NODEFAULT, UNSET, Struct, inspect, structs

from server.said import Said
from server.stores.formats.findings import SENTENCES, Code, Findings
from server.stores.formats.leaves import BAD, bare, expected, has_form, read_leaf, shown
from server.stores.formats.yaml12 import Document, Path, Plain

T = TypeVar("T")
S = TypeVar("S", bound=Struct)


def read_as(type_: type[T], document: Document, findings: Findings, path: Path = ()) -> T | None:
    """The part of `document` at `path` as `type_`; None when anything in it is a finding."""
    value = _Reading(document, findings).read(_kind(cast(Any, type_)), part(document, path), path)
    return None if value is BAD else cast(T, value)


def read_fields(type_: type[Struct], document: Document, findings: Findings, path: Path = ()) -> dict[str, Any]:
    """The good fields of the mapping at `path`, by their names in Python, defaults included."""
    reading, value = _Reading(document, findings), part(document, path)
    if not isinstance(value, dict):
        reading.refuse(_kind(type_), value, path)
        return {}
    return {name: field for name, field in reading.fields(type_, value, path) if field is not BAD}


def make(type_: type[S], fields: dict[str, Any]) -> S | None:
    """A Struct of the fields that `read_fields` gave, None where one is missing."""
    return type_(**fields) if len(fields) == len(structs.fields(type_)) else None


def part(document: Document, path: Path) -> Plain:
    """The plain value at a path that is known to exist."""
    value: Any = document.value
    for key in path:
        value = value[key]
    return cast(Plain, value)


def unknown_key(key: str, known: Sequence[str]) -> Said:
    """The message for a key or column that nothing reads."""
    near = get_close_matches(key, known, n=1)
    if near:
        return SENTENCES("no_key.near", key=key, near=near[0])
    return SENTENCES("no_key.known", key=key, known=", ".join(known))


@lru_cache(maxsize=256)
def _kind(type_: Any) -> inspect.Type:
    return inspect.type_info(type_)


@lru_cache(maxsize=256)
def _fields_of(type_: type[Struct]) -> dict[str, inspect.Field]:
    return {field.encode_name: field for field in cast(inspect.StructType, _kind(type_)).fields}


class _Reading:
    """One reading of one document."""

    def __init__(self, document: Document, findings: Findings) -> None:
        self._document = document
        self._findings = findings

    def read(self, kind: inspect.Type, value: Plain, path: Path) -> object:
        """The value as `kind`, or BAD once everything wrong with it is a finding."""
        inner = bare(kind)
        if isinstance(inner, inspect.UnionType):
            return self._read_union(inner, value, path)
        if isinstance(inner, inspect.StructType) and isinstance(value, dict):
            return self._read_struct(inner.cls, value, path)
        if isinstance(inner, inspect.ListType) and isinstance(value, list) and len(value) >= (inner.min_length or 0):
            return self._read_list(inner, value, path)
        if isinstance(inner, inspect.DictType) and isinstance(value, dict) and len(value) >= (inner.min_length or 0):
            return self._read_dict(inner, value, path)
        result = read_leaf(inner, value)
        if result is BAD:
            self.refuse(kind, value, path)
        return result

    def fields(self, type_: type[Struct], value: dict[str, Plain], path: Path) -> Iterator[tuple[str, Any]]:
        """Each field's name in Python and value, BAD where it is a finding."""
        known = _fields_of(type_)
        for key in value:
            if key not in known:
                self._add("unknown_key", (*path, key), unknown_key(key, list(known)))
        for key, field in known.items():
            given = value.get(key)
            if given is None and not field.required:
                yield field.name, _default(field)
            elif key in value:
                yield field.name, self.read(field.type, given, (*path, key))
            else:
                self._add("bad_value", path, SENTENCES("missing", key=key, expected=expected(field.type)))
                yield field.name, BAD

    def refuse(self, kind: inspect.Type, value: Plain, path: Path) -> None:
        """The finding that `value` is no `kind`; what people wrote is not repeated, because findings are logged."""
        key = "wrong.personal" if self._document.is_personal else "wrong"
        self._add("bad_value", path, SENTENCES(key, name=_name(path), value=shown(value), expected=expected(kind)))

    def _read_struct(self, type_: type[Struct], value: dict[str, Plain], path: Path) -> object:
        fields = dict(self.fields(type_, value, path))
        is_good = all(field is not BAD for field in fields.values()) and value.keys() <= _fields_of(type_).keys()
        return type_(**fields) if is_good else BAD

    def _read_list(self, kind: inspect.ListType, value: list[Plain], path: Path) -> object:
        items = [self.read(kind.item_type, item, (*path, index)) for index, item in enumerate(value)]
        return BAD if any(item is BAD for item in items) else items

    def _read_dict(self, kind: inspect.DictType, value: dict[str, Plain], path: Path) -> object:
        bad_keys = [key for key in value if read_leaf(bare(kind.key_type), key) is BAD]
        for key in bad_keys:
            said = SENTENCES("wrong.key", name=_name(path), key=shown(key), expected=expected(kind.key_type))
            self._add("bad_value", (*path, key), said)
        items = {key: self.read(kind.value_type, item, (*path, key)) for key, item in value.items()}
        return BAD if bad_keys or any(item is BAD for item in items.values()) else items

    def _read_union(self, union: inspect.UnionType, value: Plain, path: Path) -> object:
        if value is None and union.includes_none:
            return None
        options = [option for option in union.types if has_form(bare(option), value)]
        if len(options) == 1:
            return self.read(options[0], value, path)
        self.refuse(union, value, path)
        return BAD

    def _add(self, code: Code, path: Path, said: Said) -> None:
        self._findings.add(code, self._document.file, self._document.line(path), said)


def _default(field: inspect.Field) -> object:
    if field.default_factory is not NODEFAULT:
        return field.default_factory()
    return UNSET if field.default is NODEFAULT else field.default


def _name(path: Path) -> Said | str:
    keys = [str(key) for key in path if isinstance(key, str)]
    return ".".join(keys) or SENTENCES("this")
