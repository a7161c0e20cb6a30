"""How a case comes to be: from a decision, from a person's takeover, or from a flag; requested, then queued at once."""

from dataclasses import dataclass, replace

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.facts import Fact
from handrail_server.core.basics.ids import CaseId, DecisionId, PersonId, PolicyVersion, QueueId, TurnNumber
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At, later
from handrail_server.core.cases.case import Asked, Case, CaseKind, CaseState, HeldReply, ScoreCard
from handrail_server.core.cases.claim import take_over
from handrail_server.core.cases.decision_facts import ApprovalAsked, QualityReviewAsked, ReleaseAsked
from handrail_server.core.cases.facts import CaseQueued, CaseRequested, heads_of
from handrail_server.core.cases.moves import CaseVerb, move
from handrail_server.core.cases.seal import Reader
from handrail_server.core.cases.settle import settled
from handrail_server.core.cases.target import queue_of
from handrail_server.core.cases.work_item import WorkItem
from handrail_server.core.policy.decision import Decision, Reason, Waiting
from handrail_server.core.policy.route import Route
from handrail_server.core.turns.conversation import Conversation


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Why a person is asked, and how the case will travel. `queue` and `preferred`: what routing made of the target."""

    case: CaseId
    conversation: Conversation
    route: Route
    reasons: tuple[Reason, ...]
    policy: PolicyVersion
    decision: DecisionId | None = None
    turn: TurnNumber | None = None
    waiting: Waiting = Waiting.AGENT_STAYS
    sealed: bool = False
    queue: QueueId | None = None
    preferred: PersonId | None = None
    preferred_required: bool = False
    practice: bool = False

    @property
    def credentials(self) -> tuple[str, ...]:
        """What the route demands and, in a sealed conversation, what its seal does: a seal outlasts its case."""
        sealed_for = self.conversation.sealed_for if self.sealed else ()
        return tuple(dict.fromkeys((*self.route.credentials, *sealed_for)))


def asked_by(decision: Decision, *, case: CaseId, conversation: Conversation, route: Route) -> Request:
    """The request that a decision makes. `conversation` is the state after the turn that was decided on."""
    return Request(
        case=case,
        conversation=conversation,
        route=route,
        reasons=decision.reasons,
        policy=decision.trace.policy,
        decision=decision.id,
        turn=conversation.last_customer_turn or decision.turn,
        waiting=decision.waiting,
        sealed=decision.sealed or conversation.sealed,
    )


def open_case(request: Request, *, by: Actor, at: At) -> Outcome[Case]:
    """A hand-over, waiting in its queue. A conversation has at most one that is open: later reasons `join` it."""
    return _opened(_new(request, CaseKind.HAND_OVER, at), by=by, at=at)


def open_taken(request: Request, *, reader: Reader, by: Actor, at: At) -> Outcome[Case]:
    """A takeover without a case opens one, accepted at once."""
    waiting = open_case(request, by=by, at=at)
    return _armed(waiting.then(take_over(waiting.state, reader=reader, by=by, at=at)))


def open_approval(request: Request, asked: Asked, *, by: Actor, at: At) -> Outcome[Case]:
    """An approval of exactly this action; the floor stays."""
    new = _new(request, CaseKind.APPROVAL, at)
    case = replace(new, asked=asked, item=replace(new.item, barred=_barred(request.route, asked)))
    return _opened(
        case,
        ApprovalAsked(
            by=by,
            at=at,
            action=asked.action,
            tool=asked.tool,
            digest=asked.digest,
            amount=asked.amount,
            requester=asked.requester,
            expires_at=asked.expires_at,
            arguments=asked.arguments,
            impact=asked.impact,
        ),
        by=by,
        at=at,
    )


def _barred(route: Route, asked: Asked) -> tuple[PersonId, ...]:
    """Who may not approve it, so that routing looks for somebody who may."""
    asker = (PersonId(asked.requester),) if asked.by_person else ()
    return asker if asked.owner is None or route.approvers.agent_owner else (*asker, asked.owner)


def open_held_reply(request: Request, held: HeldReply, *, by: Actor, at: At) -> Outcome[Case]:
    """A review of an agent's draft: it is said only when a person releases it; the floor stays."""
    case = replace(_new(request, CaseKind.REVIEW, at), held=held)
    fact = ReleaseAsked(
        by=by,
        at=at,
        turn=held.turn,
        turn_id=held.turn_id,
        epoch=held.epoch,
        expires_at=held.expires_at,
        text=held.text,
    )
    return _opened(case, fact, by=by, at=at)


