"""Asking an agent for its answer, where Handrail stands around it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.ids import AgentId, ConversationId, CustomerId, OrgId
from handrail_server.core.basics.time import At
from handrail_server.core.learning.lesson import Known
from handrail_server.core.signals.profile import Profile
from handrail_server.core.turns.action import Action
from handrail_server.core.turns.making import Step
from handrail_server.core.turns.making_facts import Failing
from handrail_server.core.turns.responder import Responder
from handrail_server.core.turns.turn import Captured, Confidence, Source
from handrail_server.ports.tools import Tool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One turn that was said, as the agent may read it."""

    author: ActorKind
    text: str
    at: At


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """All that an agent gets with a request for its answer. Sealed turns are not among it."""

    org: OrgId
    agent: AgentId
    called: str
    """The agent's name."""
    conversation: ConversationId
    round: int
    attempt: int
    customer: CustomerId | None
    profile: Profile | None
    channel: str
    language: str
    lines: tuple[Line, ...]
    """What was said, oldest first."""
    unanswered: int
    """How many of the last lines are the customer's and wait for this answer; 0 where something else calls for it."""
    steps: tuple[Step, ...]
    """What this answer has done so far, with what came of it."""
    tools: tuple[Tool, ...]
    note: str | None = None
    """What a person wrote who gave the conversation back: what was done, decided and promised."""
    whispers: tuple[str, ...] = ()
    """How a supervisor wants the agent to go on."""
    ended: tuple[Action, ...] = ()
    """Calls that waited for a person and have ended since the last answer: the customer must hear of them."""
    waiting: tuple[Action, ...] = ()
    """Calls that still wait for a person."""
    person_asked: bool = False
    """A person has been asked for already, and the agent goes on until somebody accepts."""
    lessons: tuple[Known, ...] = ()
    """What people answered to such questions before, the closest first."""
    discarded: str | None = None
    """A person did not let the last draft out; it must not be said again."""
    now: At


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A tool that the agent wants to call."""

    name: str
    """The id of the call in the agent's framework."""
    tool: str
    arguments: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The agent's answer: words for the customer, or calls to make first; or it asks for a person."""

    text: str = ""
    calls: tuple[Wanted, ...] = ()
    confidence: Confidence | None = None
    sources: tuple[Source, ...] = ()
    topic: str | None = None
    intent: str | None = None
    captured: tuple[Captured, ...] = ()
    person_because: str | None = None
    """Why the agent wants a person to take over."""


class Unanswered(Exception):
    """The agent did not answer."""

    def __init__(self, message: str, *, kind: Failing, permanent: bool = False) -> None:
        super().__init__(message)
        self.kind = kind
        self.permanent = permanent
        """Asking again will not help."""


class Responders(Protocol):
    """All kinds of agents that can be asked."""

    async def answer(self, ask: Ask, responder: Responder) -> Given:
        """The whole answer, judged by nobody yet; raises `Unanswered`. Streamed text is gathered here."""
        ...


class Vault(Protocol):
    """Keeps the keys that we need again in clear, such as a model's: sealed, for one organisation and purpose."""

    def seal(self, org: OrgId, purpose: str, secret: str) -> str:
        """What may be stored."""
        ...

    def open(self, org: OrgId, purpose: str, sealed: str) -> str:
        """The secret; raises `Unavailable` where it was sealed by another server's key."""
        ...
