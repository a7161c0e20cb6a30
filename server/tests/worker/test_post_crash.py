"""A crash between a message's fact and its outbox row loses neither, and tells neither twice."""

from dataclasses import dataclass, replace

import pytest

from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import ConversationId, OrgId, TurnId
from handrail_server.core.basics.time import At
from handrail_server.core.routing.person import Role
from handrail_server.core.turns.delivery import DeliverControl, DeliverWords
from handrail_server.core.work.reply import Words
from handrail_server.flows.deliver import withdraw
from handrail_server.flows.speak import send_message
from handrail_server.house.house import House
from handrail_server.ports.knowing import Undeliverable
from handrail_server.ports.working import Claimed, Parcel
from handrail_server.worker.post import LEASE, Post
from server.tests.worker.asked import TALK, Gateway, a_gateway, words


class Crashed(Exception):
    """Nothing more is done."""


@dataclass(slots=True)
class Dying:
    """The outbox of a process that dies in the moment in which it would write what became of a parcel."""

    house: House

    async def claim(
        self, *, now: At, lease_until: At, limit: int, destination: str | None = None, org: OrgId | None = None
    ) -> Claimed:
        return await self.house.outbox.claim(
            now=now, lease_until=lease_until, limit=limit, destination=destination, org=org
        )

    async def unacknowledged(self, *, now: At, limit: int) -> tuple[Parcel, ...]:
        return await self.house.outbox.unacknowledged(now=now, limit=limit)

    async def sent(self, *_: object, **__: object) -> None:
        raise Crashed

    async def fail(self, *_: object, **__: object) -> None:
        raise Crashed

    async def withdraw(self, *_: object) -> bool:
        raise Crashed


@dataclass(slots=True)
class Door:
    """Takes what comes, or nothing ever."""

    shut: bool = False

    async def deliver(self, _: Parcel) -> None:
        if self.shut:
            raise Undeliverable("The door is shut.", permanent=True)


def _dying(gateway: Gateway) -> House:
    return replace(gateway.house, outbox=Dying(gateway.house))  # type: ignore[arg-type]


def _post(house: House, door: Door) -> Post:
    return Post(house, {DeliverWords: door, DeliverControl: door}, ended=lambda _: None)


async def _verbs(gateway: Gateway) -> list[str]:
    subject = Subject(kind=SubjectKind.CONVERSATION, id=TALK)
    return [head.verb for head, _ in await gateway.house.library.history(gateway.world.org, subject)]


async def _answered() -> Gateway:
    gateway = await a_gateway(words("We are open from ten to seven."))
    await gateway.customer("When are you open?")
    await gateway.answered()
    return gateway


async def _row(gateway: Gateway) -> Parcel:
    (row,) = [
        each
        for each in await gateway.house.outbox.words_of(gateway.world.org, TALK)
        if isinstance(each.effect, DeliverWords) and each.effect.author == "agent"
    ]
    return row


async def test_what_could_not_be_sent_is_recorded_though_the_sender_dies() -> None:
    gateway, door = await _answered(), Door(shut=True)
    await _post(_dying(gateway), door).round_once()
    assert (await _row(gateway)).state == "sending"
    assert (await _verbs(gateway)).count("DeliveryFailed") == 1
    assert (await gateway.conversation()).open_case, "a person was asked in the same commit"
    gateway.world.clock.wait(LEASE / 1_000 + 1)
    await _post(gateway.house, door).round_once()
    assert (await _row(gateway)).state == "withdrawn", "the queue has the floor by now"


async def test_what_was_delivered_is_recorded_once_though_it_was_sent_twice() -> None:
    gateway = await _answered()
    await _post(_dying(gateway), Door()).round_once()
    gateway.world.clock.wait(LEASE / 1_000 + 1)
    await _post(gateway.house, Door()).round_once()
    assert (await _row(gateway)).state == "delivered"
    assert (await _verbs(gateway)).count("DeliveryAcknowledged") == 1


async def test_a_withdrawal_is_recorded_once_whoever_dies() -> None:
    gateway = await _answered()
    maria = await gateway.world.hire("maria", "general", roles=(Role.SUPERVISOR,))
    await gateway.takes_over(maria)
    stale = await _stale(gateway)
    with pytest.raises(Crashed):
        await withdraw(_dying(gateway), stale)
    assert (await _row(gateway)).state == "stored"
    assert (await _verbs(gateway)).count("MessageWithdrawn") == 1
    await _post(gateway.house, Door()).round_once()
    assert (await _row(gateway)).state == "withdrawn"
    assert (await _verbs(gateway)).count("MessageWithdrawn") == 1


async def test_two_processes_that_withdraw_at_once_tell_it_once() -> None:
    gateway = await _answered()
    maria = await gateway.world.hire("maria", "general", roles=(Role.SUPERVISOR,))
    await send_message(gateway.house, maria, ConversationId(TALK), Words(turn=TurnId("r1"), text="Maria here."))
    stale = await _stale(gateway)
    for _ in range(2):
        await withdraw(gateway.house, stale)
    assert (await _verbs(gateway)).count("MessageWithdrawn") == 1


async def _stale(gateway: Gateway) -> Parcel:
    now = gateway.house.clock.now()
    claimed = await gateway.house.outbox.claim(now=now, lease_until=At(now + 1), limit=10)
    (stale,) = claimed.stale
    return stale
