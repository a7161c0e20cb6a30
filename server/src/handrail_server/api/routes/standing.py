"""How things stand: cheap enough to be read on every page by everybody."""

from types import NoneType

from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.present.board import stop_reply
from handrail_server.api.wire.standing import ModeReply, Standing
from handrail_server.core.routing.queue import Organisation
from handrail_server.core.turns.agent import Agent, Mode
from handrail_server.house.entitled import reader


async def read_standing(call: Call[None]) -> Standing:
    """In which mode agents are, and which emergency stops are in force."""
    await reader(call.house, call.caller)
    house, org = call.house, call.caller.org
    number = await house.library.last_number(org)
    agents = [loaded.state for loaded in await house.library.all(org, Agent)]
    organisation = (await house.journal.load(org, Organisation, org)).state
    modes = (
        ModeReply(mode=mode.value, agents=tuple(agent.name for agent in agents if agent.mode is mode)) for mode in Mode
    )
    return Standing(
        modes=tuple(each for each in modes if each.agents),
        stops=tuple(stop_reply(stop) for stop in organisation.stops),
        number=number,
    )


ENDPOINTS: tuple[Endpoint, ...] = (endpoint("GET", "/v1/standing", read_standing, body=NoneType, reply=Standing),)
