"""What happens to the answer in the making of a conversation. What the agent said and asked for is content."""

from dataclasses import dataclass
from enum import StrEnum

from handrail_server.core.basics.facts import Body, Fact
from handrail_server.core.basics.ids import ActionId, AgentId, TurnNumber
from handrail_server.core.basics.time import At


class Failing(StrEnum):
    """How the agent failed to answer."""

    TIMEOUT = "timeout"
    OUTAGE = "outage"
    """It could not be reached, or said that it cannot answer now."""
    REFUSED = "refused"
    """It refused the request as such: a wrong key, an unknown model."""
    MALFORMED = "malformed"
    """It answered something that is no answer."""
    ENDLESS = "endless"
    """It called tools again and again and never came to an answer."""


class DroppedWhy(StrEnum):
    """Why an answer was no longer made."""

    FLOOR_MOVED = "floor_moved"
    SEALED = "sealed"
    CLOSED = "closed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerBegun(Fact):
    """Somebody took the answer up. `resumed`: with what was committed before, after its maker was lost."""

    agent: AgentId
    round: int
    attempt: int
    turn: TurnNumber
    """The newest of the customer's turns that it answers."""
    epoch: int
    resumed: bool
    taken_until: At


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerStepped(Fact):
    """The agent answered with calls, which is committed before any of them is acted on."""

    round: int
    step: int
    calls: int
    tools: tuple[str, ...]
    text: Body[str]
    arguments: Body[tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCallsEnded(Fact):
    """What came of a step's calls: done, failed, refused, or waiting for a person."""

    round: int
    step: int
    actions: tuple[ActionId, ...]
    ends: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGiven(Fact):
    """The answer was judged: said, held, refused, or left to a person."""

    round: int
    number: int | None
    """The turn it became, if any."""
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSuperseded(Fact):
    """The customer spoke again before the answer had acted: the agent is asked again, with all they said."""

    round: int
    turn: TurnNumber
    newer: TurnNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFailed(Fact):
    """The agent did not answer. `again_at`: it is asked once more then; None: the policy decides what happens now."""

    round: int
    kind: Failing
    failures: int
    again_at: At | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDropped(Fact):
    """The answer is no longer made: another party has the floor, or the agent may not read on."""

    round: int
    why: DroppedWhy
