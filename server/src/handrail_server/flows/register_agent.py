"""An agent becomes known here, or what is known of it changes."""

from dataclasses import dataclass, replace

from handrail_server.core.basics.errors import Invalid, Unavailable
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import OrgId
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.rights import Right
from handrail_server.core.turns.agent import Agent
from handrail_server.core.turns.agents import change_agent, change_mode, register_agent
from handrail_server.core.turns.responder import Responder, ResponderKind
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
    responder_secret: str | None = None
    """What requests to a responder's webhook are signed with, where its address is new."""


async def put_agent(house: House, caller: Caller, given: Agent, *, keep_responder: bool = False) -> Registered:
    """Register the agent, or make it what is wanted; the same again changes nothing.

    A responder's key comes in clear, is kept sealed, and stays where none is given for the same address.
    """
    check_address(given.webhook, field="webhook")
    if given.responder is not None:
        check_address(given.responder.address, field="responder.address")

    async def attempt(write: Write) -> Registered:
        await entitled(house, write, caller, Right.MANAGE_AGENTS)
        await _check_owner(house, write, given)
        found = await house.journal.find(write.org, Agent, given.id)
        before = found.state.responder if found else None
        wanted = replace(given, responder=before if keep_responder else _sealed(house, write.org, given, before))
        agent = (
            await _created(house, write, caller, wanted)
            if found is None
            else await _changed(house, write, caller, found, wanted)
        )
        new = wanted.webhook is not None and (found is None or found.state.webhook != wanted.webhook)
        secret = house.webhooks.of(write.org, agent.id, wanted.webhook) if new and wanted.webhook else None
        return Registered(
            agent=agent, webhook_secret=secret, responder_secret=_responder_secret(house, write.org, agent, before)
        )

    registered = await decided(house, caller.org, attempt)
    house.settings.forget(caller.org)
    return registered


def _sealed(house: House, org: OrgId, given: Agent, before: Responder | None) -> Responder | None:
    responder = given.responder
    if responder is None:
        return None
    if responder.key is None:
        same = before is not None and (before.kind, before.address) == (responder.kind, responder.address)
        return replace(responder, key=before.key if before and same else None)
    purpose = f"responder/{given.id}"
    if before is not None and before.key is not None and _opens(house, org, purpose, before.key) == responder.key:
        return replace(responder, key=before.key)  # sealing it anew would look like a change
    return replace(responder, key=house.vault.seal(org, purpose, responder.key))


def _opens(house: House, org: OrgId, purpose: str, sealed: str) -> str | None:
    try:
        return house.vault.open(org, purpose, sealed)
    except Unavailable:
        return None


def _responder_secret(house: House, org: OrgId, agent: Agent, before: Responder | None) -> str | None:
    now = agent.responder
    if now is None or now.kind is not ResponderKind.WEBHOOK or now.address is None:
        return None
    new = before is None or before.address != now.address
    return house.webhooks.of(org, agent.id, now.address) if new else None


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
