"""Queues, teams, skills, chat widgets and settings of the organisation."""

from collections.abc import Callable

from handrail_server.core.basics.errors import MoveRefused
from handrail_server.core.basics.ids import OrgId, QueueId, TeamId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.cases.case import CaseState
from handrail_server.core.learning.targets import check_targets
from handrail_server.core.policy.route import TargetKind
from handrail_server.core.routing import canned, widgets
from handrail_server.core.routing import organisation as core
from handrail_server.core.routing.queue import CannedReply, Organisation, Queue, Team
from handrail_server.core.routing.rights import Right
from handrail_server.core.turns.widget import Widget
from handrail_server.house.caller import Caller
from handrail_server.house.commits import decided
from handrail_server.house.entitled import entitled, reader
from handrail_server.house.house import House
from handrail_server.house.outside import check_address, check_zone
from handrail_server.house.scene import organisation_key
from handrail_server.house.write import Write
from handrail_server.ports.reading import CaseFilter

Shape = Callable[[Organisation, Write], Outcome[Organisation]]


async def set_queue(house: House, caller: Caller, queue: Queue) -> Organisation:
    """Add a queue, or alter the one of its id."""
    check_zone(queue.time_zone)
    return await _shaped(house, caller, lambda was, write: core.set_queue(was, queue, by=caller.actor, at=write.at))


async def remove_queue(house: House, caller: Caller, queue: QueueId) -> Organisation:
    """Remove a queue that nothing waits in, nothing overflows to, and no route of the policy in force leads to."""
    await reader(house, caller, Right.MANAGE_QUEUES)
    waiting = await house.library.cases(
        caller.org, CaseFilter(states=(CaseState.QUEUED, CaseState.OFFERED), queues=(queue,)), limit=200
    )
    await _refuse_named(house, caller.org, queue)

    def shape(was: Organisation, write: Write) -> Outcome[Organisation]:
        return core.remove_queue(was, queue, waiting=len(waiting.items), by=caller.actor, at=write.at)

    return await _shaped(house, caller, shape)


async def set_team(house: House, caller: Caller, team: Team) -> Organisation:
    """Add a team, or alter the one of its id."""
    return await _shaped(house, caller, lambda was, write: core.set_team(was, team, by=caller.actor, at=write.at))


async def remove_team(house: House, caller: Caller, team: TeamId) -> Organisation:
    """Remove a team that nobody is in."""
    people = await house.library.people(caller.org, active=False)
    members = sum(loaded.state.team == team for loaded in people)

    def shape(was: Organisation, write: Write) -> Outcome[Organisation]:
        return core.remove_team(was, team, members=members, by=caller.actor, at=write.at)

    return await _shaped(house, caller, shape)


async def set_skills(house: House, caller: Caller, skills: tuple[str, ...]) -> Organisation:
    """The skills that people can have here; those of people who have others stay."""
    return await _shaped(house, caller, lambda was, write: core.set_skills(was, skills, by=caller.actor, at=write.at))


async def change_settings(house: House, caller: Caller, edit: Callable[[core.Settings], core.Settings]) -> Organisation:
    """What the organisation itself chooses, made what `edit` makes of it."""

    def shape(was: Organisation, write: Write) -> Outcome[Organisation]:
        now = core.Settings(
            name=was.name,
            language=was.language,
            time_zone=was.time_zone,
            slack_webhook=was.slack_webhook,
            on_call=was.on_call,
            targets=was.targets,
        )
        wanted = edit(now)
        if wanted == now:
            return Outcome(state=was)
        check_zone(wanted.time_zone)
        check_address(wanted.slack_webhook, field="slack_webhook")
        check_targets(wanted.targets)
        return core.change_settings(was, wanted, by=caller.actor, at=write.at)

    return await _shaped(house, caller, shape)


async def set_widget(house: House, caller: Caller, widget: Widget) -> Organisation:
    """Add a chat widget, or alter the one of its id."""
    await house.settings.agent(caller.org, widget.agent)
    return await _shaped(
        house,
        caller,
        lambda was, write: widgets.set_widget(was, widget, by=caller.actor, at=write.at),
        Right.MANAGE_AGENTS,
    )


async def renew_widget_secret(house: House, caller: Caller, name: str) -> Organisation:
    """Another secret for the shop's backend; the last one opens nothing any more."""
    return await _shaped(
        house,
        caller,
        lambda was, write: widgets.renew_secret(was, name, by=caller.actor, at=write.at),
        Right.MANAGE_AGENTS,
    )


async def remove_widget(house: House, caller: Caller, name: str) -> Organisation:
    """Nobody writes in this widget any more."""
    return await _shaped(
        house,
        caller,
        lambda was, write: widgets.remove_widget(was, name, by=caller.actor, at=write.at),
        Right.MANAGE_AGENTS,
    )


async def set_canned(house: House, caller: Caller, reply: CannedReply) -> Organisation:
    """Add a canned reply, or alter the one of its id."""
    return await _shaped(
        house,
        caller,
        lambda was, write: canned.set_canned(was, reply, by=caller.actor, at=write.at),
        Right.MANAGE_REPLIES,
    )


async def remove_canned(house: House, caller: Caller, name: str) -> Organisation:
    """Nobody says it any more."""
    return await _shaped(
        house,
        caller,
        lambda was, write: canned.remove_canned(was, name, by=caller.actor, at=write.at),
        Right.MANAGE_REPLIES,
    )


async def _shaped(house: House, caller: Caller, shape: Shape, right: Right = Right.MANAGE_QUEUES) -> Organisation:
    async def attempt(write: Write) -> Organisation:
        await entitled(house, write, caller, right)
        found = await house.journal.load(write.org, Organisation, write.org)
        return write.change(found, shape(found.state, write), key=await organisation_key(house, write))

    organisation = await decided(house, caller.org, attempt)
    house.settings.forget(caller.org)
    return organisation


async def _refuse_named(house: House, org: OrgId, queue: QueueId) -> None:
    policy = (await house.settings.of(org)).policy.policy
    for route in policy.routes.values():
        for target in (route.target, *route.fallbacks):
            if target.kind is TargetKind.QUEUE and target.id == queue:
                raise MoveRefused(
                    f"The route `{route.id}` of the policy in force leads here.",
                    fix="Publish a policy without it first.",
                )
