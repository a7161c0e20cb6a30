"""What the stories of this room begin with."""

from dataclasses import replace
from decimal import Decimal

from handrail_server.core.basics.actors import Actor, person, system
from handrail_server.core.basics.ids import (
    ActionId,
    AgentId,
    CaseId,
    ConversationId,
    CustomerId,
    DecisionId,
    KeyId,
    OfferId,
    PersonId,
    PolicyVersion,
    QueueId,
    TurnId,
    TurnNumber,
)
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At, later
from handrail_server.core.cases.case import Asked, Case, HeldReply, Offer, ScoreCard, Verification
from handrail_server.core.cases.open import Request, open_approval, open_case, open_held_reply, open_quality_review
from handrail_server.core.cases.seal import Held, Reader
from handrail_server.core.policy.decision import Reason, Strength, Verdict, Waiting
from handrail_server.core.policy.route import Documentation, Route, Target, TargetKind
from handrail_server.core.signals.signal import Evidence
from handrail_server.core.turns.agent import Mode
from handrail_server.core.turns.control import Control, by_agent
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.turn import Attachment

NOW = At(1_000_000)
ANA, BEN, CLEO = PersonId("ana"), PersonId("ben"), PersonId("cleo")
BOT = AgentId("bot")
POLICY = system("policy")
WORKER = system("worker")
DIGEST = "d" * 64

SENIOR = Target(kind=TargetKind.QUEUE, id="senior")
ANYBODY = Target(kind=TargetKind.QUEUE, id="anybody")

ROUTE = Route(id="experience", target=SENIOR, fallbacks=(ANYBODY,))

FRUSTRATED = Reason(
    code="sentiment",
    strength=Strength.SOFT,
    verdict=Verdict.HAND_OVER,
    rule="sentiment",
    score=0.91,
    threshold=0.7,
    line="Frustration 0.91 is above 0.70 and rising.",
    signals=("sentiment",),
    evidence=(Evidence(turn=TurnNumber(3), start=0, end=18, value="this is ridiculous"),),
)
LEGAL = Reason(
    code="legal_threat",
    strength=Strength.HARD,
    verdict=Verdict.HAND_OVER,
    rule="legal",
    score=1.0,
    line="The customer names a lawyer.",
    critical=True,
    compliance=True,
)

CONVERSATION = Conversation(
    id=ConversationId("talk"),
    agent=BOT,
    customer=CustomerId("mary"),
    key=KeyId("key"),
    channel="web",
    mode=Mode.ENFORCE,
    control=Control(holder=by_agent(BOT)),
    turns=3,
    customer_turns=2,
    last_customer_turn=TurnNumber(3),
    last_customer_at=At(NOW - 2_000),
    topic="damaged_product",
    opened_at=At(NOW - 60_000),
)

REQUEST = Request(
    case=CaseId("case"),
    conversation=CONVERSATION,
    route=ROUTE,
    reasons=(FRUSTRATED,),
    policy=PolicyVersion(7),
    decision=DecisionId("decision"),
    turn=TurnNumber(3),
    waiting=Waiting.SILENT,
)
COMPLIANCE = replace(
    REQUEST,
    reasons=(LEGAL,),
    route=replace(
        ROUTE,
        credentials=("adjuster",),
        documentation=Documentation(ground=True, verification=True, authoriser=True, attachments=1),
    ),
)
SEALED = replace(REQUEST, sealed=True, route=replace(ROUTE, credentials=("hipaa",)))

ASKED = Asked(
    action=ActionId("wire"),
    tool="send_wire",
    digest=DIGEST,
    arguments='{"amount":"250000"}',
    amount=Money(amount=Decimal(250_000), currency="USD"),
    requester="bot",
    expires_at=later(NOW, seconds=3_600),
    valid_seconds=900,
)
HELD = HeldReply(
    turn=TurnNumber(4),
    turn_id=TurnId("draft"),
    text="You can return it within 90 days.",
    epoch=1,
    expires_at=later(NOW, seconds=300),
)
CARD = ScoreCard(questions=("Was it correct?", "Was it kind?"), expires_at=later(NOW, seconds=86_400))
CONFIRMED = Verification(by=BEN, at=NOW, means="phone", contact="+1 555 0100", result="Yes.", confirmed=True)
LETTER = Attachment(id="letter", name="letter.pdf", media_type="application/pdf", size=9, digest="d" * 64)
HIPAA = Held(kind="hipaa", number="H-1", valid_until=At(NOW + 10**9))


def is_(who: PersonId) -> Actor:
    return person(who)


def reads(who: PersonId, *credentials: Held) -> Reader:
    return Reader(person=who, credentials=credentials)


def queued(request: Request = REQUEST) -> Case:
    return open_case(request, by=POLICY, at=NOW).state


def approval(request: Request = REQUEST) -> Case:
    return open_approval(request, ASKED, by=POLICY, at=NOW).state


def held_reply() -> Case:
    return open_held_reply(REQUEST, HELD, by=POLICY, at=NOW).state


def quality_review() -> Case:
    return open_quality_review(REQUEST, CARD, by=is_(CLEO), at=NOW).state


def an_offer(to: PersonId, *, seconds: int = 30, at: At = NOW) -> Offer:
    return Offer(id=OfferId(f"offer-{to}"), person=to, offered_at=at, expires_at=later(at, seconds=seconds))


def said(outcome: Outcome[Case]) -> tuple[str, ...]:
    """The verbs of an outcome's facts, in order."""
    return tuple(fact.verb for fact in outcome.facts)


def armed(outcome: Outcome[Case]) -> dict[str, At | None]:
    return {deadline.name: deadline.due_at for deadline in outcome.deadlines}


ANYWHERE = QueueId("anywhere")
