"""The scribe's side of the store: commits without a place, the tree, checkpoints, entries."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from handrail_server.adapters.store import queries
from handrail_server.adapters.store.codec import written
from handrail_server.adapters.store.engine import Engine
from handrail_server.adapters.store.queries import EntrySeen
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import CommitId, OrgId
from handrail_server.core.basics.time import At
from handrail_server.ports.working import Bell, Entry

_HASH_BYTES: Final = 32


class StoreScribe:
    """Gives committed facts their place in the organisation's ledger."""

    def __init__(self, engine: Engine, *, bell: Bell) -> None:
        self._engine = engine
        self._bell = bell

    async def lease(self, worker: str, *, now: At, until: At) -> bool:
        """Hold the scribe's row; False while another process holds it."""
        return bool(await self._engine.run(queries.LEASE, worker=worker, now=now, until=until))

    async def unplaced(self, *, limit: int) -> tuple[tuple[OrgId, tuple[Entry, ...]], ...]:
        """The oldest commits without a place: organisation and the commit's facts, in order."""
        found = await self._engine.read(queries.UNPLACED, limit=limit)
        commits = groupby(found, key=lambda row: (row.org, row.commit_id))
        return tuple((OrgId(org), tuple(_entry(row) for row in rows)) for (org, _), rows in commits)

    async def tree(self, org: OrgId) -> tuple[int, tuple[bytes, ...]]:
        """Size and frontier of the organisation's tree."""
        for row in await self._engine.read(queries.TREE, org=org):
            frontier = row.frontier
            return row.size, tuple(frontier[i : i + _HASH_BYTES] for i in range(0, len(frontier), _HASH_BYTES))
        return 0, ()

    async def place(self, org: OrgId, *, size: int, entries: Sequence[Entry], frontier: Sequence[bytes]) -> bool:
        """Number whole commits' entries from `size` on and store the frontier; False where the size has changed."""
        placed = await self._engine.run(
            queries.PLACE,
            org=org,
            size=size,
            grown=size + len(entries),
            frontier=b"".join(frontier),
            entries=written([(entry.subject.kind, entry.subject.id, entry.version) for entry in entries]),
            commits=written(sorted({entry.commit for entry in entries})),
        )
        if placed:
            self._bell.ring(f"ledger/{org}")
        return bool(placed)

    async def save_checkpoint(self, org: OrgId, *, size: int, note: str, at: At) -> None:
        """Keep a signed checkpoint."""
        await self._engine.run(queries.SAVE_CHECKPOINT, org=org, size=size, note=note, at=at)

    async def checkpoint(self, org: OrgId) -> tuple[int, str] | None:
        """The newest signed checkpoint."""
        for row in await self._engine.read(queries.CHECKPOINT, org=org):
            return row.size, row.note
        return None

    async def entries(self, org: OrgId, *, after: int = -1, limit: int = 1_000) -> tuple[tuple[int, Entry], ...]:
        """Ledger entries in order, for export."""
        found = await self._engine.read(queries.ENTRIES, org=org, after=after, limit=limit)
        return tuple((row.number, _entry(row)) for row in found if row.number is not None)


def _entry(row: EntrySeen) -> Entry:
    return Entry(
        commit=CommitId(row.commit_id),
        subject=Subject(kind=SubjectKind(row.kind), id=row.id),
        version=row.version,
        head=row.head.encode(),
        hash=row.hash,
        body=row.body,
    )
