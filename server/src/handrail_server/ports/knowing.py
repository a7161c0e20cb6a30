"""Whom and what we know: secrets, presence, policy documents, customers, notices."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from handrail_server.core.basics.ids import (
    CaseId,
    CustomerId,
    OrgId,
    PersonId,
)
from handrail_server.core.basics.time import At
from handrail_server.core.signals.profile import Profile
from handrail_server.ports.working import Parcel
from handrail_server.ports.writing import Secret


class Secrets(Protocol):
    """Finds secrets; they are written by commits, so that issuing and revoking is a fact."""

    async def by_hash(self, digest: str) -> tuple[OrgId, Secret] | None:
        """The secret with this SHA-256, valid or not."""
        ...

    async def of(self, org: OrgId, holder: str, kind: str | None = None) -> tuple[Secret, ...]:
        """A holder's secrets, newest first."""
        ...


class Presence(Protocol):
    """Who is really there: heartbeat leases. They are no facts; their lapse is."""

    async def beat(self, org: OrgId, person: PersonId, *, until: At) -> None:
        """The person's console is alive until then."""
        ...

    async def lapsed(self, *, now: At, limit: int) -> tuple[tuple[OrgId, PersonId], ...]:
        """People whose lease has run out; each is given once."""
        ...


class PolicyDocuments(Protocol):
    """The text of policy versions, by digest."""

    async def put(self, org: OrgId, digest: str, text: str) -> None:
        """Keep a document."""
        ...

    async def get(self, org: OrgId, digest: str) -> str | None:
        """The document's text."""
        ...


class Customers(Protocol):
    """The CRM, embedded or connected."""

    async def profile(self, org: OrgId, customer: CustomerId, *, now: At) -> tuple[Profile | None, bool]:
        """What is known, and whether it is stale; never takes longer than 300 ms and never raises."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxNotice:
    """A notice in a person's own list."""

    org: OrgId
    id: str
    person: PersonId
    case: CaseId | None
    document: Mapping[str, object]
    at: At
    acknowledged_at: At | None = None


Handler = Callable[[Parcel], Awaitable[None]]
"""Does one parcel; raises `Undeliverable`."""


class Undeliverable(Exception):
    """The outside did not take it."""

    def __init__(self, message: str, *, permanent: bool) -> None:
        super().__init__(message)
        self.permanent = permanent
