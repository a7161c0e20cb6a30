"""Which engine does the work, and a bar that tells how far it is."""

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

from handrail_server.adapters.engine.on_ray import OnRay
from handrail_server.adapters.engine.processes import Processes
from handrail_server.cli.progress import progress
from handrail_server.cli.replay.parts import Part
from handrail_server.ports.engine import Engine, Work

S = TypeVar("S")
M = TypeVar("M")
_WORTH: Final = 300
"""Fewer conversations are judged before another process is of any use."""


def engine(processes: int | None, *, on_ray: bool, lines: int) -> Engine:
    """Ray's workers where they are asked for, else processes: so many as are told, or as are worth it."""
    if on_ray:
        return OnRay(processes, address=os.environ.get("RAY_ADDRESS"))
    return Processes(processes or worthwhile(lines))


def worthwhile(lines: int) -> int:
    """How many processes so many conversations are worth: one a core at most."""
    return max(1, min(os.cpu_count() or 1, lines // _WORTH))


def told(engine: Engine, begin: Callable[[S], Callable[[Part], M]], setting: S, parts: Sequence[Part]) -> Iterator[M]:
    """What is made of each part, in order, while a bar shows how many conversations are done."""
    with progress() as bar:
        task = bar.add_task("conversations", total=sum(part.lines for part in parts))
        for part, made in zip(parts, engine.each(Work(begin=begin, setting=setting), parts), strict=True):
            bar.advance(task, part.lines)
            yield made
