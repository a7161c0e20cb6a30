"""The outbox: in order, retried, withdrawn where the floor has moved, and kept as dead letters."""

import asyncio
from dataclasses import dataclass, field, replace

from handrail_server.core.basics.actors import Authenticated, person
from handrail_server.core.basics.effects import Effect
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import ConversationId, OrgId, TurnId
from handrail_server.core.basics.time import At
from handrail_server.core.learning.facts import ReplyLabel
from handrail_server.core.learning.feedback import DeliverFeedback
from handrail_server.core.routing.notice import SendNotice
from handrail_server.core.routing.person import Role
from handrail_server.core.turns.agent import Agent
from handrail_server.core.turns.delivery import DeliverControl, DeliverWords
from handrail_server.core.work.reply import Words
from handrail_server.flows.label import ReplyLabelling, label_reply
from handrail_server.flows.register_agent import put_agent
from handrail_server.flows.set_up_organisation import found_organisation
from handrail_server.flows.speak import send_message
from handrail_server.house.caller import Caller
from handrail_server.house.founding import Founding
from handrail_server.ports.knowing import Undeliverable
from handrail_server.ports.working import Parcel
from handrail_server.worker.post import ATTEMPTS, Post
from server.tests.flows.given import SHOP, World, a_world


@dataclass(slots=True)
class Mailman:
    """Delivers, or fails as often as it is told to."""

    failures: int = 0
    permanent: bool = False
    retry_after: float | None = None
    delivered: list[Effect] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)

    async def deliver(self, parcel: Parcel) -> None:
        if self.failures:
            self.failures -= 1
            raise Undeliverable("The door is shut.", permanent=self.permanent, retry_after=self.retry_after)
        self.delivered.append(parcel.effect)
        self.came.set()


async def a_critical_case(world: World) -> None:
    await world.hire("sam", "compliance", roles=(Role.SUPERVISOR,))
    await world.customer("This is outrageous! I will call my lawyer and sue you.")


async def test_a_notice_goes_out_once() -> None:
    world, mailman = await a_world(), Mailman()
    await a_critical_case(world)
    post = Post(world.house, {SendNotice: mailman}, ended=lambda _: None)
    for _ in range(3):
        await post.round_once()
    assert len(mailman.delivered) == len(set(map(repr, mailman.delivered))) >= 1


async def test_what_fails_is_tried_again_later_and_not_before() -> None:
    world, mailman = await a_world(), Mailman(failures=1)
    await a_critical_case(world)
    post = Post(world.house, {SendNotice: mailman}, ended=lambda _: None)
    await post.round_once()
    before = len(mailman.delivered)
    await post.round_once()
    assert len(mailman.delivered) == before
    world.clock.wait(5)
    await post.round_once()
    assert len(mailman.delivered) == before + 1


async def test_what_never_succeeds_is_a_dead_letter_that_can_be_redriven() -> None:
    world, mailman = await a_world(), Mailman(failures=10_000)
    await a_critical_case(world)
    post = Post(world.house, {SendNotice: mailman}, ended=lambda _: None)
    for _ in range(ATTEMPTS + 2):
        await post.round_once()
        world.clock.wait(3_700)
    dead = await world.house.outbox.dead(world.org)
    assert dead.items
    assert dead.items[0].error == "The door is shut."
    mailman.failures = 0
    assert await world.house.outbox.redrive(world.org, dead.items[0].id, now=world.clock.now())
    await post.round_once()
    assert len(mailman.delivered) == 1


async def test_a_permanent_failure_is_not_tried_again() -> None:
    world, mailman = await a_world(), Mailman(failures=1, permanent=True)
    await a_critical_case(world)
    post = Post(world.house, {SendNotice: mailman}, ended=lambda _: None)
    await post.round_once()
    assert len((await world.house.outbox.dead(world.org)).items) == 1


async def test_an_effect_that_nobody_delivers_is_a_dead_letter_not_silence() -> None:
    world = await a_world()
    await a_critical_case(world)
    await Post(world.house, {}, ended=lambda _: None).round_once()
    assert (await world.house.outbox.dead(world.org)).items
    assert (await world.house.journal.load(world.org, type(await world.conversation()), ConversationId("c1"))).version


async def test_a_receiver_that_asks_for_rest_gets_it() -> None:
    world, mailman = await a_world(), Mailman(failures=1, retry_after=600)
    await a_critical_case(world)
    post = Post(world.house, {SendNotice: mailman}, ended=lambda _: None)
    await post.round_once()
    before = len(mailman.delivered)
    world.clock.wait(590)
    await post.round_once()
    assert len(mailman.delivered) == before
    world.clock.wait(10)
    await post.round_once()
    assert len(mailman.delivered) == before + 1


