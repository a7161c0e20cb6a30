"""The organisation: queues, teams, skills, settings, emergency stops."""

from dataclasses import replace
from decimal import Decimal
from types import NoneType
from typing import TypeVar

from msgspec import UNSET

from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.present.organisation import organisation_reply
from handrail_server.api.wire import setup as wire
from handrail_server.core.basics.errors import NotFound
from handrail_server.core.basics.ids import PersonId, QueueId, TeamId
from handrail_server.core.policy.life import PolicyLife
from handrail_server.core.routing.organisation import Settings
from handrail_server.core.routing.queue import Choice, Hours, MeasureTarget, Organisation, Queue, Team
from handrail_server.core.routing.stops import Scope
from handrail_server.flows.emergency_stop import emergency_stop, lift_stop
from handrail_server.flows.shape_organisation import (
    change_settings,
    remove_queue,
    remove_team,
    set_queue,
    set_skills,
    set_team,
)
from handrail_server.house.entitled import reader

B = TypeVar("B")


async def read_organisation(call: Call[None]) -> wire.OrganisationReply:
    """How the organisation is set up, and what waits in its queues."""
    await reader(call.house, call.caller)
    return await _reply(call)


async def change_organisation(call: Call[wire.OrganisationChange]) -> wire.OrganisationReply:
    """Change what is given."""
    await change_settings(call.house, call.caller, lambda settings: _changed(settings, call.body))
    return await _reply(call)


async def put_queue(call: Call[wire.QueueRequest]) -> wire.OrganisationReply:
    """Add a queue, or alter it."""
    body = call.body
    queue = Queue(
        id=QueueId(call.path("queue")),
        name=body.name,
        owner=None if body.owner is None else PersonId(body.owner),
        department=body.department,
        choice=Choice(body.choice),
        push=body.push,
        fan_out=body.fan_out,
        hours=tuple(Hours(weekday=each.weekday, opens=each.opens, closes=each.closes) for each in body.hours),
        time_zone=body.time_zone,
        overflow=None if body.overflow is None else QueueId(body.overflow),
        wrap_up_seconds=body.wrap_up_seconds,
        ageing_seconds=body.ageing_seconds,
    )
    await set_queue(call.house, call.caller, queue)
    return await _reply(call)


async def delete_queue(call: Call[None]) -> wire.OrganisationReply:
    """Remove a queue that nothing waits in and nothing leads to."""
    await remove_queue(call.house, call.caller, QueueId(call.path("queue")))
    return await _reply(call)


async def put_team(call: Call[wire.TeamRequest]) -> wire.OrganisationReply:
    """Add a team, or alter it."""
    supervisor = None if call.body.supervisor is None else PersonId(call.body.supervisor)
    team = Team(id=TeamId(call.path("team")), name=call.body.name, supervisor=supervisor)
    await set_team(call.house, call.caller, team)
    return await _reply(call)


async def delete_team(call: Call[None]) -> wire.OrganisationReply:
    """Remove a team that nobody is in."""
    await remove_team(call.house, call.caller, TeamId(call.path("team")))
    return await _reply(call)


async def put_skills(call: Call[wire.SkillsRequest]) -> wire.OrganisationReply:
    """The skills that people can have here."""
    await set_skills(call.house, call.caller, call.body.skills)
    return await _reply(call)


async def start_stop(call: Call[wire.StopRequest]) -> wire.OrganisationReply:
    """Stop an agent, a topic or everything, at once: from the next turn on nothing of it is said or done."""
    await emergency_stop(call.house, call.caller, Scope(call.body.scope), call.body.id, call.body.why)
    return await _reply(call)


async def end_stop(call: Call[None]) -> wire.OrganisationReply:
    """End an emergency stop."""
    name = call.path("scope")
    if name not in {scope.value for scope in Scope}:
        raise NotFound(f"There is no scope `{name}`.", field="scope", fix="Scopes are: agent, topic, organisation.")
    await lift_stop(call.house, call.caller, Scope(name), call.path("id"))
    return await _reply(call)


async def _reply(call: Call[B]) -> wire.OrganisationReply:
    house, org = call.house, call.caller.org
    loaded = await house.journal.load(org, Organisation, org)
    life = await house.journal.load(org, PolicyLife, org)
    people = tuple(found.state for found in await house.library.people(org))
    waiting = await house.library.waiting_in(org, [queue.id for queue in loaded.state.queues])
    return organisation_reply(loaded, people, waiting, life.state.published)


def _changed(settings: Settings, body: wire.OrganisationChange) -> Settings:
    on_call, targets = body.on_call, body.targets
    return replace(
        settings,
        name=settings.name if body.name is UNSET else body.name,
        language=settings.language if body.language is UNSET else body.language,
        time_zone=settings.time_zone if body.time_zone is UNSET else body.time_zone,
        slack_webhook=settings.slack_webhook if body.slack_webhook is UNSET else body.slack_webhook,
        on_call=settings.on_call if on_call is UNSET else tuple(PersonId(person) for person in on_call),
        targets=settings.targets if targets is UNSET else tuple(map(_target, targets)),
    )


def _target(given: wire.TargetShape) -> MeasureTarget:
    return MeasureTarget(measure=given.measure, value=Decimal(given.value))


_SHOWN = wire.OrganisationReply

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", "/v1/organisation", read_organisation, body=NoneType, reply=_SHOWN),
    endpoint("PATCH", "/v1/organisation", change_organisation, body=wire.OrganisationChange, reply=_SHOWN),
    endpoint("PUT", "/v1/queues/{queue}", put_queue, body=wire.QueueRequest, reply=_SHOWN),
    endpoint("DELETE", "/v1/queues/{queue}", delete_queue, body=NoneType, reply=_SHOWN),
    endpoint("PUT", "/v1/teams/{team}", put_team, body=wire.TeamRequest, reply=_SHOWN),
    endpoint("DELETE", "/v1/teams/{team}", delete_team, body=NoneType, reply=_SHOWN),
    endpoint("PUT", "/v1/skills", put_skills, body=wire.SkillsRequest, reply=_SHOWN),
    endpoint("POST", "/v1/emergency-stops", start_stop, body=wire.StopRequest, reply=_SHOWN, repeatable=True),
    endpoint("DELETE", "/v1/emergency-stops/{scope}/{id}", end_stop, body=NoneType, reply=_SHOWN),
)
