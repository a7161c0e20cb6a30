"""Registering an agent, changing its mode, stopping it."""

from dataclasses import replace

from handrail_server.core.basics.actors import Actor, ActorKind
from handrail_server.core.basics.errors import Forbidden, Invalid, MoveRefused
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.turns.agent import Agent, Mode
from handrail_server.core.turns.agent_facts import (
    AgentAllowed,
    AgentChanged,
    AgentModeChanged,
    AgentRegistered,
    AgentStopped,
)
from handrail_server.core.turns.responder import LONGEST_SECONDS, Responder, ResponderKind
from handrail_server.core.turns.size import check_code, check_id


def register_agent(agent: Agent, *, by: Actor, at: At) -> Outcome[Agent]:
    """Make an agent known. An agent never registers itself."""
    _people_only(by)
    _check(agent)
    fact = AgentRegistered(
        by=by,
        at=at,
        name=agent.name,
        version=agent.version,
        owner=agent.owner,
        policy_object=agent.policy_object,
        mode=agent.mode,
    )
    return Outcome(state=agent, facts=(fact,))


def change_agent(before: Agent, after: Agent, *, by: Actor, at: At) -> Outcome[Agent]:
    """A new name, version, owner, policy object or webhook; mode and stops have verbs of their own."""
    _people_only(by)
    _check(after)
    state = replace(
        after,
        id=before.id,
        mode=before.mode,
        paused=before.paused,
        spent_on=before.spent_on,
        spent=before.spent,
        created_at=before.created_at,
    )
    if state == before:
        return Outcome(state=before)
    fact = AgentChanged(
        by=by,
        at=at,
        name=state.name,
        version=state.version,
        owner=state.owner,
        policy_object=state.policy_object,
        webhook=state.webhook,
        responder=state.responder.kind.value if state.responder else None,
    )
    return Outcome(state=state, facts=(fact,))


def change_mode(agent: Agent, mode: Mode, *, by: Actor, at: At) -> Outcome[Agent]:
    """Observe, assist or enforce from now on."""
    _people_only(by)
    if agent.mode is mode:
        raise MoveRefused(f"The agent is in this mode already: {mode}.", field="agent.mode")
    fact = AgentModeChanged(by=by, at=at, before=agent.mode, mode=mode)
    return Outcome(state=replace(agent, mode=mode), facts=(fact,))


def stop_agent(agent: Agent, why: str, *, by: Actor, at: At) -> Outcome[Agent]:
    """Emergency stop: read live inside each commit, so it holds from the next one on."""
    _people_only(by)
    if agent.paused:
        raise MoveRefused("The agent is stopped already.", field="agent.paused")
    return Outcome(state=replace(agent, paused=True), facts=(AgentStopped(by=by, at=at, why=why),))


def allow_agent(agent: Agent, why: str, *, by: Actor, at: At) -> Outcome[Agent]:
    """End the emergency stop."""
    _people_only(by)
    if not agent.paused:
        raise MoveRefused("The agent is not stopped.", field="agent.paused")
    return Outcome(state=replace(agent, paused=False), facts=(AgentAllowed(by=by, at=at, why=why),))


def _people_only(by: Actor) -> None:
    if by.kind is ActorKind.AGENT:
        raise Forbidden("An agent cannot change agents.")


def _check(agent: Agent) -> None:
    check_id(agent.id, field="agent.id")
    check_code(agent.version, field="agent.version")
    check_code(agent.policy_object, field="agent.policy_object")
    if agent.responder is not None:
        _check_responder(agent.responder)
    if not agent.name.strip():
        raise Invalid("The agent has no name.", field="agent.name", fix="Name it.")


def _check_responder(responder: Responder) -> None:
    """Refuse one that could never answer; raises `Invalid` naming the field."""
    if not 1 <= responder.seconds <= LONGEST_SECONDS:
        raise Invalid(f"It is not 1 to {LONGEST_SECONDS} seconds.", field="responder.seconds")
    needs = {
        ResponderKind.EMBEDDED: (),
        ResponderKind.WEBHOOK: ("address",),
        ResponderKind.CHAT: ("address", "model"),
        ResponderKind.PYTHON: ("name",),
    }[responder.kind]
    for need in needs:
        if not getattr(responder, need):
            raise Invalid(f"A `{responder.kind}` responder needs it.", field=f"responder.{need}", fix="Give it.")
    if responder.name is not None:
        check_id(responder.name, field="responder.name")
    check_code(responder.model, field="responder.model")
