"""Named parameters (`:org`) as PostgreSQL counts them (`$1`); a cast (`::text`) is none."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from handrail_server.adapters.store.statements import statements

V = TypeVar("V")

_NAMED = re.compile(r"(?<!:):([a-z_]+)")


@dataclass(frozen=True, slots=True)
class Numbered:
    """One statement with numbered parameters."""

    sql: str
    names: tuple[str, ...]

    def arguments(self, values: Mapping[str, V]) -> list[V]:
        """The values in the order of their numbers; raises KeyError where one is missing."""
        return [values[name] for name in self.names]


def numbered(sql: str) -> Numbered:
    """Each name gets one number, however often it occurs."""
    names = tuple(dict.fromkeys(_NAMED.findall(sql)))
    return Numbered(_NAMED.sub(lambda found: f"${names.index(found[1]) + 1}", sql), names)


def numbered_statements(folder: Path) -> dict[str, Numbered]:
    """All statements of a folder. Each name has one: what needs several is one with CTEs, or a function."""
    found: dict[str, Numbered] = {}
    for name, (statement,) in statements(folder).items():
        found[name] = numbered(statement.sql)
    return found
