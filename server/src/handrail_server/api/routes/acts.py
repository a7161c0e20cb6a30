"""A person acts for the customer: refund, replacement, credit, appointment, whatever else the agent's tools can do."""

import json
from types import NoneType
from typing import Final

from starlette.requests import Request

from handrail_server.api.endpoint import Call, Endpoint, Parameter, endpoint
from handrail_server.api.moments import shown
from handrail_server.api.viewing import seen_conversation, viewer_of
from handrail_server.api.wire import acts as wire
from handrail_server.api.wire.shape import Amount
from handrail_server.core.basics.canonical import from_json_arguments
from handrail_server.core.basics.ids import ConversationId
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.time import SECOND
from handrail_server.core.turns.action import Action, ActionState
from handrail_server.core.work.act import limits_for
from handrail_server.flows.act_for_customer import Doing, act_for_customer
from handrail_server.house.acting import Acted
from handrail_server.house.entitled import reader

LONGEST_WAIT: Final = 10
_UNDER_WAY: Final = (ActionState.READY, ActionState.LEASED)


async def act_myself(call: Call[wire.ActRequest]) -> wire.ActReply:
    """Do something for the customer, within your limits at once, beyond them when it is approved; once, in any case."""
    body = call.body
    doing = Doing(
        conversation=ConversationId(call.path("conversation")),
        call_id=body.call_id,
        tool=body.tool,
        arguments=from_json_arguments(body.arguments),
        why=body.why,
    )
    acted = await act_for_customer(call.house, call.caller, doing, call.record(_reply))
    return _act(acted.action)


async def list_acts(call: Call[None]) -> wire.Acts:
    """All that was done or asked for in a conversation; with `wait`, answers as soon as nothing is being run."""
    viewer = await viewer_of(call)
    seen = await seen_conversation(call, viewer, call.path("conversation"))
    house, org = call.house, call.caller.org
    deadline = call.now + SECOND * call.number("wait", 0, least=0, most=LONGEST_WAIT)
    actions = await house.library.actions(org, seen.conversation.id)
    while any(each.here and each.state in _UNDER_WAY for each in actions) and house.clock.now() < deadline:
        await house.bell.wait("facts", seconds=0.2)
        actions = await house.library.actions(org, seen.conversation.id)
    readable = seen.uncovered or not seen.conversation.sealed
    return wire.Acts(acts=tuple(_act(each, readable=readable) for each in actions))


async def list_tools(call: Call[None]) -> wire.Tools:
    """What can be done for the customer from here, and how much of it by you alone."""
    await seen_conversation(call, await viewer_of(call), call.path("conversation"))
    person = await reader(call.house, call.caller)
    tools = tuple(
        wire.ToolReply(
            name=tool.name,
            called=tool.called,
            description=tool.description,
            parameters=dict(tool.parameters),
            reads_only=tool.reads_only,
            limits=tuple(_amount(limit) for limit in limits_for(person, tool.name)),
        )
        for tool in call.house.toolbox.all()
    )
    return wire.Tools(tools=tools)


def _reply(acted: Acted) -> wire.ActReply:
    return _act(acted.action)


def _act(action: Action, *, readable: bool = True) -> wire.ActReply:
    return wire.ActReply(
        action=action.id,
        call_id=action.call_id,
        tool=action.tool,
        arguments=json.loads(action.arguments) if readable else None,
        amount=_amount(action.amount) if action.amount and readable else None,
        state=action.state.value,
        person=action.person,
        case=action.approval,
        result=json.loads(action.result) if action.result and readable else None,
        error=action.error if readable else None,
        at=shown(action.requested_at),
    )


def _amount(money: Money) -> Amount:
    return Amount(amount=str(money.amount), currency=money.currency)


def _own_act(request: Request, body: wire.ActRequest) -> tuple[str, str]:
    return f"call:{request.path_params['conversation']}", body.call_id


_TALK: Final = "/v1/conversations/{conversation}"
_WAIT: Final = Parameter(
    name="wait",
    description="Seconds to wait while something is being run.",
    schema={"type": "integer", "minimum": 0, "maximum": LONGEST_WAIT},
)

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", f"{_TALK}/tools", list_tools, body=NoneType, reply=wire.Tools),
    endpoint("GET", f"{_TALK}/acts", list_acts, body=NoneType, reply=wire.Acts, parameters=(_WAIT,)),
    endpoint("POST", f"{_TALK}/acts", act_myself, body=wire.ActRequest, reply=wire.ActReply, own_id=_own_act),
)
