"""Situations for the policy's stories: a customer, an agent, what was said and what was noticed."""

from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Final

from handrail_server.adapters.policy_file.reader import default_policy, read_policy
from handrail_server.core.basics import actors
from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.ids import (
    AgentId,
    ConversationId,
    CustomerId,
    DecisionId,
    KeyId,
    PersonId,
    PolicyVersion,
    TurnId,
    TurnNumber,
)
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.time import At
from handrail_server.core.policy.decision import Decision
from handrail_server.core.policy.document import Policy, Settings
from handrail_server.core.policy.judge import judge_action, judge_turn
from handrail_server.core.policy.loaded import LoadedPolicy
from handrail_server.core.policy.route import Route, Target, TargetKind
from handrail_server.core.policy.situation import Proposal, Situation
from handrail_server.core.signals.profile import Account, Profile
from handrail_server.core.signals.signal import Evidence, Reading, Signal
from handrail_server.core.turns.agent import Agent, Mode
from handrail_server.core.turns.control import Control, by_agent
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.turn import Confidence, ConfidenceOrigin, Saying, Turn

NOW: Final = At(1_790_000_000_000)
DECISION: Final = DecisionId("decision_1")
SHOP: Final = AgentId("shop")
ANN: Final = actors.person(PersonId("ann"))
BEN: Final = actors.person(PersonId("ben"))

AGENT: Final = Agent(id=SHOP, name="Shop", policy_object="shop", created_at=NOW)
CONVERSATION: Final = Conversation(
    id=ConversationId("c1"),
    agent=SHOP,
    key=KeyId("k1"),
    channel="web",
    mode=Mode.ENFORCE,
    control=Control(holder=by_agent(SHOP)),
    turns=4,
    customer_turns=2,
    agent_turns=2,
    opened_at=At(NOW - 60_000),
)
PROFILE: Final = Profile(customer=CustomerId("u1"), name="Dana", tier="gold", fetched_at=NOW)
GENERAL: Final = Route(id="general", target=Target(kind=TargetKind.QUEUE, id="general"), credentials=("privacy",))
TEXTS: Final = {"en": "I have asked a colleague; the answer comes here."}
MESSAGES: Final = {"hand_over": TEXTS, "hold": TEXTS, "ask_first": TEXTS}


@cache
def default() -> LoadedPolicy:
    """The policy that a new organisation begins with."""
    found = read_policy(default_policy())
    assert found.policy is not None, found.problems
    return LoadedPolicy(found.policy, PolicyVersion(1))


def a_policy(
    organisation: Settings | None = None,
    *,
    agents: dict[str, Settings] | None = None,
    topics: dict[str, Settings] | None = None,
    flows: dict[str, Settings] | None = None,
) -> Policy:
    """A small policy with one route."""
    settings = organisation or Settings()
    return Policy(
        name="Test",
        organisation=replace(settings, route_for={"*": "general", **settings.route_for}),
        agents=agents or {},
        topics=topics or {},
        flows=flows or {},
        routes={"general": GENERAL},
        messages=MESSAGES,
    )


def loaded(organisation: Settings | None = None, **scopes: dict[str, Settings]) -> LoadedPolicy:
    return LoadedPolicy(a_policy(organisation, **scopes), PolicyVersion(7))


def a_turn(author: Actor | None = None, *, confidence: float | None = None, draft: bool = False) -> Turn:
    return Turn(
        conversation=CONVERSATION.id,
        id=TurnId("t5"),
        number=TurnNumber(5),
        author=author or actors.customer(None, reported_by=SHOP),
        text="…",
        saying=Saying.PROPOSED if draft else Saying.SAID,
        channel="web",
        said_at=NOW,
        received_at=NOW,
        epoch=1,
        confidence=None if confidence is None else Confidence(value=confidence, origin=ConfidenceOrigin.MODEL),
    )


def an_answer(confidence: float | None = None, *, draft: bool = True) -> Turn:
    return a_turn(actors.agent(SHOP), confidence=confidence, draft=draft)


def noticed(name: str, score: float, *, standing: bool = False, **values: str | float | bool) -> Signal:
    """A signal with evidence in the present turn, or in a record."""
    where = Evidence(fact="record") if standing else Evidence(turn=TurnNumber(5), start=0, end=1)
    return Signal(name=name, score=score, detector=f"{name}@1", evidence=(where,), values=dict(values))


def blind(name: str, reading: Reading = Reading.BLIND) -> Signal:
    return Signal(name=name, score=0.0, detector=f"{name}@1", reading=reading, error="Broken")


def a_situation(*signals: Signal, turn: Turn | None = None, before: Conversation = CONVERSATION) -> Situation:
    return Situation(turn=turn or a_turn(), signals=signals, before=before, agent=AGENT, profile=None, now=NOW)


def judged(policy: LoadedPolicy, *signals: Signal, turn: Turn | None = None) -> Decision:
    return judge_turn(policy, a_situation(*signals, turn=turn), decision_id=DECISION)


def a_call(tool: str = "issue_refund", amount: str | None = None, currency: str = "USD") -> Proposal:
    money = None if amount is None else Money(amount=Decimal(amount), currency=currency)
    return Proposal(tool=tool, digest="d1", amount=money)


def acted(policy: LoadedPolicy, proposal: Proposal, *signals: Signal) -> Decision:
    return judge_action(policy, a_situation(*signals), proposal, decision_id=DECISION)


STRATEGIC: Final = replace(PROFILE, account=Account(id="a1", name="Acme", strategic=True))
