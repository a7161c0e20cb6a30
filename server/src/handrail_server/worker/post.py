"""The outbox: effects done outside, lane by lane, retried with back-off, and kept as dead letters in the end."""

import asyncio
import random
from collections import defaultdict
from collections.abc import Callable, Mapping

import structlog

from handrail_server.core.basics.effects import Effect
from handrail_server.core.basics.ids import OrgId
from handrail_server.core.basics.time import MINUTE, SECOND, At, later
from handrail_server.core.turns.agent import Agent
from handrail_server.flows.deliver import end_sent, end_unacknowledged, end_unsent, withdraw
from handrail_server.house.house import House
from handrail_server.ports.knowing import Deliverer, Undeliverable
from handrail_server.ports.working import Parcel

LEASE = 60_000
BATCH = 64
AT_ONCE = 32
"""Under way to one place; a lane has one parcel under way."""
ATTEMPTS = 12
"""Then it is a dead letter: about six hours after the first try."""
LONGEST = 60 * MINUTE
LONGEST_SLEEP = 0.5
ACKNOWLEDGE_WITHIN = 30 * SECOND

_Place = tuple[OrgId | None, str | None]

log = structlog.get_logger()


class Post:
    """The loop over what is to be done outside."""

    def __init__(
        self, house: House, deliverers: Mapping[type[Effect], Deliverer], *, ended: Callable[[str], None]
    ) -> None:
        self._house = house
        self._deliverers = deliverers
        self._ended = ended
        self._under_way: defaultdict[_Place, set[asyncio.Task[None]]] = defaultdict(set)

    async def run(self) -> None:
        """Until cancelled. A slow receiver holds up nobody but itself."""
        try:
            while True:
                try:
                    found = await self._begin()
                except Exception:
                    log.exception("The outbox could not be claimed.")
                    found = 0
                if not found:
                    await self._house.bell.wait("outbox", seconds=LONGEST_SLEEP)
        finally:
            for task in self._tasks():
                task.cancel()
            await asyncio.gather(*self._tasks(), return_exceptions=True)

    async def round_once(self) -> int:
        """Do what can be done now, to its end; how many parcels it was."""
        found = await self._begin()
        await asyncio.gather(*self._tasks())
        return found

    async def _begin(self) -> int:
        found = await self._claim(None, None)
        for org in await self._house.library.organisations():
            for agent in await self._house.library.all(org, Agent):
                if agent.state.webhook is not None:
                    found += await self._claim(org, f"agent/{agent.state.id}")
        await self._remind()
        return found

    async def _claim(self, org: OrgId | None, destination: str | None) -> int:
        """Begin what waits for a place, as far as it has hands free; an agent's name is its organisation's own."""
        now, here = self._house.clock.now(), self._under_way[org, destination]
        free = AT_ONCE - len(here)
        if free <= 0:
            return 0
        claimed = await self._house.outbox.claim(
            now=now, lease_until=At(now + LEASE), limit=free, destination=destination, org=org
        )
        for parcel in claimed.sending:
            task = asyncio.create_task(self._deliver(parcel))
            here.add(task)
            task.add_done_callback(here.discard)
        for parcel in claimed.stale:
            await withdraw(self._house, parcel)
            self._ended("withdrawn")
        return len(claimed.sending) + len(claimed.stale)

    def _tasks(self) -> list[asyncio.Task[None]]:
        return [task for tasks in self._under_way.values() for task in tasks]

    async def _deliver(self, parcel: Parcel) -> None:
        try:
            await self._tried(parcel)
        except Exception:
            # Its lease runs out, and it is tried again.
            log.exception("What became of a parcel could not be recorded.", parcel=parcel.id)
        finally:
            self._house.bell.ring("outbox")

    async def _tried(self, parcel: Parcel) -> None:
        deliverer = self._deliverers.get(type(parcel.effect))
        try:
            if deliverer is None:
                raise Undeliverable("Nobody delivers this kind of effect.", permanent=True)
            await deliverer.deliver(parcel)
        except Undeliverable as error:
            await self._failed(parcel, str(error), permanent=error.permanent, rest=error.retry_after or 0)
        except Exception as error:
            log.exception("A parcel failed.", parcel=parcel.id, kind=type(parcel.effect).__name__)
            await self._failed(parcel, type(error).__name__, permanent=False)
        else:
            await end_sent(self._house, parcel)
            self._ended("sent")

    async def _failed(self, parcel: Parcel, error: str, *, permanent: bool, rest: float = 0) -> None:
        final = permanent or parcel.attempts >= ATTEMPTS
        now = self._house.clock.now()
        retry_at = None if final else max(_later(now, parcel.attempts), later(now, seconds=rest))
        await end_unsent(self._house, parcel, error=error, retry_at=retry_at)
        self._ended("failed" if final else "retried")

    async def _remind(self) -> None:
        """What was sent and never acknowledged is sent again; the person sees that it has not arrived yet."""
        now = self._house.clock.now()
        late = await self._house.outbox.unacknowledged(now=now, limit=BATCH)
        for parcel in late:
            final = parcel.attempts >= ATTEMPTS
            retry_at = None if final else _later(now, parcel.attempts)
            await end_unacknowledged(self._house, parcel, retry_at=retry_at)


def _later(now: At, attempts: int) -> At:
    """Back-off with jitter: about a second, doubling, at most an hour."""
    return At(now + round(min(LONGEST, SECOND * 2**attempts) * random.uniform(0.5, 1)))  # noqa: S311  no secret
