"""Gather, decide, commit; and again where somebody was faster (law 2)."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

from handrail_server.core.basics.errors import Conflict
from handrail_server.house.caller import Recording
from handrail_server.house.house import House
from handrail_server.ports.writing import Commit, VersionConflict

T = TypeVar("T")

ATTEMPTS = 5

Attempt = Callable[[], Awaitable[tuple[Commit | None, T]]]
"""Gathers and decides: what to write (None: nothing is left to do) and what to answer."""


async def decided(house: House, attempt: Attempt[T], recording: Recording[T] | None = None) -> T:
    """Commit what `attempt` decides. On a version conflict it gathers and decides again, at most five times.

    A stale epoch is no version conflict: it is raised by the decision itself and is never retried.
    """
    for _ in range(ATTEMPTS):
        commit, result = await attempt()
        if commit is None:
            return result
        if recording is not None:
            commit = replace(commit, answer=recording.of(result))
        try:
            await house.journal.commit(commit)
        except VersionConflict:
            house.settings.forget(commit.org)
            continue
        house.bell.ring("committed")
        return result
    raise Conflict("Too many others changed this at the same time.", fix="Try again.")
