"""The organisation, its queues and its agents on the wire."""

from collections.abc import Mapping, Sequence

from handrail_server.api.moments import shown
from handrail_server.api.wire.setup import (
    AgentReply,
    HoursShape,
    OrganisationReply,
    QueueReply,
    ResponderReply,
    StopReply,
    TargetShape,
    TeamReply,
)
from handrail_server.core.basics.ids import PolicyVersion, QueueId
from handrail_server.core.routing.organisation import unstaffed
from handrail_server.core.routing.person import Person, Status
from handrail_server.core.routing.queue import Organisation, Queue
from handrail_server.core.turns.agent import Agent
from handrail_server.core.turns.responder import DEFAULT, Responder
from handrail_server.ports.reading import WaitingInQueue
from handrail_server.ports.writing import Loaded


def organisation_reply(
    loaded: Loaded[Organisation],
    people: Sequence[Person],
    waiting: Mapping[QueueId, WaitingInQueue],
    policy: PolicyVersion,
) -> OrganisationReply:
    """The organisation with what waits in its queues and who works them."""
    organisation = loaded.state
    return OrganisationReply(
        id=organisation.id,
        name=organisation.name,
        demo=organisation.demo,
        queues=tuple(_queue(queue, people, waiting.get(queue.id)) for queue in organisation.queues),
        teams=tuple(TeamReply(id=team.id, name=team.name, supervisor=team.supervisor) for team in organisation.teams),
        skills=organisation.skills,
        stops=tuple(
            StopReply(scope=stop.scope, id=stop.id, by=stop.by, at=shown(stop.at), why=stop.why)
            for stop in organisation.stops
        ),
        language=organisation.language,
        time_zone=organisation.time_zone,
        slack=organisation.slack_webhook is not None,
        on_call=tuple(organisation.on_call),
        targets=tuple(TargetShape(measure=each.measure, value=f"{each.value:f}") for each in organisation.targets),
        unstaffed=tuple(unstaffed(organisation, people)),
        policy=policy,
        version=loaded.version,
    )


def agent_reply(
    agent: Agent, version: int, webhook_secret: str | None = None, responder_secret: str | None = None
) -> AgentReply:
    """A registered agent."""
    return AgentReply(
        id=agent.id,
        name=agent.name,
        version=agent.version,
        owner=agent.owner,
        policy_object=agent.policy_object,
        mode=agent.mode.value,
        paused=agent.paused,
        webhook=agent.webhook,
        webhook_secret=webhook_secret,
        responder=_responder(agent.responder or DEFAULT, responder_secret),
        state_version=version,
    )


def _responder(responder: Responder, secret: str | None) -> ResponderReply:
    return ResponderReply(
        kind=responder.kind.value,
        address=responder.address,
        model=responder.model,
        name=responder.name,
        instructions=responder.instructions,
        log_probabilities=responder.log_probabilities,
        seconds=responder.seconds,
        key_set=responder.key is not None,
        secret=secret,
    )


def _queue(queue: Queue, people: Sequence[Person], waiting: WaitingInQueue | None) -> QueueReply:
    here = [person for person in people if queue.id in person.queues and person.status is Status.ONLINE]
    return QueueReply(
        id=queue.id,
        name=queue.name,
        owner=queue.owner,
        department=queue.department,
        choice=queue.choice.value,
        push=queue.push,
        fan_out=queue.fan_out,
        hours=tuple(HoursShape(weekday=each.weekday, opens=each.opens, closes=each.closes) for each in queue.hours),
        time_zone=queue.time_zone,
        overflow=queue.overflow,
        wrap_up_seconds=queue.wrap_up_seconds,
        ageing_seconds=queue.ageing_seconds,
        waiting=waiting.cases if waiting else 0,
        oldest_at=shown(waiting.oldest_at) if waiting else None,
        staffed=len(here),
    )
