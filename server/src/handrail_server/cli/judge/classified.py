"""A classifying task from files to figures: look, learn where there is something to learn from, answer, measure."""

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from handrail_server.cli.judge.answers import Answer, learnt, taught, untaught
from handrail_server.cli.judge.looking import Looked, look_at
from handrail_server.cli.judge.measured import Figures, baselines, intervals, measured
from handrail_server.cli.judge.rows import rows_of
from handrail_server.cli.judge.tasks import Task
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.learning.examples import Example
from handrail_server.ports.learning import Trainer

_CURVE: Final = ((100, 5), (300, 5), (1_000, 3))
"""So many labels, drawn so many times: with few labels chance decides much."""
_MANY_CLASSES: Final = 12
"""With more classes a hundred labels are not even one of each."""


def classified(
    task: Task, test: Path, train: Path | None, learner: Callable[[], Trainer], *, reject: float, folds: int
) -> Figures:
    """All figures of the task."""
    seen = look_at([task.read(row) for row in rows_of(test)], all_turns=True)
    if all(looked.said.label is None for looked in seen):
        raise Invalid(f"{test} has no labelled turn.", fix="See docs/reference/judgement.md for the shapes.")
    curve: list[Figures] = []
    examples: list[Example] = []
    if train is not None:
        examples = [looked.example() for looked in look_at([task.read(row) for row in rows_of(train)])]
        answers = taught(task, learnt(task, learner(), examples), seen)
        curve = list(_curve(task, learner(), examples, seen, reject))
    elif folds:
        answers = _cross_fitted(task, learner(), seen, folds)
    else:
        answers = untaught(task, seen)
    found = measured(task, answers, reject=reject)
    found["ci95"] = intervals(task, answers, reject=reject)
    found["baselines"] = baselines(task, answers, reject=reject)
    if curve:
        curve.append(_point(found, len(examples)))
        found["learning_curve"] = curve
    return found


def _cross_fitted(task: Task, trainer: Trainer, seen: Sequence[Looked], folds: int) -> list[Answer]:
    """Each dialogue answered by a model of the others."""
    answers: list[Answer] = []
    for fold in range(folds):
        others = [each.example() for each in seen if each.group % folds != fold and each.said.label is not None]
        own = [looked for looked in seen if looked.group % folds == fold]
        if own:
            answers += taught(task, learnt(task, trainer, others), own)
    return answers


def _curve(
    task: Task, trainer: Trainer, examples: Sequence[Example], seen: Sequence[Looked], reject: float
) -> Iterator[Figures]:
    """What fewer labels reach, the mean of several draws."""
    several = len({example.label for example in examples}) > _MANY_CLASSES
    for labels, draws in _CURVE:
        if labels >= len(examples) or (several and labels < 1_000):
            continue
        found = []
        for draw in range(1 if several else draws):
            model = learnt(task, trainer, _drawn(examples, labels, draw))
            found.append(measured(task, taught(task, model, seen), reject=reject))
        yield {"labels": labels} | {key: _mean(found, key) for key in ("macro_f1", "auc", "f1")}


def _drawn(examples: Sequence[Example], labels: int, draw: int) -> list[Example]:
    """Whole dialogues by chance, until there are so many labels."""
    groups: dict[int, list[Example]] = {}
    for example in examples:
        groups.setdefault(example.group, []).append(example)
    order = list(groups)
    random.Random(draw).shuffle(order)  # noqa: S311  no secret: the same draw each time
    found: list[Example] = []
    for group in order:
        if len(found) >= labels and len({example.label for example in found}) > 1:
            break
        found += groups[group]
    return found


def _point(found: Figures, labels: int) -> Figures:
    return {"labels": labels} | {key: found[key] for key in ("macro_f1", "auc", "f1")}


def _mean(found: Sequence[Figures], key: str) -> float | None:
    values = [value for each in found if isinstance(value := each[key], float)]
    return sum(values) / len(values) if values else None
