"""What is asked of, and decided by, a person in an approval, a held reply or a quality review."""

from dataclasses import dataclass

from handrail_server.core.basics.facts import Body, Fact
from handrail_server.core.basics.ids import ActionId, PersonId, TurnId, TurnNumber
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.time import At
from handrail_server.core.turns.turn import Attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalAsked(Fact):
    """An action waits for a person, bound by the digest of its exact arguments."""

    action: ActionId
    tool: str
    digest: str
    amount: Money | None
    requester: str
    expires_at: At
    arguments: Body[str]
    impact: Body[str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseAsked(Fact):
    """An agent's draft waits for release."""

    turn: TurnNumber
    turn_id: TurnId
    epoch: int
    expires_at: At
    text: Body[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityReviewAsked(Fact):
    expires_at: At
    questions: Body[tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationRecorded(Fact):
    """The client was contacted to verify the act: by whom, by which means, with what result."""

    person: PersonId
    means: str
    confirmed: bool
    verified_at: At
    contact: Body[str]
    result: Body[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalGranted(Fact):
    """A person approved exactly this digest, for use until `valid_until`."""

    person: PersonId
    action: ActionId
    digest: str
    credential: str | None
    verified: bool
    valid_until: At
    waited_ms: int
    attachments: int
    ground: Body[str | None]
    files: Body[tuple[Attachment, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRejected(Fact):
    """A person refused exactly this digest; the action is not executed."""

    person: PersonId
    action: ActionId
    digest: str
    credential: str | None
    verified: bool
    waited_ms: int
    attachments: int
    ground: Body[str | None]
    files: Body[tuple[Attachment, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalExpired(Fact):
    """Nobody decided in time: the action is not executed."""

    action: ActionId
    digest: str
    waited_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyReleased(Fact):
    """The draft may be said: as it was, or edited, and then the person is its author. No takeover."""

    person: PersonId
    turn: TurnNumber
    edited: bool
    waited_ms: int
    text: Body[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyDiscarded(Fact):
    person: PersonId
    turn: TurnNumber
    why: str
    waited_ms: int
    note: Body[str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyHoldExpired(Fact):
    """Nobody decided in time: the draft is never sent, and the conversation is handed over."""

    turn: TurnNumber
    waited_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityScored(Fact):
    """The score card, one score of 1–5 for each question."""

    person: PersonId
    scores: tuple[int, ...]
    comment: Body[str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityReviewExpired(Fact):
    """Nobody scored it in time."""
