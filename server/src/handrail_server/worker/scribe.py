"""The scribe: gives committed facts their numbers, extends the tree, signs checkpoints."""

import asyncio
import secrets

import structlog

from handrail_server.core.basics.ids import OrgId
from handrail_server.core.basics.time import At
from handrail_server.house.house import House
from handrail_server.ledger.checkpoint import Signer, checkpoint_of
from handrail_server.ledger.tree import Frontier, leaf_hash
from handrail_server.ports.working import Entry

LEASE = 3_000
PAUSE = 0.05
GATHER = 0.02
"""Seconds in which facts gather: a batch costs four statements, whether it is of one commit or of hundreds."""
BATCH = 500
CHECKPOINT_EVERY = 1_000
"""Milliseconds between checkpoints of an organisation whose ledger grew."""

log = structlog.get_logger()


class LedgerScribe:
    """The loop that places facts; one process at a time holds the lease, and a fork collides in the store."""

    def __init__(self, house: House, signer: Signer, *, name: str | None = None) -> None:
        self._house = house
        self._signer = signer
        self._name = name or secrets.token_hex(8)
        self._leased_until = At(0)
        self._signed: dict[OrgId, At] = {}
        self._unsigned: set[OrgId] | None = None
        """Organisations whose ledger grew since it was signed; None: not looked up since this process began."""

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                placed = await self.place_once()
            except Exception:
                log.exception("Facts could not be placed.")
                placed = 0
            if not placed:
                await self._house.bell.wait("facts", seconds=PAUSE)
            elif placed < BATCH:
                await asyncio.sleep(GATHER)

    async def place_once(self) -> int:
        """Place what is committed now, while holding the lease; how many facts it was."""
        now = self._house.clock.now()
        if not await self._holds_the_lease(now):
            await asyncio.sleep(PAUSE)
            return 0
        commits = await self._house.scribe.unplaced(limit=BATCH)
        by_org: dict[OrgId, list[Entry]] = {}
        for org, entries in commits:
            by_org.setdefault(org, []).extend(entries)
        for org, placing in by_org.items():
            await self._place(org, placing)
        await self._sign_grown(now)
        return sum(len(entries) for entries in by_org.values())

    async def place_all(self) -> None:
        """Until everything that is committed has its place, by whoever holds the lease."""
        while await self._house.scribe.unplaced(limit=1):
            await self.place_once()

    async def _holds_the_lease(self, now: At) -> bool:
        """Whether this scribe is the one, with a third of the lease to spare: renewing it is a commit of its own."""
        if now + LEASE // 3 < self._leased_until:
            return True
        held = await self._house.scribe.lease(self._name, now=now, until=At(now + LEASE))
        self._leased_until = At(now + LEASE if held else 0)
        return held

    async def _place(self, org: OrgId, entries: list[Entry]) -> None:
        size, peaks = await self._house.scribe.tree(org)
        grown = Frontier(size, peaks).extended([leaf_hash(entry.hash) for entry in entries])
        placed = await self._house.scribe.place(org, size=size, entries=entries, frontier=grown.peaks)
        if placed and self._unsigned is not None:
            self._unsigned.add(org)

    async def _sign_grown(self, now: At) -> None:
        """Sign what grew, also when nothing more comes: the last facts of a quiet day are signed as well."""
        if self._unsigned is None:
            self._unsigned = await self._behind()
        for org in tuple(self._unsigned):
            if now - self._signed.get(org, At(0)) >= CHECKPOINT_EVERY:
                await self.sign(org)
                self._signed[org] = now
                self._unsigned.discard(org)

    async def _behind(self) -> set[OrgId]:
        """Organisations whose newest checkpoint does not cover their ledger, such as after a crash."""
        found = set[OrgId]()
        for org in await self._house.library.organisations():
            size, _ = await self._house.scribe.tree(org)
            signed = await self._house.scribe.checkpoint(org)
            if size > (signed[0] if signed else 0):
                found.add(org)
        return found

    async def sign(self, org: OrgId) -> str:
        """Sign the tree as it stands, and keep the checkpoint."""
        size, peaks = await self._house.scribe.tree(org)
        note = self._signer.sign(checkpoint_of(org, size, Frontier(size, peaks).root()))
        await self._house.scribe.save_checkpoint(org, size=size, note=note, at=self._house.clock.now())
        return note
