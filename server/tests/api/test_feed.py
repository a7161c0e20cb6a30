"""What the customer sees of an answer: nothing before it has left, nothing of one that a takeover has overtaken."""

from handrail_server.adapters.channels.mailbox import Mailbox
from handrail_server.adapters.channels.post import ChannelPost
from handrail_server.api.feed import Feed
from handrail_server.core.basics.ids import TurnId
from handrail_server.core.routing.person import Role
from handrail_server.core.turns.delivery import DeliverControl, DeliverWords
from handrail_server.core.work.reply import Words
from handrail_server.flows.speak import send_message
from handrail_server.ports.working import Parcel
from handrail_server.worker.post import Post
from server.tests.house import ACME
from server.tests.worker.asked import TALK, Gateway, a_gateway, words


class Nobody:
    async def deliver(self, parcel: Parcel) -> None:
        raise AssertionError(parcel)


def post(gateway: Gateway) -> Post:
    house = gateway.house
    channels = ChannelPost(house.journal, {"chat": Mailbox(house.bell)}, Nobody())
    return Post(house, {DeliverWords: channels, DeliverControl: channels}, ended=lambda _: None)


async def heard(gateway: Gateway) -> list[str]:
    turns = (await gateway.conversation()).turns
    feed = Feed(house=gateway.house, org=ACME, conversation=TALK)
    return [each.text for each in await feed.words(after=0, until=turns)]


async def test_an_answer_is_seen_when_it_has_left_and_not_before() -> None:
    gateway = await a_gateway(words("We are open from ten to seven."))
    await gateway.customer("When are you open?")
    feed = Feed(house=gateway.house, org=ACME, conversation=TALK)
    held = gateway.agent.hold(1)
    await gateway.begin()
    assert (await feed.state(gateway.house.clock.now())).typing == "agent"
    held.set()
    await gateway.answered(after=0)
    assert (await feed.state(gateway.house.clock.now())).typing is None
    assert await heard(gateway) == ["When are you open?"]
    await post(gateway).round_once()
    assert await heard(gateway) == ["When are you open?", "We are open from ten to seven."]


async def test_an_answer_that_a_takeover_has_overtaken_is_never_seen() -> None:
    gateway = await a_gateway(words("We are open from ten to seven."))
    vera = await gateway.world.hire("vera", "general", roles=(Role.SUPERVISOR,))
    await gateway.customer("When are you open?")
    await gateway.answered()
    await gateway.takes_over(vera)
    assert await heard(gateway) == ["When are you open?"]
    await send_message(gateway.house, vera, TALK, Words(turn=TurnId("v1"), text="Vera here: until eight today."))
    for _ in range(4):
        await post(gateway).round_once()
    assert await heard(gateway) == ["When are you open?", "Vera here: until eight today."]
