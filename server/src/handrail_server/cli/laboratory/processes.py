"""Work on many conversations, shared out among processes; what comes back is in order."""

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from typing import Final, TypeVar

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from handrail_server.cli.saying import err, is_terminal

_CHUNK: Final = 50
"""Conversations a process takes at a time."""
_S = TypeVar("_S")
_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


def cores() -> int:
    """How many processes there are to share among, where nobody says."""
    return os.cpu_count() or 1


def worked(
    work: Callable[[Sequence[_Given]], list[_Made]],
    given: Sequence[_Given],
    *,
    begin: Callable[[_S], None],
    setting: _S,
    processes: int,
) -> list[_Made]:
    """`work` on every chunk of `given`. `begin(setting)` runs first, once in each process."""
    chunks = list(_chunks(given))
    with _bar() as bar:
        task = bar.add_task("conversations", total=len(given))
        made: list[_Made] = []
        for done in _each(work, chunks, begin, setting, min(processes, len(chunks))):
            made += done
            bar.advance(task, len(done))
    return made


def _each(
    work: Callable[[Sequence[_Given]], list[_Made]],
    chunks: Sequence[Sequence[_Given]],
    begin: Callable[[_S], None],
    setting: _S,
    processes: int,
) -> Iterator[list[_Made]]:
    if processes <= 1:
        begin(setting)
        yield from map(work, chunks)
        return
    # A forked process would take over the parent's threads and locks half way; a fresh one starts clean everywhere.
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=fresh, initializer=begin, initargs=(setting,)) as pool:
        yield from pool.map(work, chunks)


def _chunks(given: Iterable[_Given]) -> Iterator[Sequence[_Given]]:
    left = iter(given)
    while chunk := list(islice(left, _CHUNK)):
        yield chunk


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=err,
        disable=not is_terminal(),
        transient=True,
    )
