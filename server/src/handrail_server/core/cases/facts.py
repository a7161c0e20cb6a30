"""What happens to a case while it waits for, reaches and leaves a person. Its decisions are in `decision_facts`.

Heads carry codes, scores, thresholds, ids and times, so that measures and the escalation register need nothing else.
"""

from dataclasses import dataclass

from handrail_server.core.basics.facts import Body, Fact
from handrail_server.core.basics.ids import (
    AgentId,
    CaseId,
    ConversationId,
    CustomerId,
    DecisionId,
    OfferId,
    PersonId,
    PolicyVersion,
    QueueId,
    TurnNumber,
)
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import CaseKind, Offer
from handrail_server.core.policy.decision import Reason, Strength, Verdict, Waiting
from handrail_server.core.policy.route import Target
from handrail_server.core.turns.turn import Attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonHead:
    """A reason without its words: what fired, how strongly, against which threshold."""

    code: str
    strength: Strength
    verdict: Verdict
    rule: str
    score: float
    threshold: float | None
    signals: tuple[str, ...]
    critical: bool
    compliance: bool


def heads_of(reasons: tuple[Reason, ...]) -> tuple[ReasonHead, ...]:
    """The reasons as a head may carry them."""
    return tuple(
        ReasonHead(
            code=reason.code,
            strength=reason.strength,
            verdict=reason.verdict,
            rule=reason.rule,
            score=reason.score,
            threshold=reason.threshold,
            signals=reason.signals,
            critical=reason.critical,
            compliance=reason.compliance,
        )
        for reason in reasons
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRequested(Fact):
    """A person was asked for. `requested_at` is the customer's turn that gave the reason: the clock starts there."""

    kind: CaseKind
    conversation: ConversationId
    agent: AgentId
    customer: CustomerId | None
    channel: str
    language: str
    topic: str | None
    turn: TurnNumber | None
    decision: DecisionId | None
    policy: PolicyVersion
    route: str
    reasons: tuple[ReasonHead, ...]
    waiting: Waiting
    sealed: bool
    severity: str
    rank: int
    requested_at: At
    practice: bool
    evidence: Body[tuple[Reason, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseQueued(Fact):
    """The case waits at a target until `accept_by`."""

    target: Target
    queue: QueueId | None
    rank: int
    accept_by: At


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAddressed(Fact):
    """Routing found out whom or which queue the target means (the account owner, a department)."""

    queue: QueueId | None
    preferred: PersonId | None
    preferred_required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonsJoined(Fact):
    """Later reasons joined the open case, and may have raised its rank or severity, or sealed it."""

    turn: TurnNumber | None
    decision: DecisionId | None
    policy: PolicyVersion
    reasons: tuple[ReasonHead, ...]
    rank: int
    severity: str
    sealed: bool
    rerouted: bool
    target: Target
    queue: QueueId | None
    accept_by: At
    evidence: Body[tuple[Reason, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOffered(Fact):
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferDeclined(Fact):
    offer: OfferId
    person: PersonId
    why: str
    note: Body[str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class OffersTimedOut(Fact):
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OffersRescinded(Fact):
    """Offers that stood were taken back: somebody else accepted, or the case moved on."""

    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRoundBegun(Fact):
    """Everybody eligible had declined; they are asked once more."""

    round: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAccepted(Fact):
    """A person took the case: by an offer, a claim, or a takeover (then from `taken_from`, where somebody had it)."""

    person: PersonId
    how: str
    offer: OfferId | None = None
    taken_from: PersonId | None = None
    waited_ms: int
    reply_by: At | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEngaged(Fact):
    """The person's first words on the case; `first` where nobody of us had spoken before."""

    person: PersonId
    turn: TurnNumber | None
    first: bool
    waited_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyAwaited(Fact):
    """The customer spoke, and waits for the person."""

    person: PersonId
    turn: TurnNumber | None
    reply_by: At


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerAnswered(Fact):
    """The person answered what the customer was waiting for."""

    person: PersonId
    turn: TurnNumber | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRequeued(Fact):
    """The person was lost; the case waits again, its age, reasons and packet kept."""

    person: PersonId | None
    why: str
    requeues: int
    target: Target
    accept_by: At


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTransferred(Fact):
    person: PersonId | None
    target: Target
    queue: QueueId | None
    transfers: int
    warm: bool
    supervised: bool
    accept_by: At
    note: Body[str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEscalated(Fact):
    """Nobody took the case in time; the next target of the fallback chain is tried."""

    tried: Target
    target: Target
    queue: QueueId | None
    accept_by: At


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetsExhausted(Fact):
    """Every target was tried; the approval or review waits for its expiry, and a supervisor is told."""

    tried: tuple[Target, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPromised(Fact):
    """The customer was promised a call-back or an e-mail; the case waits on until then."""

    promise: str
    promised_for: At
    words_said: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseBroken(Fact):
    """The promised time passed without a person; the chain is tried again, first in line."""

    promise: str
    promised_for: At
    target: Target
    accept_by: At


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLanded(Fact):
    """The agent was truthfully given back the conversation, without a person."""

    tried: tuple[Target, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWithdrawn(Fact):
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResolved(Fact):
    """What came of it; the person wraps up until `wrap_up_until`."""

    person: PersonId | None
    outcome: str
    disposition: str | None
    wrap_up_until: At
    note: Body[str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrapUpExtended(Fact):
    until: At
    extensions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentationMissed(Fact):
    """Wrap-up ran out, and what the route demands is not written down; the case stays open."""

    missing: tuple[str, ...]
    until: At


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDocumented(Fact):
    """The record that a compliance case demands."""

    authoriser: PersonId | None
    credential: str | None
    verified: bool
    attachments: int
    decision: Body[str]
    ground: Body[str | None]
    files: Body[tuple[Attachment, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed(Fact):
    person: PersonId | None
    outcome: str | None
    handled_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHandedBack(Fact):
    """A person gave the conversation back to the agent, with a note."""

    person: PersonId
    agent: AgentId
    outcome: str
    disposition: str | None
    handled_ms: int | None
    note: Body[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationAsked(Fact):
    consultation: str
    asked: str
    due_at: At
    question: Body[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationAnswered(Fact):
    consultation: str
    person: PersonId
    answer: Body[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationsLapsed(Fact):
    consultations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLinked(Fact):
    """One defect, many cases."""

    link: str
    others: tuple[CaseId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SealOpened(Fact):
    """Somebody entitled began to read a sealed case, for this purpose."""

    person: PersonId
    purpose: str
    credential: str | None
