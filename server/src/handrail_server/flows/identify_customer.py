"""A conversation is joined to its customer, by a verified key."""

from handrail_server.core.basics.ids import ConversationId, CustomerId
from handrail_server.core.routing.rights import Right, require
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.identify import identify
from handrail_server.core.turns.why import VerifiedBy
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.persons import acting_person
from handrail_server.house.scene import enter
from handrail_server.house.write import Write


async def identify_customer(
    house: House,
    caller: Caller,
    conversation: ConversationId,
    customer: CustomerId,
    verified_by: VerifiedBy,
    recording: Recording[Conversation] | None = None,
) -> Conversation:
    """From now on its facts are sealed with the customer's key."""

    async def attempt(write: Write) -> Conversation:
        if caller.agent is None:
            require((await acting_person(house, write, caller)).state, Right.REPLY)
        scene = await enter(house, write, caller, conversation)
        key = await house.journal.data_key(write.org, f"customer/{customer}")
        joined = identify(scene.conversation, customer, verified_by=verified_by, key=key, by=caller.actor, at=write.at)
        return scene.apply(joined)

    return await decided(house, caller.org, attempt, recording, of=conversation)
