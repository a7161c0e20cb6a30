"""Time as the core sees it: a number that is passed in, never read."""

from typing import NewType

At = NewType("At", int)
"""Milliseconds since the Unix epoch, UTC."""

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def later(at: At, *, seconds: float) -> At:
    """`at` plus `seconds`."""
    return At(at + round(seconds * SECOND))
