"""The outbox over an engine: what is to be done outside, lane by lane."""

from typing import Final

from handrail_server.adapters.store import queries
from handrail_server.adapters.store.codec import Codec
from handrail_server.adapters.store.cursor import cursor as cursor_of
from handrail_server.adapters.store.cursor import place
from handrail_server.adapters.store.engine import Engine
from handrail_server.adapters.store.queries import ParcelSeen
from handrail_server.core.basics.ids import OrgId
from handrail_server.core.basics.time import At
from handrail_server.ports.reading import Page
from handrail_server.ports.working import Claimed, Parcel

_WORKER: Final = "worker"
_NEWEST: Final = 2**62


class StoreOutbox:
    """Effects waiting to be done."""

    def __init__(self, engine: Engine, *, codec: Codec) -> None:
        self._engine = engine
        self._codec = codec

    async def claim(
        self, *, now: At, lease_until: At, limit: int, destination: str | None = None, org: OrgId | None = None
    ) -> Claimed:
        """Move the heads of free lanes to `sending`; an agent's message only while its epoch is the conversation's.

        What is stale may be read after the claim, since an epoch never comes back.
        """
        to = destination or _WORKER
        sending = await self._engine.run(
            queries.CLAIM_PARCELS, now=now, lease_until=lease_until, limit=limit, destination=to, org=org
        )
        stale = await self._engine.read(queries.STALE_PARCELS, destination=to, org=org, limit=limit)
        return Claimed(sending=self._parcels(sorted(sending)), stale=self._parcels(stale))

    async def sent(self, parcel: Parcel, *, await_acknowledgement_until: At | None = None) -> None:
        """It was done: `delivered`, or `sent` until it is acknowledged. Changes nothing where the lease was lost."""
        await self._engine.run(
            queries.PARCEL_SENT,
            org=parcel.org,
            name=parcel.id,
            attempts=parcel.attempts,
            ack_until=await_acknowledgement_until,
        )

    async def acknowledge(self, org: OrgId, parcel: str) -> Parcel | None:
        """The receiver has it; None where there is no such parcel. Repeating changes nothing."""
        await self._engine.run(queries.PARCEL_ACKNOWLEDGED, org=org, name=parcel)
        return await self.parcel(org, parcel)

    async def parcel(self, org: OrgId, parcel: str) -> Parcel | None:
        """One parcel as it stands now."""
        for row in await self._engine.read(queries.PARCEL, org=org, name=parcel):
            return self._parcel(row)
        return None

    async def words_of(self, org: OrgId, lane: str) -> tuple[Parcel, ...]:
        """All messages of a lane to its customer, in order, with where each stands."""
        return self._parcels(await self._engine.read(queries.WORDS_OF_LANE, org=org, lane=lane))

    async def fail(self, parcel: Parcel, *, error: str, retry_at: At | None) -> None:
        """It could not be done: again at `retry_at`, or never where None. Changes nothing where the lease was lost."""
        await self._engine.run(
            queries.PARCEL_FAILED,
            org=parcel.org,
            name=parcel.id,
            attempts=parcel.attempts,
            error=error,
            retry_at=retry_at,
        )

    async def withdraw(self, parcel: Parcel) -> bool:
        """Take back a message that has not begun to send; False where it has."""
        return bool(await self._engine.run(queries.PARCEL_WITHDRAWN, org=parcel.org, name=parcel.id))

    async def unacknowledged(self, *, now: At, limit: int) -> tuple[Parcel, ...]:
        """Parcels `sent` whose time to be acknowledged has run out."""
        return self._parcels(await self._engine.read(queries.UNACKNOWLEDGED, now=now, limit=limit))

    async def resend(self, org: OrgId, destination: str, *, now: At) -> int:
        """What was sent there and not acknowledged goes back to `stored`, each at the head of its lane; how many."""
        return len(await self._engine.run(queries.PARCELS_RESENT, org=org, destination=destination, now=now))

    async def dead(self, org: OrgId, *, cursor: str | None = None, limit: int = 50) -> Page[Parcel]:
        """Dead letters, newest first."""
        (before,) = place(cursor, tuple[int]) if cursor else (_NEWEST,)
        found = await self._engine.read(queries.DEAD_PARCELS, org=org, before=before, limit=limit + 1)
        more = len(found) > limit
        return Page(items=self._parcels(found[:limit]), next=cursor_of((found[limit - 1].seq,)) if more else None)

    async def redrive(self, org: OrgId, parcel: str, *, now: At) -> bool:
        """Put a dead letter back to `stored`; its epoch is checked again."""
        return bool(await self._engine.run(queries.PARCEL_REDRIVEN, org=org, name=parcel, now=now))

    async def next_due(self) -> At | None:
        """When the worker's next parcel may be sent, or a lease runs out."""
        (found,) = await self._engine.read(queries.NEXT_PARCEL, destination=_WORKER)
        return None if found.number is None else At(found.number)

    def _parcels(self, rows: list[ParcelSeen]) -> tuple[Parcel, ...]:
        return tuple(self._parcel(row) for row in rows)

    def _parcel(self, row: ParcelSeen) -> Parcel:
        return Parcel(
            org=OrgId(row.org),
            id=row.id,
            lane=row.lane,
            destination=row.destination,
            effect=self._codec.effect(row.kind, row.payload),
            state=row.state,
            attempts=row.attempts,
            created_at=At(row.created_at),
            due_at=At(row.due_at),
            error=row.error,
        )
