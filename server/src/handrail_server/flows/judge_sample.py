"""A person says of a conversation of the audit sample whether it needed somebody."""

from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.learning import labels
from handrail_server.core.routing.rights import Right, require
from handrail_server.core.turns.conversation import Conversation
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.desk import at_conversation
from handrail_server.house.house import House
from handrail_server.house.write import Write


async def judge_sample(
    house: House,
    caller: Caller,
    conversation: ConversationId,
    *,
    needed_a_person: bool,
    comment: str | None = None,
    recording: Recording[Conversation] | None = None,
) -> Conversation:
    """Only what the draw took is judged, so that nobody can choose what counts; the newest judgement counts."""

    async def attempt(write: Write) -> Conversation:
        desk = await at_conversation(house, write, caller, conversation)
        require(desk.me.person, Right.LABEL)
        if not labels.drawn(conversation):
            raise Invalid(
                "This conversation is not in the audit sample.",
                field="conversation",
                fix="Judge one of GET /v1/audit-sample.",
            )
        desk.scene.apply(labels.sample(desk.conversation, by=caller.actor, at=write.at))
        return desk.scene.apply(
            labels.judge_sample(
                desk.conversation, needed_a_person=needed_a_person, comment=comment, by=caller.actor, at=write.at
            )
        )

    return await decided(house, caller.org, attempt, recording, of=conversation)
