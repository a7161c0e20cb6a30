"""`handrail migrate`, `handrail backup` and `handrail restore`."""

from pathlib import Path
from typing import Annotated

import typer

from handrail_server.adapters.store.sqlite.backup import back_up
from handrail_server.adapters.store.sqlite.backup import restore as put_back
from handrail_server.cli.looping import run
from handrail_server.cli.opening import DATABASE, KEY, config_of
from handrail_server.cli.saying import out, refusals_told
from handrail_server.config import Config
from handrail_server.core.basics.errors import Unavailable
from handrail_server.main import migrated

Data = Annotated[Path | None, typer.Option(help="The data directory.")]


def migrate(*, data: Data = None) -> None:
    """Bring the store's tables up to date. `serve` does so too; this does it before, and says what it did."""
    with refusals_told():
        applied = run(migrated(config_of(data)))
    out.print(f"Applied: {', '.join(applied)}." if applied else "Nothing to apply.")


def backup(
    target: Annotated[Path, typer.Argument(help="The file to write; it must not exist.")], *, data: Data = None
) -> None:
    """Copy the whole store as of now; the server may go on. The master key is not in it: keep it in another place."""
    with refusals_told():
        config = _on_sqlite(config_of(data))
        back_up(config.data / DATABASE, target)
    out.print(f"{target}: {target.stat().st_size:,} bytes.", markup=False)
    out.print(
        f"Without {config.data / KEY} nobody can read what people said in it. Keep a copy elsewhere.", markup=False
    )


def restore(
    source: Annotated[Path, typer.Argument(help="A file that `handrail backup` wrote.")],
    *,
    data: Data = None,
    replace: Annotated[bool, typer.Option("--replace", help="Replace the store that is there.")] = False,
) -> None:
    """Put a backup in the store's place. The server must be stopped, and the master key be the same as then."""
    with refusals_told():
        config = _on_sqlite(config_of(data))
        put_back(source, config.data / DATABASE, replace=replace)
    out.print(f"{config.data / DATABASE} is what it was when {source} was made.", markup=False)
    if not (config.data / KEY).exists():
        out.print(f"Put the master key at {config.data / KEY} before you start the server.", markup=False)


def _on_sqlite(config: Config) -> Config:
    if config.database is not None:
        raise Unavailable("This store is on PostgreSQL.", fix="Use pg_dump and pg_restore; see docs/guides/backup.md.")
    return config
