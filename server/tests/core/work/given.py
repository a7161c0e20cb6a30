"""What the stories of work and resolution begin with: a shop, its people, a conversation, a case."""

from dataclasses import replace
from decimal import Decimal

from handrail_server.core.basics.actors import person, system
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
from handrail_server.core.basics.outcome import Outcome, S
from handrail_server.core.basics.time import DAY, At, later
from handrail_server.core.cases.case import Asked, Case, HeldReply, Offer
from handrail_server.core.cases.offers import offer
from handrail_server.core.cases.open import Request, open_approval, open_case, open_held_reply
from handrail_server.core.policy.decision import Reason, Strength, Verdict, Waiting
from handrail_server.core.policy.route import Route, Target, TargetKind
from handrail_server.core.routing.capacity import reserve
from handrail_server.core.routing.person import Authority, Credential, Person, Role, Status
from handrail_server.core.turns.action import Action
from handrail_server.core.turns.agent import Agent, Mode
from handrail_server.core.turns.attached import attach_approval, attach_hand_over
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.execution import Call, Clearance, propose
from handrail_server.core.turns.floor import give_to_queue
from handrail_server.core.turns.hear import hear, placed
from handrail_server.core.turns.held import hold_reply
from handrail_server.core.turns.opening import Opening, open_conversation
from handrail_server.core.turns.turn import Turn, TurnStatus
from handrail_server.core.work.reply import Words
from handrail_server.core.work.take_over import Unasked
from handrail_server.core.work.work import Acting, Crew, Work
from server.tests.core.turns.stories import CLARA, SHOP_AGENT, a_turn

T0 = At(1_790_000_000_000)
POLICY = system("policy")
WORKER = system("worker")
CARE = QueueId("care")
TO_CARE = Target(kind=TargetKind.QUEUE, id="care")
TO_LEGAL = Target(kind=TargetKind.QUEUE, id="legal")
ROUTE = Route(id="care", target=TO_CARE)
SHOP = Agent(id=AgentId("shop"), name="Shop", policy_object="shop", mode=Mode.ENFORCE, created_at=T0)
CASE = CaseId("case_1")
DIGEST = "d" * 64
FRUSTRATED = Reason(
    code="sentiment",
    strength=Strength.SOFT,
    verdict=Verdict.HAND_OVER,
    rule="sentiment",
    score=0.9,
    threshold=0.7,
    line="Frustration 0.90 is above 0.70.",
)
UNASKED = Unasked(case=CaseId("case_unasked"), route=ROUTE, policy=PolicyVersion(1))


def somebody(name: str, *roles: Role, capacity: int = 5) -> Person:
    return Person(
        id=PersonId(name),
        name=name.title(),
        email=f"{name}@example.com",
        roles=roles,
        queues=(CARE,),
        status=Status.ONLINE,
        status_since=T0,
        capacity=capacity,
    )


RITA = somebody("rita", Role.REP)
TOM = somebody("tom", Role.REP)
SAM = somebody("sam", Role.SUPERVISOR)
ANN = replace(
    somebody("ann", Role.APPROVER),
    authorities=(Authority(act="send_wire", up_to=Money(amount=Decimal(10_000), currency="USD")),),
    credentials=(Credential(kind="series_7", number="S-1", valid_until=At(T0 + DAY)),),
)
AUDITOR = somebody("otto", Role.AUDITOR)


def acting(who: Person, at: int = T0) -> Acting:
    return Acting(person=who, by=person(who.id), at=At(at))


def crew(*people: Person) -> Crew:
    return {each.id: each for each in people}


def a_conversation() -> Conversation:
    opening = Opening(id=ConversationId("c1"), channel="web", customer=CustomerId("clara"), key=KeyId("k1"))
    opened = open_conversation(opening, SHOP, by=SHOP_AGENT, at=T0).state
    return hear(opened, placed(opened, a_turn(CLARA, "My lamp is broken"))).state


def requested(
    conversation: Conversation, *, waiting: Waiting = Waiting.SILENT, route: Route = ROUTE, sealed: bool = False
) -> Request:
    return Request(
        case=CASE,
        conversation=conversation,
        route=route,
        reasons=(FRUSTRATED,),
        policy=PolicyVersion(1),
        decision=DecisionId("d1"),
        turn=TurnNumber(1),
        waiting=waiting,
        sealed=sealed,
    )


