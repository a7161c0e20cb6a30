"""What a supervisor watches of a conversation: heads and numbers of its running state and open cases, no text."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.ids import AgentId, CaseId, ConversationId, CustomerId, PersonId, QueueId
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case, CaseKind, CaseState
from handrail_server.core.cases.notice import Notice, Severity
from handrail_server.core.turns.agent import Mode
from handrail_server.core.turns.control import Control, HolderKind
from handrail_server.core.turns.conversation import Conversation

POINTS: Final = 20
"""How many points of a line are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A conversation on the board."""

    id: ConversationId
    version: int
    agent: AgentId
    customer: CustomerId | None
    channel: str
    language: str
    mode: Mode
    flow: str | None
    topic: str | None
    control: Control
    turns: int
    opened_at: At
    active_at: At
    closed: bool
    sealed: bool
    flagged: bool
    holds_replies: bool
    paused_until: At | None
    unanswered_since: At | None
    """When the customer spoke last, where nobody has answered since."""
    sentiment: tuple[float, ...]
    """Of the customer's last turns, oldest first, −1..1."""
    confidence: tuple[float, ...]
    """Of the agent's last turns, oldest first, 0..1."""
    attempts: int
    refusals: int
    open_promises: int

    @property
    def by_agent(self) -> bool:
        """Whether an agent holds the floor."""
        return self.control.holder.kind is HolderKind.AGENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An open case, as far as the board and its queues need it."""

    id: CaseId
    version: int
    kind: CaseKind
    state: CaseState
    conversation: ConversationId
    queue: QueueId | None
    owner: PersonId | None
    weight: int
    route: str
    severity: str
    codes: tuple[str, ...]
    """Why it was opened."""
    requested_at: At
    accept_by: At
    reply_by: At | None
    """Until when the person who has it should have answered the customer."""
    expires_at: At | None
    """When an approval, a held reply or a review runs out."""
    held: bool
    notices: tuple[Notice, ...]
    """Critical ones that nobody has acknowledged."""
    sealed: bool
    practice: bool

    @property
    def taken(self) -> bool:
        """Whether a person has it."""
        return self.owner is not None


def watched(conversation: Conversation, version: int) -> Watched:
    """The conversation, without what only its next turn needs."""
    recent = conversation.recent
    return Watched(
        id=conversation.id,
        version=version,
        agent=conversation.agent,
        customer=conversation.customer,
        channel=conversation.channel,
        language=conversation.language,
        mode=conversation.mode,
        flow=conversation.flow,
        topic=conversation.topic,
        control=conversation.control,
        turns=conversation.turns,
        opened_at=conversation.opened_at,
        active_at=_active_at(conversation),
        closed=conversation.closed_at is not None,
        sealed=conversation.sealed,
        flagged=conversation.flagged,
        holds_replies=conversation.holds_replies,
        paused_until=conversation.paused_until,
        unanswered_since=_unanswered_since(conversation),
        sentiment=_line(seen.sentiment for seen in recent if seen.author is ActorKind.CUSTOMER),
        confidence=_line(seen.confidence for seen in recent if seen.author is ActorKind.AGENT),
        attempts=conversation.attempts,
        refusals=conversation.refusals,
        open_promises=sum(not promise.kept for promise in conversation.promises),
    )


def waiting(case: Case, version: int) -> Waiting:
    """The case, without its words."""
    ends = (case.asked, case.held, case.score_card)
    return Waiting(
        id=case.id,
        version=version,
        kind=case.kind,
        state=case.state,
        conversation=case.conversation,
        queue=case.queue,
        owner=case.owner,
        weight=case.item.weight,
        route=case.route.id,
        severity=case.severity,
        codes=tuple(dict.fromkeys(reason.code for reason in case.reasons)),
        requested_at=case.requested_at,
        accept_by=case.item.target_accept_at,
        reply_by=case.reply_due_at,
        expires_at=next((end.expires_at for end in ends if end is not None), None),
        held=case.held is not None,
        notices=tuple(
            notice for notice in case.notices if notice.severity is Severity.CRITICAL and notice.acknowledged_at is None
        ),
        sealed=case.sealed,
        practice=case.practice,
    )


def _active_at(conversation: Conversation) -> At:
    spoken = conversation.recent[-1].at if conversation.recent else None
    moments = (conversation.last_customer_at, conversation.last_person_at, spoken)
    return max((at for at in moments if at is not None), default=conversation.opened_at)


def _unanswered_since(conversation: Conversation) -> At | None:
    """The first of the customer's turns after the last answer; what is still held, and the system, answer nothing."""
    held = conversation.held_reply is not None
    since: At | None = None
    for seen in reversed(conversation.recent):
        if seen.author is ActorKind.CUSTOMER:
            since = seen.at
        elif seen.author is not ActorKind.SYSTEM and not (seen.proposed and held):
            break
    return since


def _line(values: Iterable[float | None]) -> tuple[float, ...]:
    return tuple(round(value, 2) for value in values if value is not None)[-POINTS:]
