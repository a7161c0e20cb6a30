"""How far a command has come: a bar on the standard error, where a person watches."""

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from handrail_server.cli.saying import err, is_terminal


def progress() -> Progress:
    """A bar that is gone when the work is done."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=err,
        disable=not is_terminal(),
        transient=True,
    )
