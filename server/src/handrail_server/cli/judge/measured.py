"""The figures of a task, as the table prints and `--json` writes them."""

import random
from collections.abc import Callable, Sequence
from statistics import quantiles

from handrail_server.cli.judge.answers import Answer
from handrail_server.cli.judge.tasks import NONE, Task
from handrail_server.core.learning.judging.figures import (
    accuracy,
    auc,
    calibration_error,
    counts,
    macro_f1,
)
from handrail_server.core.learning.judging.intervals import interval
from handrail_server.core.learning.judging.timing import golden_transfers

DRAWS = 500
Figures = dict[str, object]


def measured(task: Task, answers: Sequence[Answer], *, reject: float) -> Figures:
    """Every figure that the task has."""
    gold, named = _of(answers)
    about = _about(task, answers)
    p = [answer.p for answer in answers]
    counted = counts(*_two(task, answers), "yes")
    found: Figures = {
        "task": task.name,
        "n": len(answers),
        "macro_f1": macro_f1(gold, named),
        "f1": counted.f1,
        "accuracy": accuracy(gold, named),
        "auc": auc(about, p),
        "precision": counted.precision,
        "recall": counted.recall,
        "needless_per_100": 100 * counted.wrong / len(answers),
        "ece": calibration_error(about, p),
        "per_class": {label: counts(gold, named, label).f1 for label in sorted(set(gold))},
    }
    if task.timed:
        found["gt"] = golden_transfers(_moments(task, answers))
    if task.name == "scope":
        found["oos_recall_at_reject"] = recall_at_reject(about, p, reject)
        found["reject"] = reject
    return found | times([answer.milliseconds for answer in answers])


def times(milliseconds: Sequence[float]) -> Figures:
    """Medians and the slow end, in milliseconds a turn."""
    cuts = quantiles(milliseconds, n=100, method="inclusive") if len(milliseconds) > 1 else [milliseconds[0]] * 99
    return {"ms_p50": cuts[49], "ms_p99": cuts[98]}


def intervals(task: Task, answers: Sequence[Answer], *, reject: float) -> dict[str, list[float]]:
    """95 % intervals of the figures that matter, by drawing dialogues with repetition; the same draws each time."""
    groups: dict[int, list[int]] = {}
    for row, answer in enumerate(answers):
        groups.setdefault(answer.group, []).append(row)
    rows = list(groups.values())
    chance = random.Random(0)  # noqa: S311  no secret: the same file gives the same interval
    draws = [chance.choices(range(len(rows)), k=len(rows)) for _ in range(DRAWS)]

    def told(figure: Callable[[list[Answer]], float]) -> list[float]:
        low, high = interval(rows, draws, lambda chosen: figure([answers[row] for row in chosen]))
        return [low, high]

    found = {
        "macro_f1": told(lambda chosen: macro_f1(*_of(chosen))),
        "f1": told(lambda chosen: counts(*_two(task, chosen), "yes").f1),
        "auc": told(lambda chosen: auc(_about(task, chosen), [one.p for one in chosen]) or 0.0),
    }
    if task.name == "scope":
        found["oos_recall_at_reject"] = told(
            lambda chosen: recall_at_reject(_about(task, chosen), [one.p for one in chosen], reject) or 0.0
        )
    return found


def baselines(task: Task, answers: Sequence[Answer], *, reject: float) -> dict[str, Figures]:
    """What one reaches who never names the class, and who always does."""
    kept = ("macro_f1", "f1", "accuracy", "precision", "recall", "needless_per_100", "gt")
    always = task.about
    if task.about == NONE:
        flags = [answer.gold for answer in answers if answer.gold != NONE]
        always = max(sorted(set(flags)), key=flags.count) if flags else NONE
    rows: dict[str, Figures] = {}
    for name, label, p in (("never", task.rest, 0.0), ("always", always, 1.0)):
        said = [
            Answer(gold=one.gold, named=label, p=p, group=one.group, place=one.place, milliseconds=0.0)
            for one in answers
        ]
        found = measured(task, said, reject=reject)
        rows[name] = {key: found[key] for key in kept if key in found}
    return rows


def recall_at_reject(away: Sequence[bool], p: Sequence[float], reject: float) -> float | None:
    """Of what is out of scope the share above the bar that rejects at most this share of what is in scope."""
    inside = sorted((score for score, is_away in zip(p, away, strict=True) if not is_away), reverse=True)
    outside = [score for score, is_away in zip(p, away, strict=True) if is_away]
    if not inside or not outside:
        return None
    most = int(reject * len(inside))
    bar = inside[most] if most < len(inside) else float("-inf")
    return sum(score > bar for score in outside) / len(outside)


def _of(answers: Sequence[Answer]) -> tuple[list[str], list[str]]:
    return [answer.gold for answer in answers], [answer.named for answer in answers]


def _two(task: Task, answers: Sequence[Answer]) -> tuple[list[str], list[str]]:
    """Two classes: the one that the task is about, and the rest; for flags, whether any was raised rightly."""
    if task.about == NONE:
        gold = ["no" if answer.gold == NONE else "yes" for answer in answers]
        named = ["no" if answer.named == NONE else "yes" for answer in answers]
        return gold, named
    gold = ["yes" if answer.gold == task.about else "no" for answer in answers]
    return gold, ["yes" if answer.named == task.about else "no" for answer in answers]


def _about(task: Task, answers: Sequence[Answer]) -> list[bool]:
    if task.about == NONE:
        return [answer.gold != NONE for answer in answers]
    return [answer.gold == task.about for answer in answers]


def _moments(task: Task, answers: Sequence[Answer]) -> list[tuple[list[int], list[int]]]:
    """Of each dialogue where a person should come, and where one was asked for."""
    found: dict[int, tuple[list[int], list[int]]] = {}
    for answer in answers:
        gold, named = found.setdefault(answer.group, ([], []))
        if answer.gold == task.about:
            gold.append(answer.place)
        if answer.named == task.about:
            named.append(answer.place)
    return list(found.values())
