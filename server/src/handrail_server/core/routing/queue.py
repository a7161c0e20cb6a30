"""A queue: where cases wait, who works it, and how people are chosen."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from handrail_server.core.basics.ids import PersonId, QueueId, TeamId
from handrail_server.core.basics.time import At
from handrail_server.core.signals.opinion.settings import OpinionSettings
from handrail_server.core.turns.widget import Widget


class Choice(StrEnum):
    """How one of several eligible people is chosen; ties go to the longest idle, then to the lowest id."""

    LEAST_ACTIVE = "least_active"
    MOST_AVAILABLE = "most_available"
    LONGEST_IDLE = "longest_idle"
    ROUND_ROBIN = "round_robin"
    WEIGHTED = "weighted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Opening hours of one weekday (0 is Monday), minutes from midnight in the queue's time zone.

    A shift past midnight closes after 1,440: 22:00 to 06:00 is 1,320 to 1,800.
    """

    weekday: int
    opens: int
    closes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """A place where cases of one sort wait."""

    id: QueueId
    name: str
    owner: PersonId | None = None
    department: str | None = None
    choice: Choice = Choice.LEAST_ACTIVE
    push: bool = True
    """Offered to people; otherwise they claim by themselves."""
    fan_out: int = 1
    """To how many people a case is offered at once; the first to accept has it."""
    hours: tuple[Hours, ...] = ()
    """Empty: always open."""
    time_zone: str = "UTC"
    overflow: QueueId | None = None
    wrap_up_seconds: int = 60
    ageing_seconds: int | None = None
    """Every so many seconds of waiting improve the rank by one, so that nothing starves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """People with one supervisor."""

    id: TeamId
    name: str
    supervisor: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """An emergency stop in force: `agent`, `topic` or `organisation`."""

    scope: str
    id: str
    by: PersonId
    at: At
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureTarget:
    """What a measure should come to: a share as 0..1, a time in seconds."""

    measure: str
    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CannedReply:
    """Words that people say often; `text` has places such as `{customer.first_name|there}`."""

    id: str
    shortcut: str
    """What is typed behind a slash."""
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """How the organisation is set up: read with every turn, guarded inside the commit."""

    id: str
    name: str
    demo: bool = False
    queues: tuple[Queue, ...] = ()
    teams: tuple[Team, ...] = ()
    skills: tuple[str, ...] = ()
    stops: tuple[Stop, ...] = ()
    language: str = "en"
    time_zone: str = "UTC"
    slack_webhook: str | None = None
    on_call: tuple[PersonId, ...] = ()
    canned: tuple[CannedReply, ...] = ()
    targets: tuple[MeasureTarget, ...] = ()
    widgets: tuple[Widget, ...] = ()
    opinion: OpinionSettings | None = None
    """Of whom a second opinion is asked, and about what."""
    created_at: At
