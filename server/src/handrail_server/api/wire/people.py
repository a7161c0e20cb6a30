"""People of the organisation."""

from typing import Annotated, Literal

import msgspec

from handrail_server.api.wire.shape import END, Amount, Line, Moment, Name, Reply, Request

Email = Annotated[str, msgspec.Meta(pattern=r"^[^@\s]{1,64}@[^@\s]{1,190}" + END, description="An e-mail address.")]
MeansName = Literal["in_app", "slack", "email", "webhook"]
Limit = Annotated[int, msgspec.Meta(ge=0, le=100)]
RoleName = Literal["administrator", "supervisor", "rep", "approver", "auditor"]


class CredentialShape(Request, frozen=True, kw_only=True):
    """A licence or certificate."""

    kind: Name
    number: Line
    jurisdiction: str | None = None
    valid_until: Moment


class AuthorityShape(Request, frozen=True, kw_only=True):
    """Up to which amount the person may decide a kind of act; `*` is every act."""

    act: Line
    up_to: Amount


class Invite(Request, frozen=True, kw_only=True):
    """`POST /v1/people`: a person; the answer has the invitation's link, once."""

    name: Line
    email: Email
    roles: Annotated[tuple[RoleName, ...], msgspec.Meta(min_length=1)]
    rights: tuple[Name, ...] = ()
    team: Name | None = None
    supervisor: Name | None = None
    queues: tuple[Name, ...] = ()
    skills: dict[str, Annotated[int, msgspec.Meta(ge=0, le=10)]] = msgspec.field(default_factory=dict)
    credentials: tuple[CredentialShape, ...] = ()
    authorities: tuple[AuthorityShape, ...] = ()
    languages: tuple[str, ...] = ()
    capacity: Annotated[int, msgspec.Meta(ge=0, le=100)] = 5
    time_zone: str = "UTC"
    slack: Line | None = None
    means: tuple[MeansName, ...] = ("in_app",)


class PersonChange(Request, frozen=True, kw_only=True):
    """`PATCH /v1/people/{person}`: what is given is changed, what is absent stays."""

    name: Line | msgspec.UnsetType = msgspec.UNSET
    email: Email | msgspec.UnsetType = msgspec.UNSET
    slack: Line | msgspec.UnsetType | None = msgspec.UNSET
    means: tuple[MeansName, ...] | msgspec.UnsetType = msgspec.UNSET
    roles: tuple[RoleName, ...] | msgspec.UnsetType = msgspec.UNSET
    rights: tuple[Name, ...] | msgspec.UnsetType = msgspec.UNSET
    team: Name | msgspec.UnsetType | None = msgspec.UNSET
    supervisor: Name | msgspec.UnsetType | None = msgspec.UNSET
    queues: tuple[Name, ...] | msgspec.UnsetType = msgspec.UNSET
    skills: dict[str, Annotated[int, msgspec.Meta(ge=0, le=10)]] | msgspec.UnsetType = msgspec.UNSET
    credentials: tuple[CredentialShape, ...] | msgspec.UnsetType = msgspec.UNSET
    authorities: tuple[AuthorityShape, ...] | msgspec.UnsetType = msgspec.UNSET
    languages: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    channel_limits: dict[str, Limit] | msgspec.UnsetType = msgspec.UNSET
    share: Annotated[int, msgspec.Meta(ge=1, le=100)] | msgspec.UnsetType = msgspec.UNSET
    capacity: Annotated[int, msgspec.Meta(ge=0, le=100)] | msgspec.UnsetType = msgspec.UNSET
    active: bool | msgspec.UnsetType = msgspec.UNSET


class PersonReply(Reply, frozen=True, kw_only=True):
    """A person."""

    id: str
    name: str
    email: str
    roles: tuple[RoleName, ...]
    rights: tuple[str, ...]
    team: str | None
    supervisor: str | None
    queues: tuple[str, ...]
    skills: dict[str, int]
    credentials: tuple[CredentialShape, ...]
    """Empty for whoever does not manage people, but for their own."""
    authorities: tuple[AuthorityShape, ...]
    languages: tuple[str, ...]
    time_zone: str
    slack: str | None
    means: tuple[MeansName, ...]
    channels: tuple[str, ...]
    """The channels that the present status accepts; none: all."""
    channel_limits: dict[str, int]
    share: int
    status: Literal["online", "busy", "away", "offline"]
    status_since: Moment
    capacity: int
    used: int
    active: bool
    version: int


class People(Reply, frozen=True, kw_only=True):
    """People, by name."""

    people: tuple[PersonReply, ...]


class Invited(Reply, frozen=True, kw_only=True):
    """A person and their one-time link."""

    person: PersonReply
    link: str
    """Shown once; it is not stored."""


class PresenceRequest(Request, frozen=True, kw_only=True):
    """`PUT /v1/me/presence`."""

    status: Literal["online", "busy", "away", "offline"]
    channels: tuple[Name, ...] = ()
