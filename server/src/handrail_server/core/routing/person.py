"""A person of the organisation: rights, skills, credentials, presence and capacity."""

from dataclasses import dataclass
from enum import StrEnum

from handrail_server.core.basics.ids import CaseId, PersonId, QueueId, TeamId
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.time import At


class Role(StrEnum):
    """A bundle of rights. A person can have several."""

    ADMINISTRATOR = "administrator"
    SUPERVISOR = "supervisor"
    REP = "rep"
    APPROVER = "approver"
    AUDITOR = "auditor"


class Status(StrEnum):
    """Presence. Only `online` receives offers."""

    ONLINE = "online"
    BUSY = "busy"
    AWAY = "away"
    OFFLINE = "offline"


class Means(StrEnum):
    """How a notice reaches somebody."""

    IN_APP = "in_app"
    SLACK = "slack"
    EMAIL = "email"
    WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """A skill with the person's level, 0–10."""

    name: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """A person's licence or certificate; expired means not eligible."""

    kind: str
    number: str
    jurisdiction: str | None = None
    valid_until: At


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """Up to which amount the person may decide a kind of act (`*` for all)."""

    act: str
    up_to: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Capacity in use by one case."""

    case: CaseId
    units: int
    channel: str
    offered: bool
    """True while it is only reserved for an offer."""
    overridden: bool = False
    """Taken past the person's capacity, by name and on the record."""
    wrapping_until: At | None = None
    extensions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who works here. Invariant: the units in `loads` never exceed `capacity`, but for a logged override."""

    id: PersonId
    name: str
    email: str
    roles: tuple[Role, ...]
    rights: tuple[str, ...] = ()
    """Rights beyond the roles', such as `monitor` or `take_over` for a senior rep."""
    team: TeamId | None = None
    supervisor: PersonId | None = None
    queues: tuple[QueueId, ...] = ()
    skills: tuple[Skill, ...] = ()
    credentials: tuple[Credential, ...] = ()
    authorities: tuple[Authority, ...] = ()
    languages: tuple[str, ...] = ()
    time_zone: str = "UTC"
    status: Status = Status.OFFLINE
    status_since: At
    status_after_missed: Status = Status.AWAY
    channels: tuple[str, ...] = ()
    """Channels that the present status accepts; empty: all."""
    capacity: int = 5
    channel_limits: dict[str, int] | None = None
    loads: tuple[Load, ...] = ()
    last_assigned_at: At | None = None
    last_released_at: At | None = None
    share: int = 1
    """Of the work of a weighted queue, against the others' shares."""
    turn: int = 0
    """The place in the round: whoever has the lowest is next, in queues that go round."""
    active: bool = True
    slack: str | None = None
    means: tuple[Means, ...] = (Means.IN_APP,)
    """By which means notices reach this person."""

    @property
    def used(self) -> int:
        """Units of capacity in use or reserved."""
        units = 0
        for load in self.loads:  # a generator would be half of what placing costs
            units += load.units
        return units
