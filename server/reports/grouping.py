"""Rows sorted into groups."""

from collections.abc import Callable, Iterable
from typing import TypeVar

K = TypeVar("K")
T = TypeVar("T")


def grouped(rows: Iterable[T], group_of: Callable[[T], K]) -> dict[K, list[T]]:
    """The rows of each group, groups and rows in the order in which they come."""
    groups: dict[K, list[T]] = {}
    for row in rows:
        groups.setdefault(group_of(row), []).append(row)
    return groups
