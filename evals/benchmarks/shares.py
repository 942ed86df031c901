"""Shares with their uncertainty."""

from math import sqrt


def interval(hits: int, n: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    z, share = 1.96, hits / n
    centre, spread = share + z * z / (2 * n), z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return (centre - spread) / (1 + z * z / n), (centre + spread) / (1 + z * z / n)


def share(right: list[bool]) -> str:
    """`0.94 (0.83 to 0.98)`: the share of right ones and its 95 % interval."""
    low, high = interval(sum(right), len(right))
    return f"{sum(right) / len(right):.2f} ({low:.2f} to {high:.2f})"
