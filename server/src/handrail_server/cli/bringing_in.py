"""`handrail import people|queues|skills|customers FILE`."""

from pathlib import Path
from typing import Annotated

import typer

from handrail_server.cli.looping import run
from handrail_server.cli.opening import administrator_of, config_of, only_organisation
from handrail_server.cli.saying import err, out, refusals_told
from handrail_server.config import Config
from handrail_server.core.basics.errors import NotFound
from handrail_server.flows.import_customers import import_customers
from handrail_server.flows.import_people import import_people
from handrail_server.flows.import_shape import import_queues, import_skills
from handrail_server.main import open_house
from handrail_server.ports.importing import Imported

_SHAPES = {"people": import_people, "queues": import_queues, "skills": import_skills}


def bring_in(
    kind: Annotated[str, typer.Argument(help="people, queues, skills, or customers, accounts, orders …")],
    file: Annotated[Path, typer.Argument(help="CSV with a header, a JSON array, or JSON lines.")],
    *,
    data: Annotated[Path | None, typer.Option(help="The data directory.")] = None,
    org: Annotated[str | None, typer.Option(help="The organisation, where there are several.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen, change nothing.")] = False,
) -> None:
    """Bring in rows of a file, all of them or none. The server must be stopped (or use its API)."""
    with refusals_told():
        if not file.is_file():
            raise NotFound(f"There is no file {file}.")
        imported = run(_imported(config_of(data), org, kind, file.read_text(encoding="utf-8-sig"), dry_run=dry_run))
    for fault in imported.faults:
        field = f", {fault.field}" if fault.field else ""
        err.print(f"Line {fault.line}{field}: {fault.message} {fault.fix}", markup=False)
    if imported.faults:
        err.print("Nothing was imported.")
        raise typer.Exit(1)
    done = "imported" if imported.written else "would be imported"
    out.print(f"{kind}: {imported.new} new, {imported.changed} changed, {imported.unchanged} unchanged; {done}.")


async def _imported(config: Config, org: str | None, kind: str, content: str, *, dry_run: bool) -> Imported:
    async with open_house(config) as opened:
        caller = await administrator_of(opened, await only_organisation(opened, org))
        if kind in _SHAPES:
            return await _SHAPES[kind](opened.house, caller, content, dry_run=dry_run)
        return await import_customers(opened.house, caller, kind, content, dry_run=dry_run)
