"""What the worker needs: outbox, deadlines, the scribe of the ledger, and a bell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from handrail_server.core.basics.effects import Effect
from handrail_server.core.basics.facts import Subject
from handrail_server.core.basics.ids import (
    CommitId,
    OrgId,
)
from handrail_server.core.basics.time import At
from handrail_server.ports.reading import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """An outbox row. States: `stored → sending → sent → delivered | failed`, `stored → withdrawn`."""

    org: OrgId
    id: str
    lane: str
    destination: str
    effect: Effect
    state: str
    attempts: int
    created_at: At
    due_at: At
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """What a claim gave: parcels now `sending`, and agents' messages whose epoch has moved (still `stored`)."""

    sending: tuple[Parcel, ...]
    stale: tuple[Parcel, ...] = ()


class Outbox(Protocol):
    """Effects waiting to be done: one lane after the other, first in first out within a lane."""

    async def claim(
        self, *, now: At, lease_until: At, limit: int, destination: str | None = None, org: OrgId | None = None
    ) -> Claimed:
        """Move the heads of free lanes to `sending`.

        An agent's message moves only where its epoch is still the conversation's, checked in the same transaction
        (law 1). Destination None: all that the worker itself takes. A lane is free where nothing of it is sending or
        sent-but-unacknowledged; a lease that has run out goes back to `stored` first.
        """
        ...

    async def sent(self, parcel: Parcel, *, await_acknowledgement_until: At | None = None) -> None:
        """It was done; with a time given it becomes `delivered` only when acknowledged, else at once."""
        ...

    async def acknowledge(self, org: OrgId, parcel: str) -> Parcel | None:
        """The receiver has it; None where there is no such parcel. Repeating changes nothing."""
        ...

    async def parcel(self, org: OrgId, parcel: str) -> Parcel | None:
        """One parcel as it stands now."""
        ...

    async def words_of(self, org: OrgId, lane: str) -> tuple[Parcel, ...]:
        """All messages of a lane to its customer, in order, with where each stands."""
        ...

    async def fail(self, parcel: Parcel, *, error: str, retry_at: At | None) -> None:
        """It could not be done: again at `retry_at`, or never (`failed`, a dead letter) where None."""
        ...

    async def withdraw(self, parcel: Parcel) -> bool:
        """Take back a message that has not begun to send; False where it has."""
        ...

    async def unacknowledged(self, *, now: At, limit: int) -> tuple[Parcel, ...]:
        """Parcels `sent` whose time to be acknowledged has run out."""
        ...

    async def resend(self, org: OrgId, destination: str, *, now: At) -> int:
        """What was sent there and not acknowledged goes back to `stored`: a listener came back. How many it was."""
        ...

    async def dead(self, org: OrgId, *, cursor: str | None = None, limit: int = 50) -> Page[Parcel]:
        """Dead letters, newest first."""
        ...

    async def redrive(self, org: OrgId, parcel: str, *, now: At) -> bool:
        """Put a dead letter back to `stored`; its epoch is checked again."""
        ...

    async def next_due(self) -> At | None:
        """When the next parcel may be sent."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A deadline that was claimed because it has passed."""

    org: OrgId
    subject: Subject
    name: str
    due_at: At
    attempts: int


class Deadlines(Protocol):
    """Rows that fall due, armed and disarmed by commits."""

    async def claim(self, *, now: At, lease_until: At, limit: int) -> tuple[Due, ...]:
        """Lease what is due, oldest first."""
        ...

    async def settle(self, due: Due) -> None:
        """It has been dealt with: delete it unless a commit has moved it meanwhile."""
        ...

    async def again(self, due: Due, *, at: At, error: str) -> None:
        """Dealing with it failed; try again at `at`."""
        ...

    async def next_due(self) -> At | None:
        """When the earliest unleased deadline falls due."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A sealed fact as the ledger holds it."""

    commit: CommitId
    subject: Subject
    version: int
    head: bytes
    hash: bytes
    body: bytes | None


class Scribe(Protocol):
    """Gives committed facts their place in the organisation's ledger."""

    async def lease(self, worker: str, *, now: At, until: At) -> bool:
        """Hold the scribe's row; False while another process holds it."""
        ...

    async def unplaced(self, *, limit: int) -> tuple[tuple[OrgId, tuple[Entry, ...]], ...]:
        """The oldest commits without a place: organisation and the commit's facts, in order."""
        ...

    async def tree(self, org: OrgId) -> tuple[int, tuple[bytes, ...]]:
        """Size and frontier of the organisation's tree."""
        ...

    async def place(self, org: OrgId, *, size: int, entries: Sequence[Entry], frontier: Sequence[bytes]) -> bool:
        """Number `entries` from `size` on and store the new frontier; False where the size has changed meanwhile."""
        ...

    async def save_checkpoint(self, org: OrgId, *, size: int, note: str, at: At) -> None:
        """Keep a signed checkpoint."""
        ...

    async def checkpoint(self, org: OrgId) -> tuple[int, str] | None:
        """The newest signed checkpoint."""
        ...

    async def entries(self, org: OrgId, *, after: int = -1, limit: int = 1_000) -> tuple[tuple[int, Entry], ...]:
        """Ledger entries in order, for export."""
        ...


class Proving(Protocol):
    """The organisation's tree as far as proofs need it; blocks of facts' hashes are lent to it for each proof."""

    block: int
    """How many facts a block has."""

    def take(self, fact_hash: bytes) -> None:
        """The hash of the fact with the next number."""
        ...

    def needs(self, numbers: Iterable[int], size: int) -> tuple[int, ...]:
        """The blocks that must be lent to prove these facts in the tree of the first `size`."""
        ...

    def lend(self, block: int, fact_hashes: Sequence[bytes]) -> None:
        """The hashes of a block's facts, all that there are."""
        ...

    def give_back(self) -> None:
        """Forget what was lent."""
        ...

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """The proof that this fact is in the tree of `size`."""
        ...


class Bell(Protocol):
    """A hint that something was committed or placed. Nobody depends on it: all who listen also look by themselves."""

    def ring(self, topic: str) -> None:
        """Wake whoever waits for `topic` (`outbox`, `deadlines`, `facts`, `ledger/<org>`, `agent/<org>/<id>`)."""
        ...

    async def wait(self, topic: str, *, seconds: float) -> bool:
        """Return True on the next ring, False after `seconds`."""
        ...
