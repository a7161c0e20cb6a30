"""Gather, decide, commit; and again where somebody was faster (law 2)."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

from handrail_server.core.basics.errors import Conflict
from handrail_server.core.basics.ids import CommitId, OrgId
from handrail_server.house.caller import Recording
from handrail_server.house.house import House
from handrail_server.house.write import Write
from handrail_server.ports.writing import VersionConflict

T = TypeVar("T")

ATTEMPTS = 5


async def decided(
    house: House,
    org: OrgId,
    attempt: Callable[[Write], Awaitable[T]],
    recording: Recording[T] | None = None,
    *,
    of: str | None = None,
) -> T:
    """Commit what `attempt` collects in the write it is given, and return its answer.

    On a version conflict it gathers and decides again, at most five times, then `Conflict`. A stale epoch is no version
    conflict: the decision itself raises it, and nothing tries again. `of` names what everybody wants to change at once,
    such as a conversation: within this process one goes after the other.
    """
    if of is None:
        return await _decided(house, org, attempt, recording)
    async with house.turnstile.through(org, of):
        return await _decided(house, org, attempt, recording)


async def _decided(
    house: House, org: OrgId, attempt: Callable[[Write], Awaitable[T]], recording: Recording[T] | None
) -> T:
    for _ in range(ATTEMPTS):
        write = Write(org=org, id=CommitId(house.ids.new("commit")), at=house.clock.now())
        result = await attempt(write)
        commit = write.commit()
        if commit is None:
            return result
        if recording is not None:
            commit = replace(commit, answer=recording.of(result))
        try:
            await house.journal.commit(commit)
        except VersionConflict:
            house.settings.forget(org)
            continue
        return result
    raise Conflict("Too many others changed this at the same time.", fix="Try again.")
