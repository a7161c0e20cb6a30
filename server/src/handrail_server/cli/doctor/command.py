"""`handrail doctor`."""

from pathlib import Path
from typing import Annotated, Final

import typer
from rich.table import Table

from handrail_server.cli.doctor.finding import Finding, Grade, bad, good
from handrail_server.cli.doctor.house import house
from handrail_server.cli.doctor.machine import machine
from handrail_server.cli.logs import configure
from handrail_server.cli.looping import run
from handrail_server.cli.opening import config_of, opened_to_read
from handrail_server.cli.saying import out
from handrail_server.config import Config
from handrail_server.core.basics.errors import HandrailError

_SIGNS: Final = {Grade.GOOD: "[green]✓[/]", Grade.DOUBTFUL: "[yellow]![/]", Grade.BAD: "[red]✗[/]"}


def doctor(*, data: Annotated[Path | None, typer.Option(help="The data directory.")] = None) -> None:
    """Look at everything that can be wrong, also while the server runs. Status 1 where something is."""
    configure(level="critical", as_json=False)
    config = config_of(data)
    findings = [*machine(config.data, sqlite=config.database is None), *run(_house(config))]
    table = Table(show_header=False, box=None, pad_edge=False)
    for finding in findings:
        table.add_row(_SIGNS[finding.grade], finding.name, finding.text + (f"\n→ {finding.fix}" if finding.fix else ""))
    out.print(table)
    if any(finding.grade is Grade.BAD for finding in findings):
        raise typer.Exit(1)


async def _house(config: Config) -> list[Finding]:
    try:
        async with opened_to_read(config) as opened:
            return [good("store", "It opens, and its tables are up to date."), *[each async for each in house(opened)]]
    except HandrailError as error:
        return [bad("store", error.message, error.fix or "See docs/guides/operations.md.")]