async def test_what_a_webhook_took_is_acknowledged_and_recorded() -> None:
    world, mailman = await a_world(), Mailman()
    agent = (await world.house.journal.load(world.org, Agent, SHOP)).state
    await put_agent(world.house, world.admin, replace(agent, webhook="https://agent.example/hook"))
    ana = await world.hire("ana", "general", roles=(Role.SUPERVISOR,))
    await world.customer("Hello")
    words = Words(turn=TurnId("r1"), text="Ana here.")
    await send_message(world.house, ana, ConversationId("c1"), words)
    post = Post(world.house, {DeliverWords: mailman, DeliverControl: mailman}, ended=lambda _: None)
    for _ in range(4):
        await post.round_once()
    said = [effect for effect in mailman.delivered if isinstance(effect, DeliverWords)]
    assert [effect.text for effect in said if effect.author == "person"] == ["Ana here."]
    subject = Subject(kind=SubjectKind.CONVERSATION, id="c1")
    facts = [head.verb for head, _ in await world.house.library.history(world.org, subject)]
    assert facts.count("DeliveryAcknowledged") == len(mailman.delivered)


async def test_what_a_person_says_of_a_reply_is_posted_to_the_agents_webhook() -> None:
    world, mailman = await a_world(), Mailman()
    agent = (await world.house.journal.load(world.org, Agent, SHOP)).state
    await put_agent(world.house, world.admin, replace(agent, webhook="https://agent.example/hook"))
    ana = await world.hire("ana", "general")
    await world.customer("May I take twice the dose?")
    await world.says("Yes, go ahead.", floor=1)
    labelling = ReplyLabelling(conversation=ConversationId("c1"), number=2, label=ReplyLabel.HARMFUL, comment="Never!")
    await label_reply(world.house, ana, labelling)
    post = Post(world.house, {DeliverFeedback: mailman}, ended=lambda _: None)
    await post.round_once()
    (told,) = [effect for effect in mailman.delivered if isinstance(effect, DeliverFeedback)]
    assert (told.number, told.label, told.text, told.comment) == (2, "harmful", "Yes, go ahead.", "Never!")
    await post.round_once()
    assert len(mailman.delivered) == 1


async def a_persons_words(world: World) -> None:
    ana = await world.hire("ana", "general", roles=(Role.SUPERVISOR,))
    await world.customer("Hello")
    await send_message(world.house, ana, ConversationId("c1"), Words(turn=TurnId("r1"), text="Ana here."))


async def test_an_agent_of_the_same_name_in_another_organisation_keeps_its_deliveries() -> None:
    world, mailman = await a_world(), Mailman()
    await a_persons_words(world)
    other = OrgId("other")
    founding = Founding(name="Other", administrator="Olga", email="olga@other.example")
    founded = await found_organisation(world.house, founding, org=other)
    olga = Caller(org=other, actor=person(founded.administrator, Authenticated.API_KEY))
    namesake = Agent(id=SHOP, name="Shop", policy_object="shop", webhook="https://o.example/", created_at=At(1))
    await put_agent(world.house, olga, namesake)
    await Post(world.house, {DeliverControl: mailman, DeliverWords: mailman}, ended=lambda _: None).round_once()
    assert mailman.delivered == []
    untouched = await world.house.outbox.words_of(world.org, "c1")
    assert [(parcel.state, parcel.attempts) for parcel in untouched] == [("stored", 0)]


@dataclass(slots=True)
class Sleeper:
    """A receiver that never answers."""

    asked: asyncio.Event = field(default_factory=asyncio.Event)

    async def deliver(self, parcel: Parcel) -> None:
        del parcel
        self.asked.set()
        await asyncio.Event().wait()


async def test_a_receiver_that_never_answers_holds_up_nobody_else() -> None:
    world, mailman, sleeper = await a_world(), Mailman(), Sleeper()
    agent = (await world.house.journal.load(world.org, Agent, SHOP)).state
    await put_agent(world.house, world.admin, replace(agent, webhook="https://agent.example/hook"))
    await a_persons_words(world)
    post = Post(world.house, {DeliverControl: sleeper, SendNotice: mailman}, ended=lambda _: None)
    working = asyncio.ensure_future(post.run())
    try:
        async with asyncio.timeout(5):
            await sleeper.asked.wait()
            await a_critical_case(world)
            await mailman.came.wait()
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
