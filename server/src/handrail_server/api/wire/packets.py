"""The packet on the wire: everything that the next person needs, covered for whoever asks."""

from typing import Literal

from handrail_server.api.wire.cases import Kind, MoneyReply, VerificationReply
from handrail_server.api.wire.conversations import AttachmentReference, Verdict
from handrail_server.api.wire.shape import Moment, Reply

Author = Literal["customer", "agent", "person", "system"]


class Who(Reply, frozen=True, kw_only=True):
    """The customer, as far as known."""

    customer: str | None
    name: str | None
    role: str | None
    company: str | None
    email: str | None
    phone: str | None


class Quote(Reply, frozen=True, kw_only=True):
    """Evidence: a span of a turn in its own words, or a named fact with its value."""

    turn: int | None
    start: int
    end: int
    fact: str | None
    text: str | None


class PacketReason(Reply, frozen=True, kw_only=True):
    """A reason, in one line, with its evidence. Sealed to you: code and numbers only."""

    code: str
    strength: Literal["hard", "soft"]
    verdict: Verdict
    score: float
    threshold: float | None
    line: str | None
    evidence: tuple[Quote, ...]
    critical: bool
    compliance: bool


class SummaryLine(Reply, frozen=True, kw_only=True):
    """One line, and whose words it is."""

    author: Author
    turn: int
    text: str
    shortened: bool


class Summary(Reply, frozen=True, kw_only=True):
    """At most two lines, and who made them: `extractive`, or a model's name."""

    lines: tuple[SummaryLine, ...]
    label: str


class TranscriptTurn(Reply, frozen=True, kw_only=True):
    """A turn as you may read it."""

    number: int
    author: Author
    author_id: str
    text: str
    saying: Literal["said", "proposed"]
    said_at: Moment
    confidence: float | None
    topic: str | None
    late: bool
    attachments: tuple[AttachmentReference, ...]


class Transcript(Reply, frozen=True, kw_only=True):
    """One page of the conversation. `next_after` fetches the next; None: this is the last."""

    turns: tuple[TranscriptTurn, ...]
    total: int
    next_after: int | None


class Mood(Reply, frozen=True, kw_only=True):
    """The customer's sentiment in one turn, −1 to 1."""

    turn: int
    sentiment: float


class DataPoint(Reply, frozen=True, kw_only=True):
    """Something that the customer has said already, and in which turn."""

    name: str
    value: str
    turn: int


class Category(Reply, frozen=True, kw_only=True):
    """What it is about."""

    topic: str | None
    intent: str | None
    flow: str | None
    codes: tuple[str, ...]


class Reaction(Reply, frozen=True, kw_only=True):
    """The customer's next turn after an attempt."""

    turn: int
    text: str
    shortened: bool
    sentiment: float | None
    dissatisfied: bool


class Attempt(Reply, frozen=True, kw_only=True):
    """One thing that the agent tried, its result, and how the customer took it."""

    kind: Literal["answer", "tool", "action"]
    turn: int | None
    what: str
    shortened: bool
    result: str | None
    failed: bool
    counted: bool
    """It did not end the matter."""
    reaction: Reaction | None


class PromiseShown(Reply, frozen=True, kw_only=True):
    """What the agent promised, in its words."""

    turn: int
    kind: str
    text: str
    kept: bool


class OpenApproval(Reply, frozen=True, kw_only=True):
    """An action that waits for a decision."""

    case: str
    action: str
    tool: str
    arguments: str
    """The canonical JSON of the arguments, regulated data covered."""
    digest: str
    amount: MoneyReply | None
    impact: str | None
    requester: str
    expires_at: Moment
    needs_verification: bool
    needs_ground: bool
    verification: VerificationReply | None


class DecisionShown(Reply, frozen=True, kw_only=True):
    """What the policy decided; `GET /v1/decisions/{decision}` explains it."""

    id: str
    turn: int | None
    verdict: Verdict
    policy: int
    scopes: tuple[str, ...]
    rules: tuple[str, ...]
    blind: tuple[str, ...]
    p_failure: float | None
    expected_cost: float | None


class CrmEntry(Reply, frozen=True, kw_only=True):
    """A record of the CRM: an earlier case, an order, an entitlement, a contract, an opportunity."""

    kind: str
    id: str
    title: str
    status: str | None
    at: Moment | None
    amount: MoneyReply | None
    topic: str | None
    detail: str | None


class CrmAccount(Reply, frozen=True, kw_only=True):
    """The company behind the customer."""

    id: str
    name: str
    strategic: bool
    contract_size: MoneyReply | None
    contract_ends: Moment | None
    owner: str | None


class CrmRecord(Reply, frozen=True, kw_only=True):
    """What the CRM knows; `stale` where it could not be fetched afresh."""

    stale: bool
    fetched_at: Moment
    tier: str | None
    lifetime_value: MoneyReply | None
    health: float | None
    owner: str | None
    account: CrmAccount | None
    contacts_30_days: int
    open_cases: tuple[CrmEntry, ...]
    interactions: tuple[CrmEntry, ...]
    orders: tuple[CrmEntry, ...]
    entitlements: tuple[CrmEntry, ...]
    contracts: tuple[CrmEntry, ...]
    opportunities: tuple[CrmEntry, ...]
    acts: tuple[CrmEntry, ...]


class Point(Reply, frozen=True, kw_only=True):
    """One point of an opportunity, with its source turn."""

    kind: Literal["requirement", "technical_question", "budget"]
    turn: int
    text: str
    name: str | None
    shortened: bool


class Opportunity(Reply, frozen=True, kw_only=True):
    """A qualified opportunity, pre-filled from what was said."""

    points: tuple[Point, ...]


class RedactionReply(Reply, frozen=True, kw_only=True):
    """A part of a turn that you do not see, and why."""

    turn: int
    start: int
    end: int
    kind: str


class Completeness(Reply, frozen=True, kw_only=True):
    """0 to 1, and the parts that are missing."""

    score: float
    missing: tuple[str, ...]


class PacketReply(Reply, frozen=True, kw_only=True):
    """A case, ready to be taken on. `sealed`: you see heads only, until you open the seal."""

    schema: int
    case: str
    kind: Kind
    conversation: str
    agent: str
    sealed: bool
    channel: str
    language: str
    waiting_seconds: float
    reasons: tuple[PacketReason, ...]
    who: Who | None
    why: str | None
    """Why you, why now: one sentence."""
    assessment: tuple[Quote, ...]
    """The agent's own request for a person, in its words."""
    summary: Summary | None
    transcript: Transcript | None
    sentiment: tuple[Mood, ...]
    captured: tuple[DataPoint, ...]
    category: Category
    attempts: tuple[Attempt, ...]
    promises: tuple[PromiseShown, ...]
    approvals: tuple[OpenApproval, ...]
    decisions: tuple[DecisionShown, ...]
    crm: CrmRecord | None
    opportunity: Opportunity | None
    held_reply: str | None
    suggestion: str | None
    draft: str | None
    redactions: tuple[RedactionReply, ...]
    completeness: Completeness
