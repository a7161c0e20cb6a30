"""A conversation's running state: what every turn needs to know of those before it, in at most 16 kB (law 8).

Counters, sketches of the last 20 turns, promises and attempts by reference. Texts stay with the turns.
"""

from dataclasses import dataclass

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.ids import AgentId, CaseId, ConversationId, CustomerId, KeyId, PersonId, TurnNumber
from handrail_server.core.basics.time import At
from handrail_server.core.turns.agent import Mode
from handrail_server.core.turns.carrier import Carrier
from handrail_server.core.turns.control import Control
from handrail_server.core.turns.why import VerifiedBy

SKETCHES = 20
REFERENCES = 20
STATE_LIMIT = 16_384


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What detectors may remember of a turn: hashes and numbers, no text."""

    number: TurnNumber
    author: ActorKind
    words: tuple[int, ...] = ()
    """Hashes of the content words (at most 24, 32 bits each), for likeness between turns."""
    sentiment: float | None = None
    confidence: float | None = None
    topic: str | None = None
    question: bool = False
    refusal: bool = False
    """The agent said that it cannot help or does not know."""
    dissatisfied: bool = False
    proposed: bool = False
    tool_failed: bool = False
    at: At


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """Something the agent told the customer that will happen, by reference to its words."""

    turn: TurnNumber
    kind: str
    start: int
    end: int
    kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealt:
    """A reason that a person has already dealt with: it fires again only on new evidence."""

    reason: str
    turn: TurnNumber
    score: float
    customer_turns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Whisper:
    """A supervisor's steering words to the agent, until they expire."""

    by: PersonId
    text: str
    expires_at: At


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """One customer talking, through one channel at a time, to whoever holds the floor."""

    id: ConversationId
    agent: AgentId
    """The agent whose conversation this is, and to which a person hands it back."""
    customer: CustomerId | None = None
    verified_by: VerifiedBy | None = None
    """How the customer was joined to it later; None where they were known when it began."""
    key: KeyId
    channel: str
    carrier: Carrier = Carrier.AGENT
    language: str = "en"
    mode: Mode
    control: Control
    flow: str | None = None
    """The named business process this conversation is in, where the agent says so."""
    turns: int = 0
    customer_turns: int = 0
    agent_turns: int = 0
    last_customer_turn: TurnNumber | None = None
    last_customer_at: At | None = None
    last_person_at: At | None = None
    unanswered_since: At | None = None
    """Around the agent: when the oldest of the customer's words came that nobody has answered."""
    last_seq: int | None = None
    topic: str | None = None
    recent: tuple[Sketch, ...] = ()
    lowest_sentiment: float | None = None
    refusals: int = 0
    attempts: int = 0
    """Answers and actions of the agent that did not end the matter."""
    attempted: tuple[TurnNumber, ...] = ()
    """The agent's last turns that were attempts; the packet reads the turns themselves."""
    promises: tuple[Promise, ...] = ()
    actions: int = 0
    sealed: bool = False
    sealed_for: tuple[str, ...] = ()
    """The credentials that its seal demands of whoever takes it on, also after the case that sealed it is over."""
    open_case: CaseId | None = None
    """The open hand-over case; a conversation has at most one."""
    open_approvals: tuple[CaseId, ...] = ()
    held_reply: CaseId | None = None
    holds_replies: bool = False
    """A supervisor holds this agent's replies for review."""
    paused_until: At | None = None
    dealt: tuple[Dealt, ...] = ()
    whispers: tuple[Whisper, ...] = ()
    note: str | None = None
    """The hand-back note that the agent has not acknowledged yet."""
    flagged: bool = False
    opened_personal_data: tuple[PersonId, ...] = ()
    """Who has opened its personal data; they read it as long as they have the right."""
    opened_at: At
    closed_at: At | None = None

    @property
    def around(self) -> bool:
        """Whether Handrail itself asks the agent for answers."""
        return self.carrier is not Carrier.AGENT
