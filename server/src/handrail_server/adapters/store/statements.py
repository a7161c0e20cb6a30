"""SQL in named files: each statement is found by the name above it.

    -- name: place (must answer)
    UPDATE …;
    -- then
    INSERT …;

One name may have several statements, run in order. After one marked *(must answer)* that answers no row, none is run.
"""

import re
from dataclasses import dataclass
from pathlib import Path

_NAME = re.compile(r"^-- name: (\w+)", re.MULTILINE)
_PART = re.compile(r"^-- then", re.MULTILINE)
_MUST_ANSWER = "(must answer)"


@dataclass(frozen=True, slots=True)
class Statement:
    """One SQL statement."""

    sql: str
    must_answer: bool


def statements(folder: Path) -> dict[str, tuple[Statement, ...]]:
    """All statements of a folder's `.sql` files, by name; raises ValueError where a name occurs twice."""
    found: dict[str, tuple[Statement, ...]] = {}
    for file in sorted(folder.glob("*.sql")):
        _, *pieces = _NAME.split(file.read_text(encoding="utf-8"))
        for name, text in zip(pieces[::2], pieces[1::2], strict=True):
            if name in found:
                raise ValueError(f"{file.name}: there are two statements named {name}.")
            found[name] = tuple(_statement(part) for part in _PART.split(text))
    return found


def _statement(part: str) -> Statement:
    marks, *lines = part.splitlines()
    sql = "\n".join(line for line in lines if not line.startswith("--"))
    return Statement(sql=sql.strip().removesuffix(";"), must_answer=_MUST_ANSWER in marks)
