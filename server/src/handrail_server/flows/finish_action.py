"""The executor reports: the call was done, or it failed. Its result is recorded once."""

from dataclasses import dataclass

from handrail_server.core.basics.errors import NotFound
from handrail_server.core.basics.ids import ActionId
from handrail_server.core.turns.action import Action
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.execution import complete, fail
from handrail_server.house.acting import Acted, acted_upon
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.write import Write


@dataclass(frozen=True, slots=True, kw_only=True)
class Finishing:
    """The lease under which it ran, and its result as JSON text, or the error."""

    action: ActionId
    token: str
    result: str | None = None
    error: str | None = None


async def finish_action(
    house: House, caller: Caller, finishing: Finishing, recording: Recording[Acted] | None = None
) -> Acted:
    """Record what came of a call; reporting the same twice changes nothing."""

    async def attempt(write: Write) -> Acted:
        loaded = await house.journal.load(write.org, Action, finishing.action)
        if caller.agent is not None and caller.agent != loaded.state.agent:
            raise NotFound(f"There is no action `{finishing.action}` here.", field="action")
        conversation = await house.journal.load(write.org, Conversation, loaded.state.conversation)
        by, at, token = caller.actor, write.at, finishing.token
        if finishing.error is None:
            outcome = complete(loaded.state, token=token, result=finishing.result or "null", by=by, at=at)
        else:
            outcome = fail(loaded.state, token=token, error=finishing.error, by=by, at=at)
        action = write.change(loaded, outcome, key=conversation.state.key)
        return await acted_upon(house, write.org, action, conversation.state)

    return await decided(house, caller.org, attempt, recording)
