"""What can happen to an agent."""

from dataclasses import dataclass

from handrail_server.core.basics.facts import Body, Fact
from handrail_server.core.basics.ids import PersonId
from handrail_server.core.basics.money import Money
from handrail_server.core.turns.agent import Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentRegistered(Fact):
    """An agent is known here, with its owner, version, policy object and mode."""

    name: str
    version: str
    owner: PersonId | None
    policy_object: str
    mode: Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentChanged(Fact):
    """A new version, owner or address of the agent."""

    name: str
    version: str
    owner: PersonId | None
    policy_object: str
    webhook: Body[str | None]
    responder: str | None = None
    """Who answers where Handrail stands around it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentModeChanged(Fact):
    """How far Handrail acts on this agent has changed; what is held stays held."""

    before: Mode
    mode: Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentStopped(Fact):
    """Emergency: the agent may neither speak nor act anywhere."""

    why: Body[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentAllowed(Fact):
    """The emergency is over for this agent."""

    why: Body[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountMoved(Fact):
    """A call that moves an amount was cleared without a person's approval."""

    amount: Money
    total: Money
    """What the agent moved today in this currency, this amount included."""
