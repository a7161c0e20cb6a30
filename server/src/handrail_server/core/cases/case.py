"""The one thing that waits for a person; three kinds share one life cycle."""

from dataclasses import dataclass
from enum import StrEnum

from handrail_server.core.basics.ids import (
    ActionId,
    AgentId,
    CaseId,
    ConversationId,
    CustomerId,
    DecisionId,
    OfferId,
    PersonId,
    PolicyVersion,
    QueueId,
    TurnId,
    TurnNumber,
)
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.time import At
from handrail_server.core.cases.notice import Notice
from handrail_server.core.cases.work_item import WorkItem
from handrail_server.core.policy.decision import Reason, Waiting
from handrail_server.core.policy.route import Route
from handrail_server.core.turns.turn import Attachment


class CaseKind(StrEnum):
    """What is asked of the person."""

    HAND_OVER = "hand_over"
    APPROVAL = "approval"
    REVIEW = "review"


class CaseState(StrEnum):
    """Where a case stands. The allowed moves are one table, in `moves`."""

    REQUESTED = "requested"
    QUEUED = "queued"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    ENGAGED = "engaged"
    WRAPPING = "wrapping"
    CLOSED = "closed"
    HANDED_BACK = "handed_back"
    LANDED = "landed"
    WITHDRAWN = "withdrawn"
    APPROVED = "approved"
    REJECTED = "rejected"
    EXPIRED = "expired"
    RELEASED = "released"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A case offered to one person, who has capacity reserved for it until `expires_at`."""

    id: OfferId
    person: PersonId
    offered_at: At
    expires_at: At


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """How the client was contacted to verify an act: by whom, by which means, with what result."""

    by: PersonId
    at: At
    means: str
    contact: str
    result: str
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The action that an approval is about, bound by the digest of its exact arguments."""

    action: ActionId
    tool: str
    digest: str
    arguments: str
    """The canonical JSON of the arguments."""
    amount: Money | None = None
    impact: str | None = None
    requester: str
    owner: PersonId | None = None
    """Who owned the agent when it asked: as little as the agent itself do they approve it."""
    by_person: bool = False
    """A person asks, in a conversation that they have: they tell the customer themselves."""
    expires_at: At
    valid_seconds: int
    verification: Verification | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldReply:
    """An agent's draft that waits for release."""

    turn: TurnNumber
    turn_id: TurnId
    text: str
    epoch: int
    expires_at: At


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreCard:
    """What a quality review asks and what the reviewer answered, 1–5 each."""

    questions: tuple[str, ...]
    expires_at: At
    scores: tuple[int, ...] = ()
    comment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What was written down when a person decided or resolved: the record that a compliance case demands."""

    decision: str
    ground: str | None = None
    authoriser: PersonId | None = None
    credential: str | None = None
    verification: Verification | None = None
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """Another person or department asked inside the case; the customer's thread is unchanged."""

    id: str
    asked: str
    question: str
    by: PersonId
    at: At
    due_at: At
    answer: str | None = None
    answered_by: PersonId | None = None
    lapsed: bool = False
    """Nobody answered by `due_at`, and the case goes on without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A request for a person, with its reasons, its place in the queues and what became of it."""

    id: CaseId
    kind: CaseKind
    state: CaseState
    conversation: ConversationId
    agent: AgentId
    customer: CustomerId | None = None
    channel: str
    language: str
    turn: TurnNumber | None
    """The customer's turn that gave the reason; its `received_at` starts the clock."""
    decision: DecisionId | None
    policy: PolicyVersion
    """The version that opened it, and that it keeps."""
    reasons: tuple[Reason, ...]
    route: Route
    item: WorkItem
    waiting: Waiting
    sealed: bool = False
    """Text and packet are for entitled viewers only, until a credentialed person accepts."""
    opened_seal: tuple[PersonId, ...] = ()
    topic: str | None = None
    queue: QueueId | None = None
    owner: PersonId | None = None
    offers: tuple[Offer, ...] = ()
    declined: tuple[PersonId, ...] = ()
    rounds: int = 0
    transfers: int = 0
    requeues: int = 0
    requested_at: At
    queued_at: At | None = None
    accepted_at: At | None = None
    first_words_at: At | None = None
    resolved_at: At | None = None
    closed_at: At | None = None
    due_at: At
    """When the present state runs out: every open state has a deadline (law 3). Once over, the last one."""
    exhausted: bool = False
    """Every target was tried; an approval or review then waits for its expiry, no longer for the next target."""
    promised: str | None = None
    """What a landing promised the customer, where it did."""
    promised_for: At | None = None
    """When that promise falls due."""
    reply_due_at: At | None = None
    """Until when the owner should have spoken: set while the customer waits for a person's words."""
    silence_due_at: At | None = None
    """Until when the customer may be silent: set while the person waits for the customer's words."""
    wrap_up_until: At | None = None
    wrap_up_extensions: int = 0
    landed_words_said: bool = False
    severity: str = "normal"
    asked: Asked | None = None
    held: HeldReply | None = None
    score_card: ScoreCard | None = None
    consultations: tuple[Consultation, ...] = ()
    notices: tuple[Notice, ...] = ()
    linked: tuple[CaseId, ...] = ()
    link: str | None = None
    outcome: str | None = None
    disposition: str | None = None
    decided_by: PersonId | None = None
    """Who approved or rejected the action, released or discarded the reply."""
    valid_until: At | None = None
    """Until when an approval may be used."""
    document: Document | None = None
    practice: bool = False
