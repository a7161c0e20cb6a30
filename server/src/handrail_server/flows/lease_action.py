"""The moment of a call: one lease, checked against the floor or against its approval, inside the commit."""

from dataclasses import dataclass

from handrail_server.core.basics.errors import NotFound
from handrail_server.core.basics.ids import ActionId
from handrail_server.core.turns.action import Action, ActionState
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.execution import Lease, lease
from handrail_server.house.acting import Leased
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.judging import is_stopped
from handrail_server.house.scene import scene_of
from handrail_server.house.write import Write
from handrail_server.ports.writing import Expect


@dataclass(frozen=True, slots=True, kw_only=True)
class Leasing:
    """Which call wants to run, with exactly which arguments."""

    action: ActionId
    digest: str


async def lease_action(
    house: House, caller: Caller, leasing: Leasing, recording: Recording[Leased] | None = None
) -> Leased:
    """Let the call run now, or answer with what is recorded. Only one lease is ever given."""

    async def attempt(write: Write) -> Leased:
        loaded = await house.journal.load(write.org, Action, leasing.action)
        if caller.agent is not None and caller.agent != loaded.state.agent:
            raise NotFound(f"There is no action `{leasing.action}` here.", field="action")
        conversation = await house.journal.load(write.org, Conversation, loaded.state.conversation)
        scene = await scene_of(house, write, conversation)
        # The floor that the lease is checked against must still be the floor when it is committed (law 1).
        write.expect((Expect(subject=conversation.subject, version=conversation.version),))
        asked = Lease(token=house.ids.new("lease"), digest=leasing.digest)
        leased = lease(
            loaded.state,
            asked,
            control=conversation.state.control,
            stopped=is_stopped(scene, None),
            by=caller.actor,
            at=write.at,
        )
        action = write.change(loaded, leased, key=conversation.state.key)
        given = action.state is ActionState.LEASED and action.lease == asked.token
        return Leased(action=action, token=asked.token if given else None)

    return await decided(house, caller.org, attempt, recording)
