"""A small organisation at work, in memory: a shop's agent, queues, people, and a worker that is moved by hand."""

from dataclasses import dataclass
from decimal import Decimal

from handrail_server.adapters.store.engine import Engine
from handrail_server.core.basics.actors import Actor, Authenticated, agent, customer, person
from handrail_server.core.basics.ids import (
    AgentId,
    CaseId,
    ConversationId,
    CustomerId,
    OrgId,
    PersonId,
    QueueId,
    TurnId,
    TurnNumber,
)
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case
from handrail_server.core.routing.organisation import set_queue
from handrail_server.core.routing.person import Authority, Credential, Person, Role, Skill, Status
from handrail_server.core.routing.queue import Organisation, Queue
from handrail_server.core.turns.agent import Agent, Mode
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.turn import Confidence, ConfidenceOrigin, Saying, Turn
from handrail_server.flows.invite_person import invite_person
from handrail_server.flows.observe_turn import Observed, observe_turn
from handrail_server.flows.propose_reply import Proposed, propose_reply
from handrail_server.flows.register_agent import put_agent
from handrail_server.flows.set_presence import set_presence
from handrail_server.house.caller import Caller
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.judgement import Judgement
from handrail_server.house.scene import organisation_key
from handrail_server.house.write import Write
from handrail_server.worker.alarm import Alarm
from server.tests.house import ACME, VirtualClock, a_founded_house

SHOP = AgentId("shop")
QUEUES = ("general", "customer-experience", "sales", "health-billing", "compliance", "approvals")


@dataclass(slots=True, kw_only=True)
class World:
    """The house and everybody in it."""

    house: House
    clock: VirtualClock
    org: OrgId
    agent: Caller
    admin: Caller
    said: int = 0

    def as_person(self, who: PersonId) -> Caller:
        return Caller(org=self.org, actor=person(who, Authenticated.API_KEY))

    async def hire(self, name: str, *queues: str, roles: tuple[Role, ...] = (Role.REP,), online: bool = True) -> Caller:
        """Somebody who has every skill and licence that the default policy asks for."""
        now = self.clock.now()
        invited = Person(
            id=PersonId("new"),
            name=name.title(),
            email=f"{name}@acme.example",
            roles=roles,
            queues=tuple(QueueId(queue) for queue in queues),
            skills=tuple(Skill(name=skill, level=9) for skill in ("customer-experience", "sales", "health-billing")),
            credentials=tuple(
                Credential(kind=kind, number=f"{kind}-1", valid_until=At(now + 10**10))
                for kind in ("hipaa-billing", "privacy", "regulated-advice", "wire-approval")
            ),
            authorities=(Authority(act="*", up_to=Money(amount=Decimal(10**6), currency="USD")),),
            status_since=now,
        )
        hired = self.as_person((await invite_person(self.house, self.admin, invited)).person)
        if online:
            await set_presence(self.house, hired, Status.ONLINE, ())
        return hired

    def turn(self, text: str, by: Actor, *, saying: Saying = Saying.SAID, confidence: float | None = None) -> Turn:
        self.said += 1
        now = self.clock.now()
        return Turn(
            conversation=ConversationId("c1"),
            id=TurnId(f"t{self.said}"),
            number=TurnNumber(0),
            author=by,
            text=text,
            saying=saying,
            channel="chat",
            said_at=now,
            received_at=now,
            epoch=0,
            confidence=None if confidence is None else Confidence(value=confidence, origin=ConfidenceOrigin.MODEL),
        )

    async def customer(self, text: str, *, named: str | None = None) -> Judgement:
        name = CustomerId(named) if named else None
        turn = self.turn(text, customer(name, reported_by=SHOP))
        return await observe_turn(self.house, self.agent, Observed(turn=turn, customer=name))

    async def says(self, text: str, *, floor: int | None = None) -> Judgement:
        return await observe_turn(self.house, self.agent, Observed(turn=self.turn(text, agent(SHOP)), floor=floor))

    async def proposes(self, text: str, floor: int, *, confidence: float | None = 0.95) -> Judgement:
        draft = self.turn(text, agent(SHOP), saying=Saying.PROPOSED, confidence=confidence)
        return await propose_reply(self.house, self.agent, Proposed(draft=draft, floor=floor))

    async def conversation(self) -> Conversation:
        return (await self.house.journal.load(self.org, Conversation, "c1")).state

    async def case(self, name: CaseId | None) -> Case:
        assert name is not None
        return (await self.house.journal.load(self.org, Case, name)).state

    async def person(self, who: Caller) -> Person:
        return (await self.house.journal.load(self.org, Person, who.actor.id)).state

    async def work(self, *, rounds: int = 5) -> None:
        """Do what is due now, and what that makes due."""
        alarm = Alarm(self.house, lateness=lambda _: None)
        for _ in range(rounds):
            await alarm.ring_once()

    async def wait(self, seconds: float) -> None:
        """Let time pass, and the worker do what falls due then."""
        self.clock.wait(seconds)
        await self.work()


async def a_world(*, mode: Mode = Mode.ENFORCE, engine: Engine | None = None) -> World:
    """The organisation with its agent and queues; nobody is at work yet."""
    clock = VirtualClock()
    house = await a_founded_house(engine, clock=clock)
    admin = Caller(org=ACME, actor=person(PersonId("person_0001"), Authenticated.API_KEY))
    agent_itself = Agent(id=SHOP, name="Shop", policy_object="shop", mode=mode, created_at=clock.now())
    await put_agent(house, admin, agent_itself)
    await _queues(house, admin)
    return World(house=house, clock=clock, org=ACME, agent=Caller(org=ACME, actor=agent(SHOP)), admin=admin)


async def _queues(house: House, admin: Caller) -> None:
    async def attempt(write: Write) -> None:
        key = await organisation_key(house, write)
        loaded = await house.journal.load(write.org, Organisation, write.org)
        state = loaded.state
        for name in QUEUES:
            made = set_queue(state, Queue(id=QueueId(name), name=name.title()), by=admin.actor, at=write.at)
            state = write.change(loaded, made, key=key)

    await decided(house, ACME, attempt)
