"""How the command line speaks: what was asked for to the standard output, everything else to the standard error."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console

from handrail_server.core.basics.errors import HandrailError

out = Console(soft_wrap=True, highlight=False)
err = Console(stderr=True, soft_wrap=True, highlight=False)


@contextmanager
def refusals_told() -> Iterator[None]:
    """What is refused is told in two lines, what and what to do, and ends the command with status 1."""
    try:
        yield
    except HandrailError as error:
        told(error)
        raise typer.Exit(1) from None


def told(error: HandrailError) -> None:
    """Say what was refused, and the fix."""
    err.print(error.message, markup=False)
    if error.fix:
        err.print(error.fix, markup=False)


def is_terminal() -> bool:
    """Whether a person watches."""
    return sys.stderr.isatty()
