"""The packet: everything that the next person needs, in one schema-versioned value; `assemble` makes it."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.ids import (
    ActionId,
    AgentId,
    CaseId,
    ConversationId,
    CustomerId,
    DecisionId,
    PolicyVersion,
    TurnNumber,
)
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.time import At
from handrail_server.core.cases.attempts import Attempt
from handrail_server.core.cases.case import CaseKind, Verification
from handrail_server.core.cases.completeness import Completeness
from handrail_server.core.cases.opportunity import Opportunity
from handrail_server.core.cases.redaction import Redaction
from handrail_server.core.cases.summary import Summary
from handrail_server.core.policy.decision import Strength, Verdict
from handrail_server.core.signals.profile import Profile, Record
from handrail_server.core.turns.turn import Attachment, Saying

PACKET_SCHEMA: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """The customer, as far as known."""

    customer: CustomerId | None
    name: str | None
    role: str | None
    company: str | None
    email: str | None
    phone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Evidence: a span of a turn in its own words, or a named fact with its value."""

    turn: TurnNumber | None
    start: int
    end: int
    fact: str | None
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonShown:
    """A reason, in one line, with its evidence. Sealed to the viewer: code and numbers only."""

    code: str
    strength: Strength
    verdict: Verdict
    score: float
    threshold: float | None
    line: str | None
    evidence: tuple[Quote, ...]
    critical: bool
    compliance: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptTurn:
    """A turn as this viewer may read it."""

    number: TurnNumber
    author: ActorKind
    author_id: str
    text: str
    saying: Saying
    said_at: At
    confidence: float | None
    topic: str | None
    late: bool
    attachments: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """One page of the whole conversation. `next_after` fetches the next; None: this is the last."""

    turns: tuple[TranscriptTurn, ...]
    total: int
    next_after: TurnNumber | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mood:
    """The customer's sentiment in one turn, −1..1."""

    turn: TurnNumber
    sentiment: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPoint:
    """Something that the customer has said already, and in which turn: nobody needs to ask for it again."""

    name: str
    value: str
    turn: TurnNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """What it is about."""

    topic: str | None
    intent: str | None
    flow: str | None
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseShown:
    """What the agent promised, in its words."""

    turn: TurnNumber
    kind: str
    text: str
    kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenApproval:
    """An action that waits for a decision."""

    case: CaseId
    action: ActionId
    tool: str
    arguments: str
    digest: str
    amount: Money | None
    impact: str | None
    requester: str
    expires_at: At
    needs_verification: bool
    needs_ground: bool
    verification: Verification | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionShown:
    """What the policy decided, and on what."""

    id: DecisionId
    turn: TurnNumber | None
    verdict: Verdict
    policy: PolicyVersion
    scopes: tuple[str, ...]
    rules: tuple[str, ...]
    blind: tuple[str, ...]
    p_failure: float | None
    expected_cost: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CrmRecord:
    """What the CRM knows; `stale` where it could not be fetched afresh."""

    profile: Profile
    stale: bool
    tier: str | None
    lifetime_value: Money | None
    health: float | None
    open_cases: tuple[Record, ...]
    interactions: tuple[Record, ...]
    orders: tuple[Record, ...]
    entitlements: tuple[Record, ...]
    contracts: tuple[Record, ...]
    opportunities: tuple[Record, ...]
    acts: tuple[Record, ...] = ()
    """What was done for them here: refunds, credits, replacements, appointments, payments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """A case, ready to be taken on. `sealed`: this viewer sees heads only, until they open the seal."""

    schema: int = PACKET_SCHEMA
    case: CaseId
    kind: CaseKind
    conversation: ConversationId
    agent: AgentId
    sealed: bool
    channel: str
    language: str
    waiting_seconds: Decimal
    reasons: tuple[ReasonShown, ...]
    who: Who | None = None
    why: str | None = None
    """Why you, why now: one sentence."""
    assessment: tuple[Quote, ...] = ()
    """The agent's own request for a person, in its words."""
    summary: Summary | None = None
    transcript: Transcript | None = None
    sentiment: tuple[Mood, ...] = ()
    captured: tuple[DataPoint, ...] = ()
    category: Category
    attempts: tuple[Attempt, ...] = ()
    promises: tuple[PromiseShown, ...] = ()
    approvals: tuple[OpenApproval, ...] = ()
    decisions: tuple[DecisionShown, ...] = ()
    crm: CrmRecord | None = None
    opportunity: Opportunity | None = None
    held_reply: str | None = None
    suggestion: str | None = None
    draft: str | None = None
    redactions: tuple[Redaction, ...] = ()
    completeness: Completeness = field(default_factory=lambda: Completeness(score=Decimal(0), missing=()))
