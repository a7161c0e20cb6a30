"""What was named for each labelled turn, by the product untaught or by a model that it learnt."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

from handrail_server.cli.judge.looking import Looked
from handrail_server.cli.judge.tasks import IN_SCOPE, NONE, OUT_OF_SCOPE, Task
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.learning.examples import Example
from handrail_server.core.signals.learned.echo import Echo
from handrail_server.core.signals.learned.model import Model
from handrail_server.ports.learning import Trainer


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One labelled turn: what people said, what was named, and how likely the task's class was."""

    gold: str
    named: str
    p: float
    group: int
    place: int
    milliseconds: float


def untaught(task: Task, seen: Sequence[Looked]) -> list[Answer]:
    """By what is built in."""
    if task.untaught is None:
        raise Invalid(
            f"{task.name} is learnt from examples of your own; nothing is built in.", fix="Give them with --train."
        )
    found = []
    for looked in seen:
        if looked.said.label is None:
            continue
        began = perf_counter()
        named, p = task.untaught(looked)
        found.append(_answer(task, looked, named, p, began))
    return found


def taught(task: Task, model: Model, seen: Sequence[Looked]) -> list[Answer]:
    """By a model that follows each conversation. Turns without a label are followed where their side has labels."""
    sides = {looked.said.author for looked in seen if looked.said.label is not None}
    found = []
    before: tuple[int, Echo] | None = None
    for looked in seen:
        if looked.said.author not in sides:
            continue
        began = perf_counter()
        known = before[1] if before is not None and before[0] == looked.group else None
        probabilities, echo = model.follow(looked.read, known)
        before = (looked.group, echo)
        if looked.said.label is not None:
            named, p = _by_model(task, model, probabilities)
            found.append(_answer(task, looked, named, p, began))
    return found


def learnt(task: Task, trainer: Trainer, examples: Sequence[Example]) -> Model:
    """The model of a task's examples."""
    return trainer.train(task.name, examples)


def _answer(task: Task, looked: Looked, named: str, p: float, began: float) -> Answer:
    gold = looked.said.label or ""
    if task.name == "scope" and gold != OUT_OF_SCOPE:
        gold = IN_SCOPE
    took = looked.milliseconds + (perf_counter() - began) * 1_000
    return Answer(gold=gold, named=named, p=p, group=looked.group, place=looked.place, milliseconds=took)


def _by_model(task: Task, model: Model, found: list[float]) -> tuple[str, float]:
    named = model.choose(found)
    if len(model.labels) == 2:
        return named, found[0] if model.labels[1] == task.about else 1.0 - found[0]
    if task.name == "scope":
        return _scope(model, found)
    if task.about in model.labels:
        p = found[model.labels.index(task.about)]
        return named, 1.0 - p if task.about == NONE else p / max(1e-9, sum(found))
    return named, 0.0


def _scope(model: Model, found: list[float]) -> tuple[str, float]:
    """Out of scope is what no known intent claims, and what looks like the examples of it."""
    known = [p for label, p in zip(model.labels, found, strict=True) if label != OUT_OF_SCOPE]
    away = found[model.labels.index(OUT_OF_SCOPE)] if OUT_OF_SCOPE in model.labels else 0.0
    inside = max(known)
    p = (1.0 - inside + away) / 2
    return (OUT_OF_SCOPE if p >= 0.5 else IN_SCOPE), p
