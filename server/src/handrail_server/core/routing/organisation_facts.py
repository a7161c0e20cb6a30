"""What happens to the organisation: its settings, queues, teams and emergency stops."""

from dataclasses import dataclass

from handrail_server.core.basics.facts import Body, Fact
from handrail_server.core.basics.ids import AgentId, PersonId, QueueId, TeamId
from handrail_server.core.routing.queue import Choice, Hours, MeasureTarget


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationCreated(Fact):
    """The organisation exists."""

    name: str
    demo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsChanged(Fact):
    """The organisation's own settings changed."""

    name: str
    language: str
    time_zone: str
    on_call: tuple[PersonId, ...]
    slack: bool
    """Whether notices go to Slack; the webhook's address is a secret and stays in the state."""
    targets: tuple[MeasureTarget, ...] = ()
    """What measures should come to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueSet(Fact):
    """A queue was added or altered."""

    queue: QueueId
    name: str
    owner: PersonId | None
    department: str | None
    choice: Choice
    push: bool
    fan_out: int
    hours: tuple[Hours, ...]
    time_zone: str
    overflow: QueueId | None
    wrap_up_seconds: int
    ageing_seconds: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRemoved(Fact):
    """The queue is gone."""

    queue: QueueId


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamSet(Fact):
    """A team was added or altered."""

    team: TeamId
    name: str
    supervisor: PersonId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRemoved(Fact):
    """The team is gone."""

    team: TeamId


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillsSet(Fact):
    """The skills that people can have here."""

    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WidgetSet(Fact):
    """A chat widget was added or altered."""

    widget: str
    agent: AgentId
    origins: tuple[str, ...]
    files: bool
    keys: tuple[str, ...]
    generation: int
    """When its secret was made: where it moved, what the last one signed opens nothing any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WidgetRemoved(Fact):
    """The chat widget is gone; nobody can write in it any more."""

    widget: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyStopped(Fact):
    """From this commit on nothing of the scope is said or done by an agent."""

    scope: str
    target: str
    why: Body[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyLifted(Fact):
    """The stop is over."""

    scope: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CannedReplySet(Fact):
    """A canned reply was added or altered."""

    reply: str
    shortcut: str
    title: Body[str]
    text: Body[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CannedReplyRemoved(Fact):
    """A canned reply is gone."""

    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionSettingsChanged(Fact):
    """Of whom a second opinion is asked, and about what; the endpoint's key is a secret and stays in the state."""

    on: bool
    address: str
    model: str
    agents: tuple[AgentId, ...]
    topics: tuple[str, ...]
    asking: str
    share: float
    low: float
    high: float
    seconds: int
    daily: int
    at_once: int
    key_set: bool
