"""The shapes of the SDK are those of the server: no field that only one side knows, none that one demands in vain."""

import msgspec
import pytest
from pydantic import BaseModel

from handrail import _answers, _said
from handrail._action import Action
from handrail._fake import requests
from handrail_server.api import problems
from handrail_server.api.wire import conversations, shape

OURS = {"reached", "duplicate", "recorded"}
"""What the SDK adds to an answer for its caller."""

ANSWERS: list[tuple[type[BaseModel], type[msgspec.Struct]]] = [
    (_answers.Evidence, conversations.EvidenceSpan),
    (_answers.Reason, conversations.Reason),
    (_answers.Control, conversations.FloorState),
    (_answers.Judgement, conversations.Judgement),
    (Action, conversations.ActionState),
    (_answers.LeaseReply, conversations.Lease),
    (_answers.Delivery, conversations.Delivery),
    (_answers.Deliveries, conversations.Deliveries),
]
REQUESTS: list[tuple[type[BaseModel], type[msgspec.Struct]]] = [
    (_said.Confidence, conversations.Confidence),
    (_said.Source, conversations.Source),
    (_said.Captured, conversations.Captured),
    (_said.ToolCall, conversations.ToolCall),
    (_said.SuppliedSignal, conversations.SuppliedSignal),
    (_said.Attachment, conversations.AttachmentReference),
    (_said.Amount, shape.Amount),
    (requests.Turn, conversations.Turn),
    (requests.Draft, conversations.Draft),
    (requests.ActionRequest, conversations.ActionRequest),
    (requests.HandOverRequest, conversations.HandOverRequest),
    (requests.LeaseRequest, conversations.LeaseRequest),
    (requests.Completion, conversations.Completion),
    (requests.Failure, conversations.Failure),
]


def _names(model: type[BaseModel]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()} - OURS


def _demanded(model: type[BaseModel]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items() if field.is_required()}


def _server_names(struct: type[msgspec.Struct]) -> set[str]:
    return {field.encode_name for field in msgspec.structs.fields(struct)}


def _server_demands(struct: type[msgspec.Struct]) -> set[str]:
    return {field.encode_name for field in msgspec.structs.fields(struct) if field.required}


@pytest.mark.parametrize(("ours", "servers"), ANSWERS, ids=lambda shape: shape.__name__)
def test_an_answer_has_the_servers_fields(ours: type[BaseModel], servers: type[msgspec.Struct]) -> None:
    assert _names(ours) == _server_names(servers)


@pytest.mark.parametrize(("ours", "servers"), REQUESTS, ids=lambda shape: shape.__name__)
def test_a_request_has_the_servers_fields_and_demands(ours: type[BaseModel], servers: type[msgspec.Struct]) -> None:
    assert _names(ours) == _server_names(servers)
    assert _demanded(ours) == _server_demands(servers)


def test_a_problem_is_read_as_the_server_writes_it() -> None:
    assert _names(_answers.Problem) | {"type"} == _server_names(problems.Problem)


def test_what_may_be_said_about_a_turn_is_what_any_turn_may_carry() -> None:
    assert set(_said.About.__annotations__) == _server_names(conversations.Spoken) - {"text"}
    said_elsewhere = {"call_id", "tool", "arguments", "floor"}
    assert set(_said.Asking.__annotations__) == _server_names(conversations.ActionRequest) - said_elsewhere
