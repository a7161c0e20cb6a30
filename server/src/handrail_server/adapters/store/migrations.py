"""Numbered SQL files that bring the tables up to date, and the rule that an applied one never changes."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from handrail_server.core.basics.errors import Unavailable


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One numbered file, such as `0001_tables.sql`."""

    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """The SHA-256 of the text, kept beside the name when it is applied."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


def migrations(folder: Path) -> tuple[Migration, ...]:
    """The folder's migrations in order."""
    files = sorted(folder.glob("[0-9]*.sql"))
    return tuple(Migration(name=file.stem, sql=file.read_text(encoding="utf-8")) for file in files)


def pending(known: Sequence[Migration], applied: Mapping[str, str]) -> tuple[Migration, ...]:
    """What is still to be applied; `applied` gives each applied name's checksum.

    Raises `Unavailable` where the store was made by a newer Handrail, or by one whose migrations read differently.
    """
    names = {migration.name for migration in known}
    for unknown in sorted(applied.keys() - names):
        raise Unavailable(f"The store has migration {unknown}, which this version does not know.", fix="Upgrade.")
    for migration in known:
        if applied.get(migration.name, migration.checksum) != migration.checksum:
            raise Unavailable(
                f"Migration {migration.name} was applied with another text.",
                fix="Run the version that made this store, or restore a backup.",
            )
    return tuple(migration for migration in known if migration.name not in applied)