def open_quality_review(request: Request, card: ScoreCard, *, by: Actor, at: At) -> Outcome[Case]:
    """A review of what was said, with questions to be scored 1–5."""
    if not card.questions:
        raise Invalid("A score card asks something.", field="questions", fix="Send at least one question.")
    case = replace(_new(request, CaseKind.REVIEW, at), score_card=card)
    fact = QualityReviewAsked(by=by, at=at, expires_at=card.expires_at, questions=card.questions)
    return _opened(case, fact, by=by, at=at)


def _new(request: Request, kind: CaseKind, at: At) -> Case:
    conversation, route = request.conversation, request.route
    requested_at = conversation.last_customer_at or at
    accept_by = later(at, seconds=route.accept_within)
    return Case(
        id=request.case,
        kind=kind,
        state=CaseState.REQUESTED,
        conversation=conversation.id,
        agent=conversation.agent,
        customer=conversation.customer,
        channel=conversation.channel,
        language=conversation.language,
        topic=conversation.topic,
        turn=request.turn,
        decision=request.decision,
        policy=request.policy,
        reasons=request.reasons,
        route=route,
        item=_item(request, requested_at, accept_by),
        waiting=request.waiting,
        sealed=request.sealed,
        queue=request.queue or queue_of(route.target),
        requested_at=requested_at,
        due_at=accept_by,
        severity=severity(route, request.reasons),
        practice=request.practice,
    )


def _item(request: Request, requested_at: At, accept_by: At) -> WorkItem:
    route = request.route
    return WorkItem(
        channel=request.conversation.channel,
        language=request.conversation.language,
        weight=route.weight,
        skills=route.skills,
        credentials=request.credentials,
        rank=route.rank,
        secondary_rank=route.secondary_rank,
        requested_at=requested_at,
        target_accept_at=accept_by,
        preferred=request.preferred,
        preferred_required=request.preferred_required,
        target=route.target,
    )


def severity(route: Route, reasons: tuple[Reason, ...]) -> str:
    """`critical` where the route or one of the reasons is, else `normal`."""
    return "critical" if route.critical or any(reason.critical for reason in reasons) else "normal"


def _opened(case: Case, *asked: Fact, by: Actor, at: At) -> Outcome[Case]:
    queued = replace(case, state=move(case, CaseVerb.QUEUE), queued_at=at)
    requested = CaseRequested(
        by=by,
        at=at,
        kind=case.kind,
        conversation=case.conversation,
        agent=case.agent,
        customer=case.customer,
        channel=case.channel,
        language=case.language,
        topic=case.topic,
        turn=case.turn,
        decision=case.decision,
        policy=case.policy,
        route=case.route.id,
        reasons=heads_of(case.reasons),
        waiting=case.waiting,
        sealed=case.sealed,
        severity=case.severity,
        rank=case.item.rank,
        requested_at=case.requested_at,
        practice=case.practice,
        evidence=case.reasons,
    )
    item = case.item
    waits = CaseQueued(
        by=by, at=at, target=item.target, queue=case.queue, rank=item.rank, accept_by=item.target_accept_at
    )
    return settled(None, queued, requested, *asked, waits)


def _armed(outcome: Outcome[Case]) -> Outcome[Case]:
    """A case that is new and taken in one commit arms only what its last state needs."""
    last = {deadline.name: deadline for deadline in outcome.deadlines}
    standing = tuple(deadline for deadline in last.values() if deadline.due_at is not None)
    return replace(outcome, deadlines=standing)
