"""`handrail policy check FILE`, `handrail policy default` and `handrail policy tune`."""

from pathlib import Path
from typing import Annotated

import typer

from handrail_server.adapters.policy_file.reader import default_policy, read_policy
from handrail_server.cli.saying import out, refusals_told
from handrail_server.cli.tuning import tune
from handrail_server.core.basics.errors import NotFound
from handrail_server.core.policy.problem import Severity

policy = typer.Typer(help="The policy: check a file, print the default one, tune a threshold.", no_args_is_help=True)
policy.command()(tune)


@policy.command()
def check(file: Annotated[Path, typer.Argument(help="A policy document.")]) -> None:
    """Say all that is wrong or doubtful, with line and column. Status 1 where it could not be published."""
    with refusals_told():
        if not file.is_file():
            raise NotFound(f"There is no file {file}.")
        found = read_policy(file.read_text(encoding="utf-8"))
    for problem in found.problems:
        where = f"{file}:{problem.line}:{problem.column}: {problem.severity.value}: "
        out.print(f"{where}{problem.message}" + (f" {problem.fix}" if problem.fix else ""), markup=False)
    errors = sum(problem.severity is Severity.ERROR for problem in found.problems)
    out.print(f"{errors} errors, {len(found.problems) - errors} warnings.")
    if found.policy is None:
        raise typer.Exit(1)


@policy.command()
def default() -> None:
    """Print the policy that a new organisation begins with, to be changed."""
    typer.echo(default_policy(), nl=False)
