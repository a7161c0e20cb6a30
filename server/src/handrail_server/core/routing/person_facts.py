"""What happens to a person: rights, qualifications, presence and capacity."""

from dataclasses import dataclass

from handrail_server.core.basics.facts import Body, Fact
from handrail_server.core.basics.ids import CaseId, PersonId, QueueId, TeamId
from handrail_server.core.basics.time import At
from handrail_server.core.routing.person import Authority, Credential, Means, Role, Skill, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonInvited(Fact):
    """Somebody was asked to work here."""

    roles: tuple[Role, ...]
    rights: tuple[str, ...]
    queues: tuple[QueueId, ...]
    team: TeamId | None
    supervisor: PersonId | None
    name: Body[str]
    email: Body[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesChanged(Fact):
    """The person may do other things from now on."""

    roles: tuple[Role, ...]
    rights: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QualificationsChanged(Fact):
    """The person's skills, licences, languages or limits of authority changed."""

    skills: tuple[Skill, ...]
    languages: tuple[str, ...]
    authorities: tuple[Authority, ...]
    credentials: Body[tuple[Credential, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChanged(Fact):
    """The person works other queues, in another team or under somebody else."""

    queues: tuple[QueueId, ...]
    team: TeamId | None
    supervisor: PersonId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityChanged(Fact):
    """The person may carry more or less."""

    capacity: int
    channel_limits: tuple[str, ...]
    """Each as `channel=limit`."""
    share: int
    used: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactChanged(Fact):
    """The person is called or reached otherwise."""

    means: tuple[Means, ...]
    name: Body[str]
    email: Body[str]
    slack: Body[str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDeactivated(Fact):
    """The person works here no longer; their cases go back to their queues."""

    cases: tuple[CaseId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonReactivated(Fact):
    """The person works here again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceChanged(Fact):
    """The person came, went, or was taken to have gone."""

    status: Status
    was: Status
    channels: tuple[str, ...]
    why: str
    """`chosen`, `missed_offer`, `lease_lapsed` or `deactivated`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityReserved(Fact):
    """Kept free for an offer."""

    case: CaseId
    units: int
    channel: str
    used: int
    capacity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityOccupied(Fact):
    """In use by a case that the person accepted, claimed or took over."""

    case: CaseId
    units: int
    channel: str
    used: int
    capacity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityOverridden(Fact):
    """A case was given to the person beyond what they may carry."""

    case: CaseId
    units: int
    channel: str
    used: int
    capacity: int
    why: str
    """A code such as `takeover` or `reassigned`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityReleased(Fact):
    """Free again."""

    case: CaseId
    units: int
    used: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityKept(Fact):
    """The case is over, and its capacity is kept while the person writes it up: the server's timer, not a browser's."""

    case: CaseId
    until: At
    extension: int
