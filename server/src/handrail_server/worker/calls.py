"""Calls that Handrail runs itself: asked for, leased, run, and reported, as every guarded call is."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import structlog

from handrail_server.core.basics.canonical import from_json_arguments
from handrail_server.core.basics.errors import HandrailError, MoveRefused
from handrail_server.core.basics.ids import ActionId, ConversationId, OrgId
from handrail_server.core.turns.action import Action, ActionState
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.making import Called
from handrail_server.flows.finish_action import Finishing, finish_action
from handrail_server.flows.lease_action import Leasing, lease_action
from handrail_server.flows.make_answer import GATEWAY
from handrail_server.flows.request_action import Requested, request_action
from handrail_server.house.caller import Caller
from handrail_server.house.house import House
from handrail_server.ports.tools import Running, ToolFailed

RESULT_CHARACTERS: Final = 16_000
WAITING: Final = "waiting"
STOPPED: Final = ("handed_over", "stale")
"""After these the agent is asked no more."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Calling:
    """For whom, and under which floor token."""

    caller: Caller
    conversation: ConversationId
    floor: int


async def make_call(house: House, calling: Calling, called: Called) -> Called:
    """Ask for the call and run it where it may run; the same call id has its effect once, whoever brings it again."""
    if called.tool not in {tool.name for tool in house.toolbox.all()}:
        return replace(called, end="unknown_tool", result=_error(f"There is no tool `{called.tool}`."))
    try:
        acted = await request_action(
            house,
            calling.caller,
            Requested(
                conversation=calling.conversation,
                call_id=called.call_id,
                tool=called.tool,
                arguments=from_json_arguments(_arguments(called.arguments)),
                floor=calling.floor,
                here=True,
            ),
        )
    except HandrailError as refused:
        return replace(called, end="refused", result=_error(refused.message))
    if acted.handed_over is not None:
        return replace(called, action=acted.action.id, end="handed_over")
    action = await run_action(house, calling.caller, acted.action)
    return ended(called, action)


async def run_action(house: House, caller: Caller, action: Action) -> Action:
    """Run a call that is ready, under a lease of its own; any other stays as it is."""
    if action.state is not ActionState.READY:
        return action
    leased = await lease_action(house, caller, Leasing(action=action.id, digest=action.digest))
    if leased.token is None:
        return leased.action
    report = await _run(house, caller, leased.action, leased.token)
    if report is None:
        return leased.action
    return (await finish_action(house, caller, report)).action


async def run_due(house: House, org: OrgId, name: ActionId) -> None:
    """A call was approved: it is run now, as the act of whoever approved it, at most once."""
    loaded = await house.journal.load(org, Action, name)
    if loaded.state.here and loaded.state.state is ActionState.READY:
        try:
            await run_action(house, Caller(org=org, actor=GATEWAY), loaded.state)
        except MoveRefused:
            log.info("An approved call was run by another.", action=name)


async def _run(house: House, caller: Caller, action: Action, token: str) -> Finishing | None:
    """What the tool says; None where nobody knows what it did: the lease runs out, and a person finds out (law 6)."""
    conversation = (await house.journal.load(caller.org, Conversation, action.conversation)).state
    running = Running(
        org=caller.org,
        action=action.id,
        conversation=conversation.id,
        customer=conversation.customer,
        tool=action.tool,
        arguments=_arguments(action.arguments),
        by=caller.actor,
        at=house.clock.now(),
    )
    try:
        result = await house.toolbox.run(running)
    except ToolFailed as failed:
        return Finishing(action=action.id, token=token, error=str(failed))
    except Exception:
        log.exception("A tool broke; nobody knows what it did.", action=action.id, tool=action.tool)
        return None
    return Finishing(action=action.id, token=token, result=_written(result))


def ended(called: Called, action: Action) -> Called:
    """What came of a call, as the agent is told."""
    match action.state:
        case ActionState.COMPLETED:
            end, result = "completed", action.result
        case ActionState.FAILED:
            end, result = "failed", _error(action.error or "It failed.")
        case ActionState.WAITING | ActionState.READY:
            end, result = WAITING, _error("It waits for the approval of a person; nothing has been carried out yet.")
        case ActionState.REFUSED if action.error == "stale_epoch":
            end, result = "stale", _error("A person has the conversation now.")
        case ActionState.REFUSED:
            end, result = "refused", _error(f"It may not be done: {action.error}.")
        case _:
            end, result = "unknown", _error("It is not known whether it was done; a person is finding out.")
    return replace(called, action=action.id, end=end, result=result)


def _arguments(text: str) -> dict[str, object]:
    found = json.loads(text)
    return found if isinstance(found, dict) else {}


def _written(result: Mapping[str, object]) -> str:
    return json.dumps(result, sort_keys=True, ensure_ascii=False)[:RESULT_CHARACTERS]


def _error(message: str) -> str:
    return json.dumps({"error": message}, ensure_ascii=False)
