"""An agent that is asked: it answers as the test says, and remembers what it was asked."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from handrail_server.adapters.store.engine import Engine
from handrail_server.core.basics.actors import Authenticated, customer, person
from handrail_server.core.basics.ids import AgentId, ConversationId, CustomerId, PersonId, TurnId, TurnNumber
from handrail_server.core.turns.agent import Agent
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.making import Making
from handrail_server.core.turns.responder import Responder
from handrail_server.core.turns.turn import Confidence, ConfidenceOrigin, Turn
from handrail_server.flows.hear_customer import Heard, hear_customer
from handrail_server.flows.register_agent import put_agent
from handrail_server.flows.take_over import take_over
from handrail_server.house.caller import Caller
from handrail_server.house.house import House
from handrail_server.house.judgement import Judgement
from handrail_server.ports.reading import StoredTurn
from handrail_server.ports.responding import Ask, Given, Wanted
from handrail_server.worker.alarm import Alarm
from server.tests.flows.given import SHOP, World, a_world
from server.tests.house import ACME, a_house

TALK = ConversationId("c1")
Says = Callable[[Ask], Given]


@dataclass(slots=True)
class Scripted:
    """Answers one after the other; `waits` keeps an answer back until the test lets it go."""

    says: list[Says | Exception] = field(default_factory=list)
    asked: list[Ask] = field(default_factory=list)
    gates: dict[int, asyncio.Event] = field(default_factory=dict)

    async def answer(self, ask: Ask, responder: Responder) -> Given:
        del responder
        self.asked.append(ask)
        number = len(self.asked)
        if number in self.gates:
            await self.gates[number].wait()
        said = self.says[min(number, len(self.says)) - 1]
        if isinstance(said, Exception):
            raise said
        return said(ask)

    def hold(self, number: int) -> asyncio.Event:
        gate = self.gates[number] = asyncio.Event()
        return gate


def words(text: str, *, sure: float = 0.95) -> Says:
    return lambda _: Given(text=text, confidence=Confidence(value=sure, origin=ConfidenceOrigin.MODEL))


def calls(tool: str, **arguments: object) -> Says:
    return lambda _: Given(calls=(Wanted(name="call-1", tool=tool, arguments=arguments),))


@dataclass(slots=True, kw_only=True)
class Gateway:
    """The organisation of `a_world` with Handrail around its agent."""

    world: World
    agent: Scripted
    alarm: Alarm
    said: int = 0

    @property
    def house(self) -> House:
        return self.world.house

    async def customer(self, text: str, *, named: str | None = None, talk: ConversationId = TALK) -> Judgement:
        """The customer says it by web chat."""
        self.said += 1
        who, now = CustomerId(named) if named else None, self.house.clock.now()
        turn = Turn(
            conversation=talk,
            id=TurnId(f"m{self.said}"),
            number=TurnNumber(0),
            author=customer(who, reported_by=None),
            text=text,
            channel="chat",
            said_at=now,
            received_at=now,
            epoch=0,
        )
        caller = Caller(org=ACME, actor=turn.author)
        return await hear_customer(self.house, caller, Heard(turn=turn, agent=SHOP, customer=who))

    async def begin(self, *, after: float = 1.0) -> None:
        """Let the time pass after which the agent is asked, and ask it."""
        self.world.clock.wait(after)
        for _ in range(3):
            await self.alarm.ring_once()
            await asyncio.sleep(0)

    async def answered(self, *, after: float = 1.0) -> None:
        """As `begin`, and wait for the answer."""
        await self.begin(after=after)
        await self.alarm.answers.rest()
        await self.alarm.ring_once()
        await self.alarm.answers.rest()

    async def turns(self) -> list[StoredTurn]:
        return list(await self.house.library.turns(ACME, TALK))

    async def texts(self, status: str = "said") -> list[str]:
        """What was said beside the customer, or what became of drafts."""
        return [t.turn.text for t in await self.turns() if t.status == status and t.turn.author.kind != "customer"]

    async def conversation(self) -> Conversation:
        return (await self.house.journal.load(ACME, Conversation, TALK)).state

    async def making(self) -> Making:
        return (await self.house.journal.load(ACME, Making, TALK)).state

    async def takes_over(self, who: Caller) -> None:
        await take_over(self.house, who, TALK)

    def other_process(self) -> Alarm:
        """Another worker over the same store."""
        return Alarm(self.house, lateness=lambda _: None)


async def a_gateway(*says: Says | Exception, engine: Engine | None = None) -> Gateway:
    """Handrail around the shop's agent, which answers as `says`."""
    scripted = Scripted(says=list(says))
    world = await a_world(engine=engine)
    world.house = replace(world.house, responders=scripted)
    return Gateway(world=world, agent=scripted, alarm=Alarm(world.house, lateness=lambda _: None))


def as_person(name: str) -> Caller:
    return Caller(org=ACME, actor=person(PersonId(name), Authenticated.API_KEY))


async def set_responder(gateway: Gateway, responder: Responder) -> None:
    agent = Agent(
        id=AgentId(SHOP), name="Shop", policy_object="shop", responder=responder, created_at=gateway.house.clock.now()
    )
    await put_agent(gateway.house, gateway.world.admin, agent)


__all__ = ["Gateway", "Scripted", "a_gateway", "a_house", "as_person", "calls", "set_responder", "words"]
