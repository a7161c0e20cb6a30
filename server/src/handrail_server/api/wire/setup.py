"""Agents, queues, teams, skills and emergency stops."""

from typing import Annotated, Literal

import msgspec

from handrail_server.api.wire.shape import MOST_SAFE, Code, Decimals, Line, Moment, Name, Reply, Request


class ResponderRequest(Request, frozen=True, kw_only=True):
    """Who answers for an agent that Handrail stands around."""

    kind: Literal["embedded", "webhook", "chat", "python"]
    address: Line | None = None
    """For `webhook` and `chat` (up to, and without, `/chat/completions`)."""
    model: Name | None = None
    name: Name | None = None
    """For `python`: the entry point."""
    instructions: Annotated[str, msgspec.Meta(max_length=8_000)] | None = None
    log_probabilities: bool = False
    seconds: Annotated[int, msgspec.Meta(ge=1, le=120)] = 30
    key: Annotated[str, msgspec.Meta(min_length=1, max_length=500)] | None = None
    """The endpoint's key. It is kept sealed and never shown; absent, the one that is set stays for the same address."""


class ResponderReply(Reply, frozen=True, kw_only=True):
    """Who answers for an agent that Handrail stands around."""

    kind: Literal["embedded", "webhook", "chat", "python"]
    address: str | None
    model: str | None
    name: str | None
    instructions: str | None
    log_probabilities: bool
    seconds: int
    key_set: bool
    secret: str | None = None
    """What its webhook is signed with; shown once, when the address is set."""


class AgentRequest(Request, frozen=True, kw_only=True):
    """`PUT /v1/agents/{agent}`."""

    name: Line
    version: Line = "1"
    owner: Name | None = None
    policy_object: Name | None = None
    """By which the policy knows it; its own id where absent."""
    mode: Literal["observe", "assist", "enforce"] = "enforce"
    webhook: Line | None = None
    responder: ResponderRequest | msgspec.UnsetType | None = msgspec.UNSET
    """Absent: as it is. null: the embedded one."""


class AgentReply(Reply, frozen=True, kw_only=True):
    """A registered agent."""

    id: str
    name: str
    version: str
    owner: str | None
    policy_object: str
    mode: Literal["observe", "assist", "enforce"]
    paused: bool
    webhook: str | None
    webhook_secret: str | None = None
    """Shown once, when the webhook is set."""
    responder: ResponderReply
    state_version: int


class Agents(Reply, frozen=True, kw_only=True):
    """Registered agents."""

    agents: tuple[AgentReply, ...]


class StopRequest(Request, frozen=True, kw_only=True):
    """`POST /v1/emergency-stops`."""

    scope: Literal["agent", "topic", "organisation"]
    id: Name
    why: Line


class HoursShape(Request, frozen=True, kw_only=True):
    """Opening hours of a weekday (0 is Monday), minutes from midnight."""

    weekday: Annotated[int, msgspec.Meta(ge=0, le=6)]
    opens: Annotated[int, msgspec.Meta(ge=0, le=1439)]
    closes: Annotated[int, msgspec.Meta(ge=1, le=2880)]
    """Past midnight, 1,440 more."""


class QueueRequest(Request, frozen=True, kw_only=True):
    """`PUT /v1/queues/{queue}`."""

    name: Line
    owner: Name | None = None
    department: Name | None = None
    choice: Literal["least_active", "most_available", "longest_idle", "round_robin", "weighted"] = "least_active"
    push: bool = True
    fan_out: Annotated[int, msgspec.Meta(ge=1, le=20)] = 1
    hours: tuple[HoursShape, ...] = ()
    time_zone: str = "UTC"
    overflow: Name | None = None
    wrap_up_seconds: Annotated[int, msgspec.Meta(ge=10, le=3600)] = 60
    ageing_seconds: Annotated[int, msgspec.Meta(ge=1, le=MOST_SAFE)] | None = None


class QueueReply(Reply, frozen=True, kw_only=True):
    """A queue with what waits in it."""

    id: str
    name: str
    owner: str | None
    department: str | None
    choice: str
    push: bool
    fan_out: int
    hours: tuple[HoursShape, ...]
    time_zone: str
    overflow: str | None
    wrap_up_seconds: int
    ageing_seconds: int | None
    waiting: int
    oldest_at: Moment | None
    staffed: int


class TeamRequest(Request, frozen=True, kw_only=True):
    """`PUT /v1/teams/{team}`."""

    name: Line
    supervisor: Name | None = None


class TeamReply(Reply, frozen=True, kw_only=True):
    """A team."""

    id: str
    name: str
    supervisor: str | None


class SkillsRequest(Request, frozen=True, kw_only=True):
    """`PUT /v1/skills`: all of them."""

    skills: tuple[Name, ...]


class TargetShape(Request, frozen=True, kw_only=True):
    """What a measure should come to: a share as 0 to 1, a time in seconds."""

    measure: Code
    value: Decimals


class OrganisationChange(Request, frozen=True, kw_only=True):
    """`PATCH /v1/organisation`: what is given is changed, what is absent stays."""

    name: Line | msgspec.UnsetType = msgspec.UNSET
    language: Name | msgspec.UnsetType = msgspec.UNSET
    time_zone: Line | msgspec.UnsetType = msgspec.UNSET
    slack_webhook: Line | msgspec.UnsetType | None = msgspec.UNSET
    on_call: tuple[Name, ...] | msgspec.UnsetType = msgspec.UNSET
    targets: tuple[TargetShape, ...] | msgspec.UnsetType = msgspec.UNSET
    """What measures should come to; all of them."""


class StopReply(Reply, frozen=True, kw_only=True):
    """An emergency stop in force."""

    scope: str
    id: str
    by: str
    at: Moment
    why: str


class OrganisationReply(Reply, frozen=True, kw_only=True):
    """How the organisation is set up."""

    id: str
    name: str
    demo: bool
    queues: tuple[QueueReply, ...]
    teams: tuple[TeamReply, ...]
    skills: tuple[str, ...]
    stops: tuple[StopReply, ...]
    language: str
    time_zone: str
    slack: bool
    """Whether notices go to Slack. The webhook's address is not shown again."""
    on_call: tuple[str, ...]
    targets: tuple[TargetShape, ...]
    """What measures should come to."""
    unstaffed: tuple[str, ...]
    """Queues that nobody works, nor any that they overflow to."""
    policy: int
    version: int
