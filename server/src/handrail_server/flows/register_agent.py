"""An agent becomes known here, or what is known of it changes."""

from dataclasses import dataclass, replace

from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.rights import Right
from handrail_server.core.turns.agent import Agent
from handrail_server.core.turns.agents import change_agent, change_mode, register_agent
from handrail_server.house.caller import Caller
from handrail_server.house.commits import decided
from handrail_server.house.entitled import entitled
from handrail_server.house.house import House
from handrail_server.house.outside import check_address
from handrail_server.house.scene import organisation_key
from handrail_server.house.write import Write
from handrail_server.ports.writing import Loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """The agent, and the secret of a webhook that it has not had before."""

    agent: Agent
    webhook_secret: str | None


async def put_agent(house: House, caller: Caller, wanted: Agent) -> Registered:
    """Register the agent, or make it what is wanted; the same again changes nothing."""
    check_address(wanted.webhook, field="webhook")

    async def attempt(write: Write) -> Registered:
        await entitled(house, write, caller, Right.MANAGE_AGENTS)
        await _check_owner(house, write, wanted)
        found = await house.journal.find(write.org, Agent, wanted.id)
        agent = (
            await _created(house, write, caller, wanted)
            if found is None
            else await _changed(house, write, caller, found, wanted)
        )
        new = wanted.webhook is not None and (found is None or found.state.webhook != wanted.webhook)
        secret = house.webhooks.of(write.org, agent.id, wanted.webhook) if new and wanted.webhook else None
        return Registered(agent=agent, webhook_secret=secret)

    registered = await decided(house, caller.org, attempt)
    house.settings.forget(caller.org)
    return registered


async def _created(house: House, write: Write, caller: Caller, wanted: Agent) -> Agent:
    outcome = register_agent(replace(wanted, created_at=write.at), by=caller.actor, at=write.at)
    subject = Subject(kind=SubjectKind.AGENT, id=wanted.id)
    return write.create(subject, outcome, key=await organisation_key(house, write))


async def _changed(house: House, write: Write, caller: Caller, found: Loaded[Agent], wanted: Agent) -> Agent:
    outcome = change_agent(found.state, wanted, by=caller.actor, at=write.at)
    if wanted.mode is not found.state.mode:
        outcome = outcome.then(change_mode(outcome.state, wanted.mode, by=caller.actor, at=write.at))
    return write.change(found, outcome, key=await organisation_key(house, write))


async def _check_owner(house: House, write: Write, wanted: Agent) -> None:
    if wanted.owner is not None and await house.journal.find(write.org, Person, wanted.owner) is None:
        raise Invalid(f"There is no person `{wanted.owner}`.", field="owner", fix="Invite them first.")
