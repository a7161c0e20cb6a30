"""The reply that somebody is writing: kept beside the conversation, for whoever goes on with it."""

from handrail_server.core.basics.errors import Conflict
from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.routing.rights import Right
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.written import whole_words
from handrail_server.house.caller import Caller
from handrail_server.house.entitled import reader
from handrail_server.house.house import House
from handrail_server.ports.desk import Draft


class DraftMoved(Conflict):
    """Somebody else has written at this draft since you read it."""

    reason = "draft_moved"


async def keep_draft(house: House, caller: Caller, conversation: ConversationId, text: str, version: int) -> Draft:
    """Write it over the version that was read. Nothing was said yet, so it is no fact."""
    await reader(house, caller, Right.REPLY)
    found = await house.journal.load(caller.org, Conversation, conversation)
    draft = Draft(text=whole_words(text), version=version, person=caller.person, at=house.clock.now())
    kept = await house.drafts.keep(caller.org, conversation, draft, key=found.state.key)
    if kept is None:
        raise DraftMoved(field="version", fix="Read it again, and put both together.")
    return Draft(text=text, version=kept, person=draft.person, at=draft.at)


async def drop_draft(house: House, caller: Caller, conversation: ConversationId) -> None:
    """It is not needed any more."""
    await reader(house, caller, Right.REPLY)
    await house.drafts.drop(caller.org, conversation)
