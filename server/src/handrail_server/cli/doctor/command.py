"""`handrail doctor`."""

from pathlib import Path
from typing import Annotated, Final

import typer
from rich.markup import escape

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
    for finding in findings:
        out.print(f"{_SIGNS[finding.grade]} {escape(finding.name)}: {escape(finding.text)}")
        if finding.fix is not None:
            out.print(f"  → {escape(finding.fix)}")
    if any(finding.grade is Grade.BAD for finding in findings):
        raise typer.Exit(1)


async def _house(config: Config) -> list[Finding]:
    try:
        async with opened_to_read(config) as opened:
            return [good("store", "It opens, and its tables are up to date."), *[each async for each in house(opened)]]
    except HandrailError as error:
        return [bad("store", error.message, error.fix or "See docs/guides/operations.md.")]
