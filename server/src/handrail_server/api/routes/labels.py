"""What people and customers say afterwards; learning rests on it."""

from types import NoneType
from typing import Final, TypeVar

from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.present.transcripts import conversation_reply
from handrail_server.api.wire import labels as wire
from handrail_server.api.wire.cases import PersonWork
from handrail_server.api.wire.transcripts import ConversationReply
from handrail_server.api.working import case_of, conversation_of, work
from handrail_server.core.basics.errors import NotFound
from handrail_server.core.learning.facts import CaseLabel, RatingKind, ReplyLabel
from handrail_server.flows import label

B = TypeVar("B")


async def label_case(call: Call[wire.CaseLabel]) -> PersonWork:
    """Say whether an escalation was needed, avoidable, late or misrouted."""
    body = call.body
    return await work(
        call,
        lambda once: label.label_case(
            call.house, call.caller, case_of(call), CaseLabel(body.label), body.comment, once
        ),
    )


async def label_turn(call: Call[wire.TurnLabel]) -> PersonWork:
    """Say what was wrong with an agent's reply; a harmful one is told to the supervisor at once."""
    labelling = label.ReplyLabelling(
        conversation=conversation_of(call),
        number=_turn(call),
        label=ReplyLabel(call.body.label),
        comment=call.body.comment,
    )
    return await work(call, lambda once: label.label_reply(call.house, call.caller, labelling, once))


async def withdraw_label(call: Call[None]) -> PersonWork:
    """Take back your label of an agent's reply; who was told of a harmful one stays told."""
    number = _turn(call)
    return await work(
        call,
        lambda once: label.withdraw_reply_label(call.house, call.caller, conversation_of(call), number, once),
    )


async def rate(call: Call[wire.Rating]) -> ConversationReply:
    """Record what the customer said of the conversation: satisfaction (1 to 5) or recommendation (0 to 10)."""
    body = call.body
    rated = label.Rated(
        conversation=conversation_of(call), kind=RatingKind(body.kind), score=body.score, comment=body.comment
    )
    return conversation_reply(
        await label.rate_conversation(call.house, call.caller, rated, call.record(conversation_reply))
    )


def _turn(call: Call[B]) -> int:
    number = call.path("turn")
    if not number.isdecimal() or len(number) > 9:
        raise NotFound(f"There is no turn `{number[:50]}` here.", field="turn", fix="Give the turn's number.")
    return int(number)


TURN_LABELS: Final = "/v1/conversations/{conversation}/turns/{turn}/labels"

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("POST", "/v1/cases/{case}/labels", label_case, body=wire.CaseLabel, reply=PersonWork),
    endpoint("POST", TURN_LABELS, label_turn, body=wire.TurnLabel, reply=PersonWork),
    endpoint("DELETE", TURN_LABELS, withdraw_label, body=NoneType, reply=PersonWork),
    endpoint("POST", "/v1/conversations/{conversation}/ratings", rate, body=wire.Rating, reply=ConversationReply),
)
