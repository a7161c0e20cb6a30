"""What falls due for a conversation, a call or a person."""

from handrail_server.core.basics.actors import system
from handrail_server.core.basics.ids import ActionId, CaseId, ConversationId, OrgId, PersonId
from handrail_server.core.routing.capacity import release
from handrail_server.core.routing.person import Person
from handrail_server.core.turns.action import Action
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.execution import action_due
from handrail_server.core.turns.floor import end_pause
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.scene import organisation_key, scene_of
from handrail_server.house.write import Write

CLOCK = system("clock")


async def pause_falls_due(house: House, org: OrgId, conversation: ConversationId) -> None:
    """The agent has the floor again, unless a human message has moved the end of its pause."""

    async def attempt(write: Write) -> None:
        found = await house.journal.load(write.org, Conversation, conversation)
        scene = await scene_of(house, write, found)
        scene.apply(end_pause(found.state, by=CLOCK, at=write.at))

    await decided(house, org, attempt)


async def action_falls_due(house: House, org: OrgId, action: ActionId) -> None:
    """A call was not taken up, or its executor was lost: then nobody knows, and a person must find out."""

    async def attempt(write: Write) -> None:
        found = await house.journal.load(write.org, Action, action)
        conversation = await house.journal.load(write.org, Conversation, found.state.conversation)
        write.change(found, action_due(found.state, by=CLOCK, at=write.at), key=conversation.state.key)

    await decided(house, org, attempt)


async def wrap_up_falls_due(house: House, org: OrgId, person: PersonId, case: CaseId) -> None:
    """What the wrap-up of a case kept of the person's capacity is free again."""

    async def attempt(write: Write) -> None:
        found = await house.journal.load(write.org, Person, person)
        write.change(found, release(found.state, case, by=CLOCK, at=write.at), key=await organisation_key(house, write))

    await decided(house, org, attempt)
