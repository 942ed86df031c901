"""Objects out of a JSON file of any size: a list of them, one a line, or a list inside an object."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import ijson

from server.errors import InvalidRequest

_BLANK = b" \t\r\n"
_BOM = b"\xef\xbb\xbf"


def json_records(path: Path, *lists: str) -> Iterator[dict[str, Any]]:
    """Each object of the file, in order. `lists`: under which keys an enclosing object holds its list.

    InvalidRequest where the file is no JSON, or its object holds none of the lists.
    """
    try:
        with path.open("rb") as file:
            first = _first_character(file)
            if first == b"[":
                yield from _items(file, "item")
            elif first == b"{" and (name := _enclosing_list(path, lists)):
                yield from _items(file, f"{name}.item")
            elif first == b"{":
                yield from _items(file, "", multiple_values=True)
            else:
                raise InvalidRequest("The file is no JSON; give the export as it was downloaded, unpacked.")
    except (ijson.JSONError, UnicodeDecodeError) as error:
        raise InvalidRequest(
            "The file's JSON breaks off or is damaged; download the export again. What was read before is kept."
        ) from error


def side_loaded(path: Path, name: str) -> dict[str, dict[str, Any]]:
    """Objects by id from a list beside the records, as Zendesk side-loads users; empty where there is none."""
    with path.open("rb") as file:
        if _first_character(file) != b"{" or name not in _keys(path):
            return {}
        return {str(item.get("id")): item for item in _items(file, f"{name}.item")}


def _first_character(file: BinaryIO) -> bytes:
    """Without a byte order mark and blanks; the file stands before it."""
    start = file.read(4096)
    skipped = len(start) - len(start.removeprefix(_BOM).lstrip(_BLANK))
    file.seek(skipped)
    return start[skipped : skipped + 1]


def _enclosing_list(path: Path, names: tuple[str, ...]) -> str | None:
    keys = _keys(path)
    return next((name for name in names if name in keys), None)


def _keys(path: Path) -> list[str]:
    """The keys of the first object whose values are lists; read to its end at most."""
    found: list[str] = []
    depth, key = 0, ""
    with path.open("rb") as file:
        _first_character(file)
        for event, value in ijson.basic_parse(file, multiple_values=True):
            if event == "map_key" and depth == 1:
                key = value
            elif event in ("start_map", "start_array"):
                if event == "start_array" and depth == 1:
                    found.append(key)
                depth += 1
            elif event in ("end_map", "end_array"):
                depth -= 1
                if depth == 0:
                    return found
    return found


def _items(file: BinaryIO, prefix: str, *, multiple_values: bool = False) -> Iterator[dict[str, Any]]:
    for item in ijson.items(file, prefix, use_float=True, multiple_values=multiple_values):
        if isinstance(item, dict):
            yield item
