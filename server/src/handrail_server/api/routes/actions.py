"""Guarded calls: ask, wait, lease, report."""

import json
from decimal import Decimal
from functools import partial
from types import NoneType
from typing import TypeVar

from starlette.requests import Request

from handrail_server.api.authentication import speaking_agent
from handrail_server.api.endpoint import Call, Endpoint, Parameter, endpoint
from handrail_server.api.present.judgements import action_state, lease
from handrail_server.api.wire import conversations as wire
from handrail_server.api.wire.operations import ReconcileRequest
from handrail_server.core.basics.canonical import from_json_arguments
from handrail_server.core.basics.errors import HandrailError
from handrail_server.core.basics.ids import ActionId, ConversationId
from handrail_server.core.basics.money import Money
from handrail_server.flows.finish_action import Finishing, finish_action
from handrail_server.flows.lease_action import Leasing, lease_action
from handrail_server.flows.reconcile_action import Reconciling, reconcile_action
from handrail_server.flows.request_action import Requested, request_action
from handrail_server.house.acting import action_of

B = TypeVar("B")
LONGEST_WAIT = 25
"""Seconds that a request for a waiting call is held open."""


async def act(call: Call[wire.ActionRequest]) -> wire.ActionState | HandrailError:
    """Ask before acting: proceed, ask first, hand over; or 409 where the floor has moved."""
    speaking_agent(call.caller)
    body = call.body
    requested = Requested(
        conversation=ConversationId(call.path("conversation")),
        call_id=body.call_id,
        tool=body.tool,
        arguments=from_json_arguments(body.arguments),
        floor=body.floor,
        amount=Money(amount=Decimal(body.amount.amount), currency=body.amount.currency) if body.amount else None,
        impact=body.impact,
        topic=body.topic,
        flow=body.flow,
    )
    return action_state(await request_action(call.house, call.caller, requested, call.record(action_state)))


async def look(call: Call[None]) -> wire.ActionState | HandrailError:
    """Where a call stands; with `wait`, answers as soon as it no longer waits for a person."""
    speaking_agent(call.caller)
    action = ActionId(call.path("action"))
    deadline = call.now + 1_000 * call.number("wait", 0, least=0, most=LONGEST_WAIT)
    acted = await action_of(call.house, call.caller, action)
    while acted.action.state == "waiting" and (left := deadline - call.house.clock.now()) > 0:
        await call.house.bell.wait("facts", seconds=min(left / 1_000, 1.0))
        acted = await action_of(call.house, call.caller, action)
    return action_state(acted)


async def take_lease(call: Call[wire.LeaseRequest]) -> wire.Lease | HandrailError:
    """The moment of the call: run it now under this lease, or take the recorded result."""
    speaking_agent(call.caller)
    leasing = Leasing(action=ActionId(call.path("action")), digest=call.body.digest)
    return lease(await lease_action(call.house, call.caller, leasing, call.record(lease)))


async def complete(call: Call[wire.Completion]) -> wire.ActionState | HandrailError:
    """Report that the call was done, with its result."""
    result = json.dumps(call.body.result, sort_keys=True)
    return await _finish(call, Finishing(action=_action(call), token=call.body.lease, result=result))


async def fail(call: Call[wire.Failure]) -> wire.ActionState | HandrailError:
    """Report that the call failed and nothing was committed."""
    return await _finish(call, Finishing(action=_action(call), token=call.body.lease, error=call.body.error))


async def reconcile(call: Call[ReconcileRequest]) -> wire.ActionState | HandrailError:
    """A person says whether an unknown execution happened."""
    body = call.body
    reconciling = Reconciling(
        action=ActionId(call.path("action")),
        committed=body.committed,
        evidence=body.ground,
        result=json.dumps(body.result, sort_keys=True) if body.committed else None,
    )
    heads = partial(action_state, readable=False)  # what is sealed to this person may stand in the rest
    return heads(await reconcile_action(call.house, call.caller, reconciling, call.record(heads)))


async def _finish(call: Call[B], finishing: Finishing) -> wire.ActionState | HandrailError:
    speaking_agent(call.caller)
    return action_state(await finish_action(call.house, call.caller, finishing, call.record(action_state)))


def _action(call: Call[B]) -> ActionId:
    return ActionId(call.path("action"))


def _own_call(request: Request, body: wire.ActionRequest) -> tuple[str, str]:
    return f"call:{request.path_params['conversation']}", body.call_id


_WAIT = Parameter(
    name="wait",
    description="Seconds to wait while the call waits for a person.",
    schema={"type": "integer", "minimum": 0, "maximum": LONGEST_WAIT},
)

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint(
        "POST",
        "/v1/conversations/{conversation}/actions",
        act,
        body=wire.ActionRequest,
        reply=wire.ActionState,
        own_id=_own_call,
    ),
    endpoint("GET", "/v1/actions/{action}", look, body=NoneType, reply=wire.ActionState, parameters=(_WAIT,)),
    endpoint("POST", "/v1/actions/{action}/lease", take_lease, body=wire.LeaseRequest, reply=wire.Lease),
    endpoint("POST", "/v1/actions/{action}/completion", complete, body=wire.Completion, reply=wire.ActionState),
    endpoint("POST", "/v1/actions/{action}/failure", fail, body=wire.Failure, reply=wire.ActionState),
    endpoint("POST", "/v1/actions/{action}/reconciliation", reconcile, body=ReconcileRequest, reply=wire.ActionState),
)
