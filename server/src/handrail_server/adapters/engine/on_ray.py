"""Work shared out on a Ray cluster (https://www.ray.io), where the extra `ray` is installed.

Ray comes with no types that we read: this file gives its answers ours. It reports nothing to its makers, and a cluster
that is started here listens on this machine's loopback only.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from typing import Final, Generic, TypeVar

from handrail_server.core.basics.errors import HandrailError, Unavailable
from handrail_server.ports.engine import Work

S = TypeVar("S")
P = TypeVar("P")
M = TypeVar("M")
_AHEAD: Final = 3
"""Parts that are given out, or done and waiting for their turn, for each worker."""
_QUIET: Final = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}
_LOOPBACK: Final = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}
"""Ray's own switch for "one machine only": all of it then binds to loopback, on Linux as well. Read on import."""


def is_installed() -> bool:
    """Whether the extra is there."""
    return find_spec("ray") is not None


class OnRay:
    """The workers of a cluster: that of `address`, or one that is started here and ends with the work."""

    def __init__(self, workers: int | None = None, *, address: str | None = None) -> None:
        if not is_installed():
            raise Unavailable("Ray is not installed.", fix="pip install 'handrail-server[ray]'")
        self._workers = workers
        self._address = address

    def each(self, work: Work[S, P, M], parts: Iterable[P]) -> Iterator[M]:
        """See the port."""
        self._connect()
        import ray  # noqa: PLC0415  only now it knows where to listen
        from ray.exceptions import RayActorError, RaySystemError, RayTaskError  # noqa: PLC0415

        try:
            count = self._workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
            yield from _Workers(work, count).each(parts)
        except RayTaskError as error:
            if isinstance(error.cause, HandrailError):
                raise error.cause from None
            raise
        except (RayActorError, RaySystemError):
            raise Unavailable(
                "A worker of the Ray cluster ended in the middle of its work, so there is no result.",
                fix="See the cluster's log: was it killed, or was memory short? Then try again.",
            ) from None
        finally:
            ray.shutdown()

    def _connect(self) -> None:
        os.environ.update(_QUIET if self._address else _QUIET | _LOOPBACK)
        import ray  # noqa: PLC0415

        here = {} if self._address else {"num_cpus": self._workers, "include_dashboard": False}
        try:
            ray.init(address=self._address or "local", log_to_driver=False, logging_level="error", **here)
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise Unavailable(
                f"No Ray cluster could be reached or started: {str(error)[:200]}",
                fix="Set RAY_ADDRESS to its head node, or to nothing for one on this machine.",
            ) from None


class _Worker(Generic[P, M]):
    """Lives in a process of the cluster."""

    def __init__(self, work: Work[S, P, M]) -> None:
        self._do: Callable[[P], M] = work.begin(work.setting)

    def do(self, part: P) -> M:
        return self._do(part)


class _Workers(Generic[P, M]):
    """Whoever is idle takes the next part; what they made is given out in order."""

    def __init__(self, work: Work[S, P, M], count: int) -> None:
        import ray  # noqa: PLC0415

        self._ray = ray
        remote = ray.remote(_Worker).options(num_cpus=1, max_restarts=0, max_task_retries=0)
        self._idle = deque(remote.remote(work) for _ in range(count))
        self._most = count * _AHEAD

    def each(self, parts: Iterable[P]) -> Iterator[M]:
        left, given = iter(parts), 0
        running: dict[object, tuple[int, object]] = {}
        made: dict[int, object] = {}
        told = 0
        while True:
            while self._idle and given - told < self._most and (part := next(left, _NONE)) is not _NONE:
                worker = self._idle.popleft()
                running[worker.do.remote(part)] = (given, worker)
                given += 1
            if not running:
                return
            (done, *_), _ = self._ray.wait(list(running), num_returns=1)
            place, worker = running.pop(done)
            self._idle.append(worker)
            made[place] = done
            while told in made:
                yield self._ray.get(made.pop(told))
                told += 1


_NONE: Final = object()
