"""Work shared out among processes of this machine."""

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Final, Literal, TypeVar

from handrail_server.core.basics.errors import Unavailable
from handrail_server.ports.engine import Work

Start = Literal["fork", "spawn"]
S = TypeVar("S")
P = TypeVar("P")
M = TypeVar("M")
_AHEAD: Final = 3
"""Parts that are given out for each process."""
_THREADS: Final = Path("/proc/self/task")


class Processes:
    """So many processes; one is this process itself."""

    def __init__(self, count: int, *, start: Start | None = None) -> None:
        self._count = count
        self._start = start

    def each(self, work: Work[S, P, M], parts: Iterable[P]) -> Iterator[M]:
        """See the port."""
        if self._count <= 1:
            return map(work.begin(work.setting), parts)
        return self._shared_out(work, parts)

    def _shared_out(self, work: Work[S, P, M], parts: Iterable[P]) -> Iterator[M]:
        start = self._start or _cheapest_safe()
        # A forked process has what its parent made ready; a fresh one makes it ready by itself.
        ready = (work.begin(work.setting), None) if start == "fork" else (None, work)
        pool = ProcessPoolExecutor(
            self._count, mp_context=multiprocessing.get_context(start), initializer=_begin, initargs=ready
        )
        try:
            yield from _in_order(pool, parts, self._count * _AHEAD)
        except BrokenProcessPool:
            raise Unavailable(
                "A process ended in the middle of its work, so there is no result.",
                fix="Was it killed, or was memory short? Try again with fewer --processes.",
            ) from None
        finally:
            pool.shutdown(cancel_futures=True)


_worker: list[Callable[..., object]] = []
"""This process's own."""


def _begin(ready: Callable[[P], M] | None, work: Work[S, P, M] | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's; it ends the others
    if work is not None:
        ready = work.begin(work.setting)
    if ready is not None:
        _worker[:] = [ready]


def _do(part: object) -> object:
    (do,) = _worker
    return do(part)


def _in_order(pool: ProcessPoolExecutor, parts: Iterable[P], ahead: int) -> Iterator[M]:
    waiting: deque[Future[M]] = deque()
    for part in parts:
        waiting.append(pool.submit(_do, part))  # type: ignore[arg-type]  # whose answer it is, only the worker knows
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _cheapest_safe() -> Start:
    """To fork costs nothing, and is safe where there is one thread: no lock can be taken over half way.

    A fresh process imports and prepares all again, which takes as long as judging hundreds of conversations.
    """
    return "fork" if _THREADS.is_dir() and len(list(_THREADS.iterdir())) == 1 else "spawn"
