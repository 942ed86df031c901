"""Objects out of a JSON file of any size: a list of them, one a line, or a list inside an object.

An object that holds the list may be followed by others, as pages of an API written one after the other are.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, BinaryIO

import ijson
import msgspec

from server.errors import InvalidRequest
from server.imports.records import SENTENCES, Refused

_BLANK = b" \t\r\n"
_BOM = b"\xef\xbb\xbf"

# Amounts are decimal in both ways of reading, never binary.
_DECODER = msgspec.json.Decoder(float_hook=Decimal)

Record = dict[str, Any]


def json_records(file: BinaryIO, *lists: str) -> Iterator[Record | Refused]:
    """Each object of the file, in order. `lists`: under which keys an enclosing object may hold its list.

    A damaged line among objects one a line is Refused. InvalidRequest where the file is no JSON, or breaks off.
    """
    first = _first_character(file)
    if first not in (b"[", b"{"):
        raise InvalidRequest(SENTENCES("no_json"))
    try:
        if first == b"[":
            yield from _items(file, "item")
        elif name := _enclosing_list(file, lists):
            yield from _items(file, f"{name}.item")
        elif _is_one_a_line(file):
            yield from _lines(file)
        else:
            yield from _items(file, "")
    except (ijson.JSONError, UnicodeDecodeError) as error:
        raise InvalidRequest(SENTENCES("json_breaks_off")) from error


def side_loaded(file: BinaryIO, name: str, *lists: str) -> Iterator[Record]:
    """The objects in a list beside the records, as Zendesk side-loads users; none where there is no such list."""
    try:
        if _first_character(file) == b"{" and _enclosing_list(file, lists):
            yield from (item for item in _items(file, f"{name}.item") if isinstance(item, dict))
    except (ijson.JSONError, UnicodeDecodeError):
        return  # json_records says so when it comes to that place


def _first_character(file: BinaryIO) -> bytes:
    """Without a byte order mark and blanks; the file stands before it."""
    file.seek(0)
    start = file.read(4096)
    skipped = len(start) - len(start.removeprefix(_BOM).lstrip(_BLANK))
    file.seek(skipped)
    return start[skipped : skipped + 1]


def _enclosing_list(file: BinaryIO, names: tuple[str, ...]) -> str | None:
    """The first of these keys under which the first object holds a list; the file stands before the object again."""
    start = file.tell()
    depth, key, found = 0, "", None
    for event, value in ijson.basic_parse(file, multiple_values=True):
        if event == "map_key" and depth == 1:
            key = value
        elif event == "start_array" and depth == 1 and key in names:
            found = key
            break
        depth += (event in ("start_map", "start_array")) - (event in ("end_map", "end_array"))
        if depth == 0:
            break
    file.seek(start)
    return found


def _is_one_a_line(file: BinaryIO) -> bool:
    """Whether the first line is a whole object; the file stands before it again."""
    start = file.tell()
    line = file.readline()
    file.seek(start)
    return isinstance(_decoded(line), dict)


def _lines(file: BinaryIO) -> Iterator[Record | Refused]:
    for number, line in enumerate(file, start=1):
        if line.strip():
            value = _decoded(line)
            yield value if isinstance(value, dict) else Refused.at("line", number, SENTENCES("no_object"))


def _decoded(line: bytes) -> Any:
    try:
        return _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _items(file: BinaryIO, prefix: str) -> Iterator[Record | Refused]:
    for number, item in enumerate(ijson.items(file, prefix, multiple_values=True), start=1):
        yield item if isinstance(item, dict) else Refused.at("record", number, SENTENCES("no_object"))
