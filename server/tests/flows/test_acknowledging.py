"""An application says that it has a delivery: recorded, whatever breaks in between."""

from dataclasses import dataclass, replace
from typing import TypeVar

import pytest

from handrail_server.core.basics.errors import Conflict
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import ConversationId, KeyId, OrgId, TurnId
from handrail_server.core.basics.time import At, later
from handrail_server.core.routing.person import Role
from handrail_server.core.work.reply import Words
from handrail_server.flows.deliver import acknowledge
from handrail_server.flows.speak import send_message
from handrail_server.ports.working import Parcel
from handrail_server.ports.writing import Answer, Commit, Journal, Loaded, VersionConflict
from server.tests.flows.given import World, a_world

S = TypeVar("S")


@dataclass(slots=True)
class Busy:
    """A journal in which somebody else is always faster."""

    journal: Journal

    async def find(self, org: OrgId, kind: type[S], name: str) -> Loaded[S] | None:
        return await self.journal.find(org, kind, name)

    async def load(self, org: OrgId, kind: type[S], name: str) -> Loaded[S]:
        return await self.journal.load(org, kind, name)

    async def data_key(self, org: OrgId, owner: str) -> KeyId:
        return await self.journal.data_key(org, owner)

    async def answer(self, org: OrgId, scope: str, key: str, now: At) -> Answer | None:
        return await self.journal.answer(org, scope, key, now)

    async def commit(self, commit: Commit) -> None:
        raise VersionConflict(f"{commit.id} came too late.")


async def delivered(world: World) -> Parcel:
    """Everything that waits for the agent's application, handed out; what it heard first."""
    now = world.clock.now()
    claimed = await world.house.outbox.claim(
        now=now, lease_until=later(now, seconds=60), limit=10, destination="agent/shop", org=world.org
    )
    first = claimed.sending[0]
    await world.house.outbox.sent(first, await_acknowledgement_until=later(now, seconds=30))
    return first


async def test_what_could_not_be_recorded_is_recorded_when_it_is_said_again() -> None:
    world = await a_world()
    ana = await world.hire("ana", "general", roles=(Role.SUPERVISOR,))
    await world.customer("Hello")
    await send_message(world.house, ana, ConversationId("c1"), Words(turn=TurnId("r1"), text="Ana here."))
    parcel = await delivered(world)
    with pytest.raises(Conflict):
        await acknowledge(replace(world.house, journal=Busy(world.house.journal)), world.agent, parcel.id)
    await acknowledge(world.house, world.agent, parcel.id)
    await acknowledge(world.house, world.agent, parcel.id)
    history = await world.house.library.history(world.org, Subject(kind=SubjectKind.CONVERSATION, id="c1"))
    assert [head.verb for head, _ in history].count("DeliveryAcknowledged") == 1
