"""The version of a tree: a hash of what it says, not of how it is written."""

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct, json, structs

from server.domain.store import DatedValue
from server.domain.tree import Tree


def tree_hash(tree: Tree, parameters: Mapping[str, list[DatedValue]]) -> str:
    """16 hex digits that change with the tree's and the parameters' content, and with nothing else.

    Comments, blanks, line numbers, the order of keys, `yes` for true and 30.0 for 30 make no difference.
    """
    content = json.encode([_canonical(tree), _canonical(parameters)], order="sorted")
    return hashlib.sha256(content).hexdigest()[:16]


def _canonical(value: Any) -> Any:
    if isinstance(value, Struct):
        fields = structs.asdict(value)
        fields.pop("line", None)
        return _canonical(fields)
    if isinstance(value, Mapping):
        return {key: _canonical(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, list | tuple):
        return [_canonical(item) for item in value]
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value
