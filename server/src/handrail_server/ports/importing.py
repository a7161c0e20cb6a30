"""Files that are brought in: their rows, what is wrong with them, and what became of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from handrail_server.core.basics.ids import CustomerId, OrgId


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What stands in one row, by column."""

    line: int
    values: dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with a line, and what to do about it."""

    line: int
    field: str | None = None
    message: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did, or would do. With any fault nothing is written."""

    kind: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    faults: tuple[Fault, ...] = ()
    written: bool = False


class Imports(Protocol):
    """Reads files of rows, and brings customers with all that belongs to them into the embedded CRM."""

    def rows(self, content: str) -> Iterator[Row | Fault]:
        """Every row of a CSV with a header, a JSON array, or one JSON object a line; or what is wrong in its place."""
        ...

    async def bring_in(self, org: OrgId, kind: str, content: str, *, dry_run: bool) -> Imported:
        """Import a file of one kind of CRM rows. All of it is kept or, with any fault or as a dry run, nothing.

        Raises `Invalid` where there is no such kind.
        """
        ...

    async def named(self, org: OrgId, *, after: str, limit: int) -> tuple[CustomerId, ...]:
        """The customers of the embedded CRM, by id, after this one."""
        ...
