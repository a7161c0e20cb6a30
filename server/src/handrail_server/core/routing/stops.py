"""The emergency stop, by agent, topic or for the whole organisation; read live with every turn."""

from dataclasses import replace
from enum import StrEnum

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.errors import Invalid, MoveRefused
from handrail_server.core.basics.ids import AgentId, PersonId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.routing.organisation_facts import EmergencyLifted, EmergencyStopped
from handrail_server.core.routing.queue import Organisation, Stop


class Scope(StrEnum):
    """What a stop stops."""

    AGENT = "agent"
    TOPIC = "topic"
    ORGANISATION = "organisation"


def stopped(organisation: Organisation, agent: AgentId, topic: str | None) -> Stop | None:
    """The stop in force for this agent on this topic, the widest where there are several."""
    if not organisation.stops:
        return None
    in_force = {(stop.scope, stop.id): stop for stop in organisation.stops}
    return (
        in_force.get((Scope.ORGANISATION, organisation.id))
        or in_force.get((Scope.AGENT, agent))
        or (in_force.get((Scope.TOPIC, topic)) if topic is not None else None)
    )


def stop(
    organisation: Organisation, scope: Scope, target: str | None, *, why: str, by: Actor, at: At
) -> Outcome[Organisation]:
    """Stop an agent, a topic or all; a stop in force stays as it is and nothing more happens."""
    name = _name(organisation, scope, target)
    if not why.strip():
        raise Invalid("A stop has a reason.", field="why", fix="Say in a few words what is wrong.")
    if _found(organisation, scope, name) is not None:
        return Outcome(state=organisation)
    new = Stop(scope=scope, id=name, by=PersonId(by.id), at=at, why=why)
    return Outcome(
        state=replace(organisation, stops=(*organisation.stops, new)),
        facts=(EmergencyStopped(scope=scope, target=name, why=why, by=by, at=at),),
    )


def lift(organisation: Organisation, scope: Scope, target: str | None, *, by: Actor, at: At) -> Outcome[Organisation]:
    """End a stop."""
    name = _name(organisation, scope, target)
    found = _found(organisation, scope, name)
    if found is None:
        raise MoveRefused("Nothing of the kind is stopped.", fix="Read the organisation's stops.")
    return Outcome(
        state=replace(organisation, stops=tuple(stop for stop in organisation.stops if stop != found)),
        facts=(EmergencyLifted(scope=scope, target=name, by=by, at=at),),
    )


def _name(organisation: Organisation, scope: Scope, target: str | None) -> str:
    if scope is Scope.ORGANISATION:
        return organisation.id
    if not target:
        raise Invalid(f"Which {scope.value}?", field="target", fix=f"Name the {scope.value} to stop.")
    return target


def _found(organisation: Organisation, scope: Scope, name: str) -> Stop | None:
    return next((stop for stop in organisation.stops if (stop.scope, stop.id) == (scope, name)), None)
