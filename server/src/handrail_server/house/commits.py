"""Gather, decide, commit; and again where somebody was faster (law 2)."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

from handrail_server.core.basics.errors import Conflict
from handrail_server.core.basics.ids import CommitId, OrgId
from handrail_server.core.basics.time import DAY, At
from handrail_server.house.caller import Recording
from handrail_server.house.house import House
from handrail_server.house.settings import KEPT
from handrail_server.house.write import Write
from handrail_server.ports.writing import AlreadyAnswered, VersionConflict

T = TypeVar("T")

ATTEMPTS = 5
REMEMBERED = 7 * DAY
"""By then whoever told it has gone on, or has told it again."""
_AGAIN = "decided_again"


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


async def decided_once(house: House, org: OrgId, attempt: Callable[[Write], Awaitable[None]], *, what: str) -> None:
    """As `decided`, but `what` is committed once, though it is told again after a crash or by another process."""
    once: Recording[None] = Recording(
        scope="once", key=what, digest="", encode=lambda _: (200, b""), expires_at=At(house.clock.now() + REMEMBERED)
    )
    with suppress(AlreadyAnswered):
        await decided(house, org, attempt, once)


async def _decided(
    house: House, org: OrgId, attempt: Callable[[Write], Awaitable[T]], recording: Recording[T] | None
) -> T:
    try:
        return await _once(house, org, attempt, recording)
    except VersionConflict:
        house.settings.forget(org)
    # Whoever lost once goes one after the other: of fifty who change the same agent, all come through.
    async with house.turnstile.through(org, _AGAIN):
        for _ in range(ATTEMPTS - 1):
            try:
                return await _once(house, org, attempt, recording)
            except VersionConflict:
                house.settings.forget(org)
    raise Conflict("Too many others changed this at the same time.", fix="Try again.")


async def _once(
    house: House, org: OrgId, attempt: Callable[[Write], Awaitable[T]], recording: Recording[T] | None
) -> T:
    write = Write(org=org, id=CommitId(house.ids.new("commit")), at=house.clock.now())
    result = await attempt(write)
    commit = write.commit(None if recording is None else lambda: recording.of(result))
    if commit is None:
        return result
    await house.journal.commit(commit)
    if any(change.subject.kind in KEPT for change in commit.changes):
        house.settings.forget(org)
    return result
