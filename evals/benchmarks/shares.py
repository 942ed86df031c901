"""Shares with their uncertainty."""

from server.domain.statistics import rate


def share(right: list[bool]) -> str:
    """`0.94 (0.83 to 0.98)`: the share of right ones and its 95 % interval."""
    found = rate(sum(right), len(right))
    return f"{found.share:.2f} ({found.low:.2f} to {found.high:.2f})"
