"""What can happen to a conversation. Texts, evidence and notes are bodies; all else is head.

Long, because it is read as one list: the whole vocabulary of one subject, declarations only.
"""

from dataclasses import dataclass

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.facts import Body, Fact
from handrail_server.core.basics.ids import AgentId, CaseId, CustomerId, DecisionId, MessageId, PersonId, TurnId
from handrail_server.core.basics.time import At
from handrail_server.core.turns.agent import Mode
from handrail_server.core.turns.carrier import Carrier
from handrail_server.core.turns.control import HolderKind
from handrail_server.core.turns.turn import (
    Attachment,
    Captured,
    ConfidenceOrigin,
    Saying,
    Source,
    SuppliedSignal,
    ToolCall,
    TurnStatus,
)
from handrail_server.core.turns.why import FloorWhy, RefusedWhy, VerifiedBy


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationOpened(Fact):
    """A conversation began; the agent holds the floor."""

    agent: AgentId
    channel: str
    language: str
    mode: Mode
    epoch: int
    customer: CustomerId | None
    flow: str | None
    carrier: Carrier = Carrier.AGENT
    """Who passes words on to the customer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnObserved(Fact):
    """A turn took its place in the conversation, said or still a draft."""

    number: int
    turn: TurnId
    author: ActorKind
    saying: Saying
    status: TurnStatus
    channel: str
    epoch: int
    said_at: At
    seq: int | None
    missing: int
    """How many of the client's numbers before `seq` have not come (yet)."""
    late: bool
    out_of_order: bool
    replies_to: int | None
    topic: str | None
    query_type: str | None = None
    """The intent, where the agent names it by a code."""
    confidence: float | None
    confidence_origin: ConfidenceOrigin | None
    sentiment: float | None
    characters: int
    attachment_bytes: int
    tool_calls: int
    tools_failed: int
    failed: bool
    """The agent reported its own failure instead of an answer."""
    text: Body[str]
    intent: Body[str | None]
    error: Body[str | None]
    attachments: Body[tuple[Attachment, ...]]
    sources: Body[tuple[Source, ...]]
    captured: Body[tuple[Captured, ...]]
    calls: Body[tuple[ToolCall, ...]]
    supplied: Body[tuple[SuppliedSignal, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnRefused(Fact):
    """A draft was not let through; it is kept, and nobody but the organisation's people sees it."""

    number: int
    turn: TurnId
    why: RefusedWhy
    floor: int
    """The epoch that the draft carried."""
    epoch: int
    holder: HolderKind
    holder_id: str | None
    text: Body[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenOutOfTurn(Fact):
    """An agent spoke to the customer while it did not hold the floor. It alarms."""

    number: int
    agent: AgentId
    floor: int | None
    epoch: int
    holder: HolderKind
    holder_id: str | None
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """One reason of a decision, without words."""

    code: str
    strength: str
    verdict: str
    rule: str
    score: float
    threshold: float | None
    signals: tuple[str, ...]
    critical: bool
    compliance: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """One signal's score, and whether its detector could read."""

    name: str
    score: float
    detector: str
    reading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A reason's line with the spans or named facts that it rests on. Content."""

    code: str
    line: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionMade(Fact):
    """A turn, draft or action was judged."""

    decision: DecisionId
    number: int | None
    verdict: str
    reasons: tuple[Fired, ...]
    signals: tuple[Noticed, ...]
    policy: int
    route: str | None
    waiting: str
    sealed: bool
    blind: tuple[str, ...]
    suppressed: tuple[str, ...]
    p_failure: float | None
    expected_cost: float | None
    explained: Body[tuple[Quoted, ...]]
    say: Body[str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShadowDecided(Fact):
    """What the version in the shadow would have decided, beside the decision that was made. Nothing came of it."""

    decision: DecisionId
    """The decision that was made."""
    number: int | None
    policy: int
    """The version in the shadow."""
    verdict: str
    route: str | None
    reasons: tuple[str, ...]
    made: str
    """The verdict of the decision that was made."""
    otherwise: bool
    """Another verdict or another route."""
    blind: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorTaken(Fact):
    """Somebody took the floor for themselves."""

    holder: HolderKind
    holder_id: str | None
    before: HolderKind
    before_id: str | None
    epoch: int
    why: FloorWhy


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorGiven(Fact):
    """The floor was given to somebody else: a queue, an agent, or nobody."""

    holder: HolderKind
    holder_id: str | None
    before: HolderKind
    before_id: str | None
    epoch: int
    why: FloorWhy
    note: Body[str | None] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentPaused(Fact):
    """The agent is silent here until then, counted from the last human message."""

    agent: AgentId
    until: At


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentResumed(Fact):
    """The pause ended: by a person, or because its time ran out."""

    agent: AgentId
    ran_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RepliesHeldForReview(Fact):
    """Each reply of the agent waits for a person from now on."""

    agent: AgentId


@dataclass(frozen=True, slots=True, kw_only=True)
class RepliesNoLongerHeld(Fact):
    """The agent's replies are judged by the policy alone again."""

    agent: AgentId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyHeld(Fact):
    """A draft waits in a review case."""

    number: int
    case: CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldReplySettled(Fact):
    """A held draft was released, edited, discarded or withdrawn."""

    number: int
    case: CaseId
    status: TurnStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAttached(Fact):
    """A case opened on this conversation."""

    case: CaseId
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDetached(Fact):
    """A case of this conversation ended."""

    case: CaseId
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonJoined(Fact):
    """A person speaks beside the person who holds the floor."""

    person: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWritten(Fact):
    """A person wrote something down for colleagues; neither customer nor agent sees it."""

    note: str
    text: Body[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Whispered(Fact):
    """Steering words that the customer never sees, to the agent or to the person who holds the floor."""

    to: HolderKind
    to_id: str
    expires_at: At | None
    text: Body[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonsDealtWith(Fact):
    """A person has dealt with these reasons: they fire again only on new evidence."""

    reasons: tuple[str, ...]
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerIdentified(Fact):
    """The customer was joined to this conversation by a verified key."""

    customer: CustomerId
    verified_by: VerifiedBy


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationSealed(Fact):
    """Regulated words came up: from here on nothing is read or said before an entitled person accepts."""

    reasons: tuple[str, ...]
    credentials: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationUnsealed(Fact):
    """An entitled person has taken the sealed conversation on."""

    case: CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalDataOpened(Fact):
    """Somebody with the right began to read a conversation's personal data uncovered, for this purpose."""

    person: PersonId
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationFlagged(Fact):
    """A person asked for a quality review."""

    case: CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationClosed(Fact):
    """The conversation ended."""

    turns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationReopened(Fact):
    """Words came after the end. Within seven days the matter counts as reopened."""

    after: int
    """Milliseconds since it was closed."""
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryAcknowledged(Fact):
    """The receiver has the message."""

    message: MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryFailed(Fact):
    """The message did not arrive: the person sees "not delivered"."""

    message: MessageId
    reason: str
    final: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageWithdrawn(Fact):
    """An agent's message had not begun to send when the floor moved: the customer never sees it."""

    message: MessageId
    number: int
    message_epoch: int
    epoch: int