def waiting_case(
    *, waiting: Waiting = Waiting.SILENT, route: Route = ROUTE, sealed: bool = False
) -> tuple[Case, Conversation]:
    """A hand-over in its queue; while it waits silently the queue has the floor."""
    conversation = a_conversation()
    request = requested(conversation, waiting=waiting, route=route, sealed=sealed)
    case = open_case(request, by=POLICY, at=T0).state
    attached = attach_hand_over(conversation, case.id, by=POLICY, at=T0).state
    if waiting is Waiting.SILENT:
        attached = give_to_queue(attached, CARE, by=POLICY, at=T0).state
    return case, attached


def offered_case(*people: Person) -> tuple[Case, Conversation, Crew]:
    """A hand-over offered to these people, capacity reserved."""
    case, conversation = waiting_case()
    until = later(T0, seconds=30)
    offers = tuple(
        Offer(id=OfferId(f"offer_{each.id}"), person=each.id, offered_at=T0, expires_at=until) for each in people
    )
    made = offer(case, offers, by=WORKER, at=T0).state
    reserved = [reserve(each, case.id, units=1, channel="web", turn=0, by=WORKER, at=T0).state for each in people]
    return made, conversation, crew(*reserved)


def approval_case(*, amount: str = "5000", route: Route = ROUTE) -> tuple[Case, Action, Conversation]:
    """A wire that asks first."""
    conversation = a_conversation()
    money = Money(amount=Decimal(amount), currency="USD")
    asked = Asked(
        action=ActionId("act_1"),
        tool="send_wire",
        digest=DIGEST,
        arguments="{}",
        amount=money,
        requester="shop",
        expires_at=later(T0, seconds=3_600),
        valid_seconds=900,
    )
    case = open_approval(requested(conversation, route=route), asked, by=POLICY, at=T0).state
    call = Call(
        id=ActionId("act_1"),
        conversation=conversation.id,
        agent=SHOP.id,
        call_id="call_1",
        tool="send_wire",
        arguments="{}",
        digest=DIGEST,
        amount=money,
        epoch=1,
        turn=None,
        decision=DecisionId("d1"),
    )
    action = propose(
        call,
        Clearance.ASK_FIRST,
        control=conversation.control,
        approval=case.id,
        repeated=False,
        by=SHOP_AGENT,
        at=T0,
    ).state
    return case, action, attach_approval(conversation, case.id, by=POLICY, at=T0).state


def held_case() -> tuple[Case, Conversation]:
    """A draft that waits for its release."""
    conversation = a_conversation()
    draft: Turn = placed(conversation, a_turn(SHOP_AGENT, "Throw it away", id="draft"))
    drafted = hear(conversation, draft, status=TurnStatus.HELD).state
    held = HeldReply(
        turn=draft.number,
        turn_id=draft.id,
        text=draft.text,
        epoch=draft.epoch,
        expires_at=later(T0, seconds=300),
    )
    case = open_held_reply(requested(drafted), held, by=POLICY, at=T0).state
    return case, hold_reply(drafted, draft, case.id, by=POLICY, at=T0).state


def words(text: str = "I am sorry about the lamp", turn: str = "w1") -> Words:
    return Words(turn=TurnId(turn), text=text)


def verbs(outcome: Outcome[S] | None) -> list[str]:
    """The facts of an outcome, by verb."""
    return [] if outcome is None else [fact.verb for fact in outcome.facts]


def effects(outcome: Outcome[S] | None) -> list[str]:
    """The effects of an outcome, by name."""
    return [] if outcome is None else [type(effect).__name__ for effect in outcome.effects]


def people_verbs(work: Work) -> dict[str, list[str]]:
    """What happened to people's capacity."""
    return {outcome.state.id: verbs(outcome) for outcome in work.people}


def case_of(work: Work) -> Case:
    """The case as it stands after the verb."""
    moved = work.case or work.opened
    assert moved is not None
    return moved.state


def conversation_of(work: Work) -> Conversation:
    """The conversation as it stands after the verb."""
    assert work.conversation is not None
    return work.conversation.state


def person_of(work: Work, who: Person) -> Person:
    """A person as they stand after the verb."""
    return next(outcome.state for outcome in work.people if outcome.state.id == who.id)
