"""An agent, a topic or everything is stopped at once, and let go on."""

from handrail_server.core.basics.errors import NotFound
from handrail_server.core.routing.queue import Organisation
from handrail_server.core.routing.rights import Right
from handrail_server.core.routing.stops import Scope, lift, stop
from handrail_server.core.turns.agent import Agent
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.entitled import entitled
from handrail_server.house.house import House
from handrail_server.house.scene import organisation_key
from handrail_server.house.write import Write


async def emergency_stop(
    house: House,
    caller: Caller,
    scope: Scope,
    target: str,
    why: str,
    recording: Recording[Organisation] | None = None,
) -> Organisation:
    """It holds from the next commit on, in every process: each commit of a turn expects the organisation unchanged."""

    async def attempt(write: Write) -> Organisation:
        await entitled(house, write, caller, Right.EMERGENCY_STOP)
        if scope is Scope.AGENT and await house.journal.find(write.org, Agent, target) is None:
            raise NotFound(f"There is no agent `{target}`.", field="id", fix="Read the list of agents.")
        found = await house.journal.load(write.org, Organisation, write.org)
        stopped = stop(found.state, scope, target, why=why, by=caller.actor, at=write.at)
        return write.change(found, stopped, key=await organisation_key(house, write))

    organisation = await decided(house, caller.org, attempt, recording)
    house.settings.forget(caller.org)
    return organisation


async def lift_stop(house: House, caller: Caller, scope: Scope, target: str) -> Organisation:
    """Agents speak and act again."""

    async def attempt(write: Write) -> Organisation:
        await entitled(house, write, caller, Right.EMERGENCY_STOP)
        found = await house.journal.load(write.org, Organisation, write.org)
        lifted = lift(found.state, scope, target, by=caller.actor, at=write.at)
        return write.change(found, lifted, key=await organisation_key(house, write))

    organisation = await decided(house, caller.org, attempt)
    house.settings.forget(caller.org)
    return organisation
