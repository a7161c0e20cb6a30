"""`handrail judge`: how good the judgement is, on a file of labelled turns or conversations."""

import json
from pathlib import Path
from typing import Annotated

import typer

from handrail_server.cli.judge.classified import classified
from handrail_server.cli.judge.injected import injected
from handrail_server.cli.judge.learner import trainer
from handrail_server.cli.judge.measured import Figures
from handrail_server.cli.judge.personal import personal
from handrail_server.cli.judge.table import table
from handrail_server.cli.judge.tasks import TASKS
from handrail_server.cli.judge.whole import whole
from handrail_server.cli.saying import out, refusals_told
from handrail_server.core.basics.errors import Invalid

_OTHERS = {"injection": injected, "personal-data": personal, "conversations": whole}
_KNOWN = ", ".join([*TASKS, *_OTHERS])


def judge(
    task: Annotated[str, typer.Option(help=f"One of: {_KNOWN}.")],
    test: Annotated[Path, typer.Option(help="What is judged: JSON lines with labels.")],
    *,
    train: Annotated[Path | None, typer.Option(help="What is learnt from first; otherwise as installed.")] = None,
    folds: Annotated[int, typer.Option(help="Learn from the other folds of the test file.")] = 0,
    reject: Annotated[float, typer.Option(min=0.0, max=1.0, help="scope: the share of in-scope rejected.")] = 0.05,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Judge labelled turns and say how well: F1, AUC, needless escalations, calibration, time, intervals."""
    with refusals_told():
        found = _judged(task, test, train, folds=folds, reject=reject)
    if as_json:
        typer.echo(json.dumps(found, indent=1, ensure_ascii=False, allow_nan=False))
    else:
        out.print(table(found))


def _judged(task: str, test: Path, train: Path | None, *, folds: int, reject: float) -> Figures:
    if task in TASKS:
        return classified(TASKS[task], test, train, trainer, reject=reject, folds=folds)
    if task not in _OTHERS:
        raise Invalid(f"There is no task {task!r}.", field="task", fix=f"Name one of: {_KNOWN}.")
    if train is not None or folds:
        raise Invalid(f"{task} learns nothing.", field="train", fix="Leave --train and --folds out.")
    return _OTHERS[task](test)
