"""Labels, ratings and the audit sample: facts of their case or conversation, whose state they leave alone."""

import hashlib
from decimal import Decimal
from typing import Final

from handrail_server.core.basics.actors import Actor, ActorKind
from handrail_server.core.basics.errors import Forbidden, Invalid, MoveRefused
from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case
from handrail_server.core.learning.facts import (
    AuditSampled,
    CaseLabel,
    CaseLabelled,
    ConversationRated,
    RatingKind,
    ReplyLabel,
    ReplyLabelled,
    ReplyLabelWithdrawn,
    SampleJudged,
)
from handrail_server.core.turns.conversation import Conversation

SAMPLE_SHARE: Final = Decimal("0.02")
"""Of the conversations that the agent handled alone, the share that a person looks at."""
_SCALES: Final = {RatingKind.CSAT: (1, 5), RatingKind.NPS: (0, 10)}


def label_case(case: Case, label: CaseLabel, *, comment: str | None = None, by: Actor, at: At) -> Outcome[Case]:
    """What a person thinks of this escalation. Several may label it; of each person the newest counts."""
    _require_person(by)
    return Outcome(state=case, facts=(CaseLabelled(by=by, at=at, label=label, comment=comment),))


def label_reply(
    conversation: Conversation, number: int, label: ReplyLabel, *, comment: str | None = None, by: Actor, at: At
) -> Outcome[Conversation]:
    """What a person thinks of the agent's turn with this number; of each person the newest counts."""
    _require_person(by)
    _require_turn(conversation, number)
    fact = ReplyLabelled(by=by, at=at, number=number, label=label, comment=comment)
    return Outcome(state=conversation, facts=(fact,))


def withdraw_reply_label(conversation: Conversation, number: int, *, by: Actor, at: At) -> Outcome[Conversation]:
    """Take back what the person said of a reply; whoever was told of it stays told."""
    _require_person(by)
    _require_turn(conversation, number)
    return Outcome(state=conversation, facts=(ReplyLabelWithdrawn(by=by, at=at, number=number),))


def rate(
    conversation: Conversation, kind: RatingKind, score: int, *, comment: str | None = None, by: Actor, at: At
) -> Outcome[Conversation]:
    """The customer's rating; the newest of a kind counts."""
    lowest, highest = _SCALES[kind]
    if not lowest <= score <= highest:
        raise Invalid(f"{kind.upper()} is {lowest}–{highest}.", field="score", fix="Send a number in that range.")
    fact = ConversationRated(by=by, at=at, kind=kind, score=score, comment=comment)
    return Outcome(state=conversation, facts=(fact,))


def drawn(conversation: ConversationId, share: Decimal = SAMPLE_SHARE) -> bool:
    """Whether the audit sample takes it: by the hash of its id, so that nobody can choose and everybody can check."""
    drawn_number = int.from_bytes(hashlib.sha256(conversation.encode()).digest()[:8])
    return drawn_number < int(share * 2**64)


def sample(conversation: Conversation, *, by: Actor, at: At) -> Outcome[Conversation]:
    """Put a conversation that the agent handled alone before a person."""
    if conversation.open_case or conversation.last_person_at:
        raise MoveRefused("The agent did not handle this conversation alone.")
    return Outcome(state=conversation, facts=(AuditSampled(by=by, at=at, agent=conversation.agent),))


def judge_sample(
    conversation: Conversation, *, needed_a_person: bool, comment: str | None = None, by: Actor, at: At
) -> Outcome[Conversation]:
    """A person's answer about a sampled conversation."""
    _require_person(by)
    fact = SampleJudged(by=by, at=at, needed_a_person=needed_a_person, comment=comment)
    return Outcome(state=conversation, facts=(fact,))


def _require_turn(conversation: Conversation, number: int) -> None:
    if not 1 <= number <= conversation.turns:
        raise Invalid("There is no such turn.", field="turn", fix=f"Give a number of 1–{conversation.turns}.")


def _require_person(by: Actor) -> None:
    """An agent never labels, neither itself nor others."""
    if by.kind is not ActorKind.PERSON or by.reported_by is not None:
        raise Forbidden("Only a person labels, signed in as themselves.")
