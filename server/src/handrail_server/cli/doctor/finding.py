"""What a check says."""

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """How bad it is."""

    GOOD = "good"
    DOUBTFUL = "doubtful"
    BAD = "bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    name: str
    grade: Grade
    text: str
    fix: str | None = None


def good(name: str, text: str) -> Finding:
    """As it should be."""
    return Finding(name=name, grade=Grade.GOOD, text=text)


def doubtful(name: str, text: str, fix: str) -> Finding:
    """Works, and somebody should look."""
    return Finding(name=name, grade=Grade.DOUBTFUL, text=text, fix=fix)


def bad(name: str, text: str, fix: str) -> Finding:
    """Must not stay so."""
    return Finding(name=name, grade=Grade.BAD, text=text, fix=fix)
