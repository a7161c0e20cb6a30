"""Registered agents."""

from dataclasses import replace
from types import NoneType

import msgspec

from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.present.organisation import agent_reply
from handrail_server.api.wire.setup import AgentReply, AgentRequest, Agents, ResponderRequest
from handrail_server.core.basics.ids import AgentId, PersonId
from handrail_server.core.turns.agent import Agent, Mode
from handrail_server.core.turns.responder import Responder, ResponderKind
from handrail_server.flows.register_agent import put_agent
from handrail_server.house.entitled import reader


async def list_agents(call: Call[None]) -> Agents:
    """All agents that are known here."""
    await reader(call.house, call.caller)
    found = await call.house.library.all(call.caller.org, Agent)
    return Agents(agents=tuple(agent_reply(loaded.state, loaded.version) for loaded in found))


async def read_agent(call: Call[None]) -> AgentReply:
    """An agent."""
    await reader(call.house, call.caller)
    found = await call.house.journal.load(call.caller.org, Agent, call.path("agent"))
    return agent_reply(found.state, found.version)


async def register_agent(call: Call[AgentRequest]) -> AgentReply:
    """Register an agent, or change it. The webhook's secret is shown when the webhook is set or altered."""
    body, name = call.body, AgentId(call.path("agent"))
    wanted = Agent(
        id=name,
        name=body.name,
        version=body.version,
        owner=None if body.owner is None else PersonId(body.owner),
        policy_object=body.policy_object or name,
        mode=Mode(body.mode),
        webhook=body.webhook,
        created_at=call.now,
    )
    given = body.responder
    keep = given is msgspec.UNSET
    answers = None if given is None or isinstance(given, msgspec.UnsetType) else _responder(given)
    wanted = replace(wanted, responder=answers)
    registered = await put_agent(call.house, call.caller, wanted, keep_responder=keep)
    found = await call.house.journal.load(call.caller.org, Agent, name)
    return agent_reply(registered.agent, found.version, registered.webhook_secret, registered.responder_secret)


def _responder(given: ResponderRequest) -> Responder:
    return Responder(
        kind=ResponderKind(given.kind),
        address=given.address,
        model=given.model,
        name=given.name,
        instructions=given.instructions,
        log_probabilities=given.log_probabilities,
        seconds=given.seconds,
        key=given.key,
    )


ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", "/v1/agents", list_agents, body=NoneType, reply=Agents),
    endpoint("GET", "/v1/agents/{agent}", read_agent, body=NoneType, reply=AgentReply),
    endpoint("PUT", "/v1/agents/{agent}", register_agent, body=AgentRequest, reply=AgentReply),
)
