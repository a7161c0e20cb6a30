"""The agent's side of a conversation: observe, propose, ask for a person."""

import json
from dataclasses import dataclass

from starlette.requests import Request

from handrail_server.api.authentication import speaking_agent
from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.moments import parsed_or_none
from handrail_server.api.present.judgements import judgement
from handrail_server.api.wire import conversations as wire
from handrail_server.core.basics.actors import EXTERNAL_PERSON, Actor, ActorKind, Authenticated, agent, customer
from handrail_server.core.basics.errors import HandrailError
from handrail_server.core.basics.ids import ConversationId, CustomerId, PersonId, TurnId, TurnNumber
from handrail_server.core.basics.time import At
from handrail_server.core.turns.turn import (
    Attachment,
    Captured,
    Confidence,
    ConfidenceOrigin,
    Saying,
    Source,
    SuppliedSignal,
    ToolCall,
    Turn,
)
from handrail_server.flows.ask_for_person import Asking, ask_for_person
from handrail_server.flows.observe_turn import Observed, observe_turn
from handrail_server.flows.propose_reply import Proposed, propose_reply
from handrail_server.house.caller import Caller
from handrail_server.house.scene import agent_of


async def observe(call: Call[wire.Turn]) -> wire.Judgement | HandrailError:
    """Report a turn that was said, and learn what to do now. It is never refused for what it says."""
    speaking_agent(call.caller)
    body = call.body
    frame = _Frame(
        conversation=ConversationId(call.path("conversation")),
        author=_author(call.caller, body),
        saying=Saying.SAID,
        channel=body.channel,
        late=body.late,
        now=call.now,
    )
    said = Observed(
        turn=_turn(body, frame),
        floor=body.floor,
        agent=body.agent,
        customer=CustomerId(body.customer) if body.customer else None,
        flow=body.flow,
    )
    return judgement(await observe_turn(call.house, call.caller, said, call.record(judgement)))


async def propose(call: Call[wire.Draft]) -> wire.Judgement | HandrailError:
    """Ask before speaking: proceed, hold, hand over; or 409 where the floor has moved."""
    frame = _Frame(
        conversation=ConversationId(call.path("conversation")),
        author=agent(speaking_agent(call.caller)),
        saying=Saying.PROPOSED,
        channel="",
        late=False,
        now=call.now,
    )
    drafted = Proposed(draft=_turn(call.body, frame), floor=call.body.floor)
    return judgement(await propose_reply(call.house, call.caller, drafted, call.record(judgement)))


async def ask(call: Call[wire.HandOverRequest]) -> wire.Judgement | HandrailError:
    """The agent itself asks for a person."""
    speaking_agent(call.caller)
    asking = Asking(
        conversation=ConversationId(call.path("conversation")),
        floor=call.body.floor,
        reason=call.body.reason,
        note=call.body.note,
    )
    return judgement(await ask_for_person(call.house, call.caller, asking, call.record(judgement)))


def _author(caller: Caller, body: wire.Turn) -> Actor:
    """Who spoke. What an agent's key says of others is reported, and is never an act of theirs."""
    match body.author:
        case "customer":
            named = CustomerId(body.customer) if body.customer else None
            return customer(named, reported_by=caller.agent)
        case "agent":
            return agent(agent_of(caller, body.agent))
        case "person":
            name = PersonId(body.person) if body.person else EXTERNAL_PERSON
            return Actor(kind=ActorKind.PERSON, id=name, authenticated=Authenticated.REPORTED, reported_by=caller.agent)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """What a turn has beside its words."""

    conversation: ConversationId
    author: Actor
    saying: Saying
    channel: str
    late: bool
    now: At


def _turn(body: wire.Spoken, frame: _Frame) -> Turn:
    return Turn(
        conversation=frame.conversation,
        id=TurnId(body.id),
        number=TurnNumber(0),
        author=frame.author,
        text=body.text,
        saying=frame.saying,
        channel=frame.channel,
        language=body.language,
        said_at=parsed_or_none(body.said_at, field="said_at") or frame.now,
        received_at=frame.now,
        seq=body.seq,
        late=frame.late,
        epoch=0,
        attachments=tuple(
            Attachment(id=a.id, media_type=a.media_type, size=a.size, digest=a.digest, name=a.name)
            for a in body.attachments
        ),
        confidence=_confidence(body.confidence),
        topic=body.topic,
        intent=body.intent,
        sources=tuple(Source(id=s.id, title=s.title, text=s.text, score=s.score) for s in body.sources),
        captured=tuple(
            Captured(name=c.name, value=c.value, turn=None if c.turn is None else TurnNumber(c.turn))
            for c in body.captured
        ),
        tool_calls=tuple(_tool_call(each) for each in body.tool_calls),
        signals=tuple(
            SuppliedSignal(name=s.name, score=s.score, source=s.source, blind=s.blind, note=s.note)
            for s in body.signals
        ),
        error=body.error if isinstance(body, wire.Turn) else None,
    )


def _confidence(given: wire.Confidence | None) -> Confidence | None:
    return None if given is None else Confidence(value=given.value, origin=ConfidenceOrigin(given.origin))


def _tool_call(given: wire.ToolCall) -> ToolCall:
    arguments = given.arguments if isinstance(given.arguments, str) else json.dumps(given.arguments, sort_keys=True)
    return ToolCall(
        name=given.name,
        arguments=arguments,
        result=None if given.result is None else json.dumps(given.result, sort_keys=True),
        failed=given.failed,
        call_id=given.call_id,
    )


def _own_turn(request: Request, body: wire.Turn) -> tuple[str, str]:
    return f"turn:{request.path_params['conversation']}", body.id


def _own_draft(request: Request, body: wire.Draft) -> tuple[str, str]:
    return f"turn:{request.path_params['conversation']}", body.id


def _own_asking(request: Request, body: wire.HandOverRequest) -> tuple[str, str]:
    return f"hand-over:{request.path_params['conversation']}", body.id


ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint(
        "POST",
        "/v1/conversations/{conversation}/turns",
        observe,
        body=wire.Turn,
        reply=wire.Judgement,
        own_id=_own_turn,
    ),
    endpoint(
        "POST",
        "/v1/conversations/{conversation}/proposals",
        propose,
        body=wire.Draft,
        reply=wire.Judgement,
        own_id=_own_draft,
    ),
    endpoint(
        "POST",
        "/v1/conversations/{conversation}/hand-over",
        ask,
        body=wire.HandOverRequest,
        reply=wire.Judgement,
        own_id=_own_asking,
    ),
)
