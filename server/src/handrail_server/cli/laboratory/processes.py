"""Work on many conversations, shared out among processes; what comes back is in order, chunk by chunk."""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import Final, TypeVar

from handrail_server.cli.progress import progress

_CHUNK: Final = 50
"""Conversations a process takes at a time."""
_WORTH: Final = 300
"""To start a process takes about as long as it takes to judge so many conversations."""
_AHEAD: Final = 4
"""Chunks that wait for each process."""
_S = TypeVar("_S")
_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


def worthwhile(total: int | None) -> int:
    """How many processes so many conversations are worth, where nobody says: one a core at most."""
    cores = os.cpu_count() or 1
    return cores if total is None else max(1, min(cores, total // _WORTH))


def worked(
    work: Callable[[Sequence[_Given]], _Made],
    given: Iterable[_Given],
    *,
    begin: Callable[[_S], None],
    setting: _S,
    processes: int,
    total: int | None,
) -> Iterator[_Made]:
    """What `work` makes of each chunk. `begin(setting)` runs first, once in each process.

    No more of `given` is held than the processes need to stay busy. `total` is how many there are at most, if known.
    """
    enough = processes if total is None else min(processes, -(-total // _CHUNK))
    with progress() as bar:
        task = bar.add_task("conversations", total=total)
        for count, made in _each(work, _chunks(given), begin, setting, enough):
            bar.advance(task, count)
            yield made


def _each(
    work: Callable[[Sequence[_Given]], _Made],
    chunks: Iterator[Sequence[_Given]],
    begin: Callable[[_S], None],
    setting: _S,
    processes: int,
) -> Iterator[tuple[int, _Made]]:
    if processes <= 1:
        begin(setting)
        yield from ((len(chunk), work(chunk)) for chunk in chunks)
        return
    # A forked process would take over the parent's threads and locks half way; a fresh one starts clean everywhere.
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=fresh, initializer=begin, initargs=(setting,)) as pool:
        waiting: deque[tuple[int, Future[_Made]]] = deque()
        for chunk in chunks:
            waiting.append((len(chunk), pool.submit(work, chunk)))
            if len(waiting) > processes * _AHEAD:
                count, made = waiting.popleft()
                yield count, made.result()
        for count, made in waiting:
            yield count, made.result()


def _chunks(given: Iterable[_Given]) -> Iterator[Sequence[_Given]]:
    left = iter(given)
    while chunk := list(islice(left, _CHUNK)):
        yield chunk
