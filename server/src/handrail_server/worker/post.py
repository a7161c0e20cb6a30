"""The outbox: effects done outside, lane by lane, retried with back-off, and kept as dead letters in the end."""

import asyncio
import random
from collections.abc import Callable, Mapping

import structlog

from handrail_server.core.basics.effects import Effect
from handrail_server.core.basics.time import MINUTE, SECOND, At, later
from handrail_server.core.turns.agent import Agent
from handrail_server.core.turns.delivery import DeliverWords
from handrail_server.flows.deliver import note_delivered, note_undelivered, withdraw
from handrail_server.house.house import House
from handrail_server.ports.knowing import Deliverer, Undeliverable
from handrail_server.ports.working import Parcel

LEASE = 60_000
BATCH = 64
AT_ONCE = 16
ATTEMPTS = 12
"""Then it is a dead letter: about six hours after the first try."""
LONGEST = 60 * MINUTE
LONGEST_SLEEP = 0.5
ACKNOWLEDGE_WITHIN = 30 * SECOND

log = structlog.get_logger()


class Post:
    """The loop over what is to be done outside."""

    def __init__(
        self, house: House, deliverers: Mapping[type[Effect], Deliverer], *, ended: Callable[[str], None]
    ) -> None:
        self._house = house
        self._deliverers = deliverers
        self._ended = ended
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                found = await self.round_once()
            except Exception:
                log.exception("The outbox could not be claimed.")
                found = 0
            if not found:
                await self._house.bell.wait("outbox", seconds=LONGEST_SLEEP)

    async def round_once(self) -> int:
        """Do what can be done now; how many parcels it was."""
        found = await self._claim(None)
        for org in await self._house.library.organisations():
            for agent in await self._house.library.all(org, Agent):
                if agent.state.webhook is not None:
                    found += await self._claim(f"agent/{agent.state.id}")
        return found + await self._remind()

    async def _claim(self, destination: str | None) -> int:
        now = self._house.clock.now()
        claimed = await self._house.outbox.claim(
            now=now, lease_until=At(now + LEASE), limit=BATCH, destination=destination
        )
        for parcel in claimed.stale:
            await withdraw(self._house, parcel)
            self._ended("withdrawn")
        await asyncio.gather(*(self._deliver(parcel) for parcel in claimed.sending))
        return len(claimed.sending) + len(claimed.stale)

    async def _deliver(self, parcel: Parcel) -> None:
        async with self._slots:
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
                await self._house.outbox.sent(parcel)
                await note_delivered(self._house, parcel)
                self._ended("sent")

    async def _failed(self, parcel: Parcel, error: str, *, permanent: bool, rest: float = 0) -> None:
        final = permanent or parcel.attempts >= ATTEMPTS
        now = self._house.clock.now()
        retry_at = None if final else max(_later(now, parcel.attempts), later(now, seconds=rest))
        await self._house.outbox.fail(parcel, error=error, retry_at=retry_at)
        self._ended("failed" if final else "retried")
        if final:
            await note_undelivered(self._house, parcel, reason="undeliverable", final=True)

    async def _remind(self) -> int:
        """What was sent and never acknowledged is sent again; the person sees that it has not arrived yet."""
        now = self._house.clock.now()
        late = await self._house.outbox.unacknowledged(now=now, limit=BATCH)
        for parcel in late:
            final = parcel.attempts >= ATTEMPTS
            retry_at = None if final else _later(now, parcel.attempts)
            await self._house.outbox.fail(parcel, error="not acknowledged", retry_at=retry_at)
            if isinstance(parcel.effect, DeliverWords):
                await note_undelivered(self._house, parcel, reason="not_acknowledged", final=final)
        return 0


def _later(now: At, attempts: int) -> At:
    """Back-off with jitter: about a second, doubling, at most an hour."""
    return At(now + round(min(LONGEST, SECOND * 2**attempts) * random.uniform(0.5, 1)))  # noqa: S311  no secret
