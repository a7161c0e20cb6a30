"""Whom and what we know: secrets, presence, policy documents, customers, notices."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Protocol

from handrail_server.core.basics.ids import (
    CaseId,
    CustomerId,
    OrgId,
    PersonId,
    PolicyVersion,
)
from handrail_server.core.basics.time import At
from handrail_server.core.policy.document import Policy
from handrail_server.core.policy.edits import Edit
from handrail_server.core.policy.loaded import LoadedPolicy
from handrail_server.core.signals.detector import Detector
from handrail_server.core.signals.profile import Profile
from handrail_server.core.signals.signal import Signal
from handrail_server.core.signals.view import View
from handrail_server.ports.reading import Page
from handrail_server.ports.working import Parcel
from handrail_server.ports.writing import Secret


class Secrets(Protocol):
    """Finds secrets; they are written by commits, so that issuing and revoking is a fact."""

    async def by_hash(self, digest: str) -> tuple[OrgId, Secret] | None:
        """The secret with this SHA-256, valid or not."""
        ...

    async def by_id(self, org: OrgId, secret: str) -> Secret | None:
        """The secret of this id, valid or not."""
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


class InboxNotices(Protocol):
    """People's own lists of notices, filled by the worker."""

    async def put(self, notice: InboxNotice) -> None:
        """Add a notice to a person's list; the same notice again changes nothing."""
        ...

    async def of(
        self, org: OrgId, person: PersonId, *, cursor: str | None = None, limit: int = 50
    ) -> Page[InboxNotice]:
        """A person's notices, newest first."""
        ...

    async def one(self, org: OrgId, person: PersonId, notice: str) -> InboxNotice | None:
        """A notice in a person's list."""
        ...

    async def acknowledge(self, org: OrgId, notice: str, *, at: At) -> None:
        """Mark the notice as seen in every list that has it."""
        ...


class Passwords(Protocol):
    """Turns passwords into what may be stored, and compares; slow on purpose, never on the event loop."""

    async def hash(self, password: str) -> str:
        """What may be stored."""
        ...

    async def verify(self, stored: str | None, password: str) -> bool:
        """Whether it is the password. Takes as long where there is none, so that names cannot be probed."""
        ...


class Tokens(Protocol):
    """Makes keys, sessions and one-time links that nobody can guess."""

    def new(self, prefix: str) -> str:
        """A new token of 256 bits that begins with the prefix."""
        ...


class Attempts(Protocol):
    """How often somebody may try."""

    def take(self, who: str, *, most: int, now: At) -> bool:
        """Count a try; False where it is one too many in a quarter of an hour."""
        ...

    def forget(self, who: str) -> None:
        """They got in: what went before no longer counts."""
        ...


class WebhookSecrets(Protocol):
    """The secrets that webhooks are signed with (Standard Webhooks)."""

    def of(self, org: OrgId, receiver: str, address: str) -> str:
        """The receiver's secret for this address, always the same."""
        ...


class Noticing(Protocol):
    """All detectors, built in and plugged in. A detector that fails or hangs gives `blind` signals, never none."""

    async def text(self, view: View, own: Sequence[Detector] = ()) -> tuple[Signal, ...]:
        """What stands in the turn and its surroundings; comes first. `own` speak in place of those of their names."""
        ...

    async def profile(
        self, view: View, text_signals: tuple[Signal, ...], profile: Profile | None, *, stale: bool
    ) -> tuple[Signal, ...]:
        """All signals: those of the text, and those of the profile, `shut` where the gate is closed."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyRemark:
    """Something wrong or doubtful in a policy document, with its place."""

    severity: str
    """`error` or `warning`."""
    path: str
    line: int
    column: int
    message: str
    fix: str | None = None


class PolicyReader(Protocol):
    """Reads a policy document; what it cannot read stays out of force."""

    def read(
        self, text: str, *, version: PolicyVersion, queues: AbstractSet[str] | None = None
    ) -> tuple[LoadedPolicy | None, tuple[PolicyRemark, ...]]:
        """The policy (None where there are errors) and all remarks, in the order of the text.

        With `queues` those of the organisation, a remark tells of each queue that is not among them.
        """
        ...

    def written(
        self, text: str, *, queues: AbstractSet[str] | None = None
    ) -> tuple[Policy | None, tuple[PolicyRemark, ...]]:
        """What the document says, also where it may not judge so (None where it cannot be read), and all remarks."""
        ...

    def edited(self, text: str, edits: Sequence[Edit]) -> str:
        """The text after the edits, all else in it untouched; raises `Invalid` naming the path or the place."""
        ...

    def default(self) -> str:
        """The text of the policy that a new organisation begins with."""
        ...


class Undeliverable(Exception):
    """The outside did not take it."""

    def __init__(self, message: str, *, permanent: bool, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.retry_after = retry_after
        """Seconds for which the receiver asks to be left alone."""


class Deliverer(Protocol):
    """Does one kind of effect outside."""

    async def deliver(self, parcel: Parcel) -> None:
        """Do it, or raise `Undeliverable`."""
        ...
