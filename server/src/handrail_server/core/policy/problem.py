"""What the checker says of a policy document."""

from dataclasses import dataclass
from enum import StrEnum

from handrail_server.core.policy.cel_tokens import Place


class Severity(StrEnum):
    """An error keeps a document from being published; a warning is for its author to judge."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong or doubtful, with its path in the document and what to do."""

    severity: Severity
    path: str
    """Such as `organisation.rules[2].when`."""
    message: str
    fix: str | None = None
    within: Place | None = None
    """Where in a condition's own text."""
    line: int = 0
    column: int = 0
    """Where in the file, from 1; given by the reader."""


def error(path: str, message: str, fix: str | None = None, within: Place | None = None) -> Problem:
    return Problem(severity=Severity.ERROR, path=path, message=message, fix=fix, within=within)


def warning(path: str, message: str, fix: str | None = None, within: Place | None = None) -> Problem:
    return Problem(severity=Severity.WARNING, path=path, message=message, fix=fix, within=within)
