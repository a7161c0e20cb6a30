"""Keys of agents and people: issued, rotated, revoked; each is a fact of whom the key speaks for."""

from dataclasses import replace
from typing import Final

from handrail_server.core.basics.errors import Forbidden, Invalid, MoveRefused, NotFound
from handrail_server.core.basics.facts import Fact
from handrail_server.core.basics.ids import AgentId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import DAY, SECOND, At
from handrail_server.core.routing.identity_facts import KeyIssued, KeyRevoked, KeyRotated
from handrail_server.core.routing.person import Person
from handrail_server.core.routing.rights import Right, may, require
from handrail_server.core.turns.agent import Agent
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.entitled import reader
from handrail_server.house.house import House
from handrail_server.house.persons import acting_person
from handrail_server.house.scene import organisation_key
from handrail_server.house.tokens import KEYS, Issued, SecretKind, end, is_valid, issue
from handrail_server.house.write import Write
from handrail_server.ports.writing import Secret

LONGEST_OVERLAP: Final = DAY


async def issue_key(
    house: House,
    caller: Caller,
    agent: AgentId | None,
    recording: Recording[Issued] | None = None,
    *,
    note: str | None = None,
) -> Issued:
    """A key bound to an agent, or the caller's own where None. Nobody makes a key that acts as somebody else."""

    async def attempt(write: Write) -> Issued:
        acting = await acting_person(house, write, caller)
        if agent is not None:
            require(acting.state, Right.MANAGE_KEYS)
        kind = SecretKind.PERSON_KEY if agent is None else SecretKind.AGENT_KEY
        issued = issue(house, write, kind, agent or acting.state.id, until=None, note=note)
        fact = KeyIssued(key=issued.secret.id, expires_at=None, note=note, by=caller.actor, at=write.at)
        await _record(house, write, issued.secret, fact)
        return issued

    return await decided(house, caller.org, attempt, recording)


async def rotate_key(
    house: House, caller: Caller, key: str, recording: Recording[Issued] | None = None, *, overlap_seconds: int
) -> Issued:
    """A new key for the same holder; the old one opens for `overlap_seconds` more, a day at most."""
    if not 0 <= overlap_seconds * SECOND <= LONGEST_OVERLAP:
        raise Invalid("An overlap is 0 to 86400 seconds.", field="overlap_seconds", fix="A day is the longest.")

    async def attempt(write: Write) -> Issued:
        old = await _managed(house, write, caller, key)
        if old.kind == SecretKind.PERSON_KEY.value and old.holder != caller.person:
            raise Forbidden("Only the person themselves may have the new key.", fix="Revoke it instead.")
        if not is_valid(old, write.at):
            raise MoveRefused("This key has ended.", fix="Issue another.")
        until = At(min(write.at + overlap_seconds * SECOND, old.expires_at or write.at + LONGEST_OVERLAP))
        write.secret(replace(old, expires_at=until))
        issued = issue(house, write, SecretKind(old.kind), old.holder, until=None, note=old.note)
        fact = KeyRotated(key=old.id, successor=issued.secret.id, until=until, by=caller.actor, at=write.at)
        await _record(house, write, old, fact)
        return issued

    return await decided(house, caller.org, attempt, recording)


async def revoke_key(house: House, caller: Caller, key: str) -> Secret:
    """The key opens nothing from now on; revoking it again changes nothing."""

    async def attempt(write: Write) -> Secret:
        secret = await _managed(house, write, caller, key)
        if not is_valid(secret, write.at):
            return secret
        await _record(house, write, secret, KeyRevoked(key=secret.id, by=caller.actor, at=write.at))
        return end(write, secret)

    return await decided(house, caller.org, attempt)


async def list_keys(house: House, caller: Caller) -> tuple[Secret, ...]:
    """The caller's own keys and, with the right to manage them, those of all agents and people; newest first."""
    acting = await reader(house, caller)
    holders: list[str] = [acting.id]
    if may(acting, Right.MANAGE_KEYS):
        holders = [loaded.state.id for loaded in await house.library.all(caller.org, Agent)]
        holders += [loaded.state.id for loaded in await house.library.people(caller.org, active=False)]
    kinds = {kind.value for kind in KEYS}
    keys = [key for holder in holders for key in await house.secrets.of(caller.org, holder) if key.kind in kinds]
    return tuple(sorted(keys, key=lambda each: (each.created_at, each.id), reverse=True))


async def _managed(house: House, write: Write, caller: Caller, key: str) -> Secret:
    """A key that the caller may manage; what is no key is not there."""
    acting = await acting_person(house, write, caller)
    secret = await house.secrets.by_id(write.org, key)
    known = secret is not None and secret.kind in {kind.value for kind in KEYS}
    if secret is None or not known:
        require(acting.state, Right.MANAGE_KEYS)
        raise NotFound(f"There is no key `{key}` here.", field="key", fix="Read the list of keys.")
    if secret.holder != acting.state.id:
        require(acting.state, Right.MANAGE_KEYS)
    return secret


async def _record(house: House, write: Write, secret: Secret, fact: Fact) -> None:
    """The fact, where it belongs: with the agent or the person for whom the key speaks."""
    key = await organisation_key(house, write)
    if secret.kind == SecretKind.AGENT_KEY.value:
        agent = await house.journal.load(write.org, Agent, secret.holder)
        write.change(agent, Outcome(state=agent.state, facts=(fact,)), key=key)
    else:
        person = await house.journal.load(write.org, Person, secret.holder)
        write.change(person, Outcome(state=person.state, facts=(fact,)), key=key)
