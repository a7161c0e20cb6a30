"""An agent's answer as it comes by webhook, and the request as it goes out. docs/guides/gateway.md tells the same."""

from typing import Annotated, Literal

import msgspec

from handrail_server.core.turns.action import Action
from handrail_server.core.turns.making_facts import Failing
from handrail_server.core.turns.turn import Captured, Confidence, ConfidenceOrigin, Source
from handrail_server.ports.responding import Ask, Given, Unanswered, Wanted

_Text = Annotated[str, msgspec.Meta(max_length=100_000)]
_Line = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=128)]
_Score = Annotated[float, msgspec.Meta(ge=0, le=1)]


class ConfidenceShape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How sure the agent is, and who says so."""

    value: _Score
    origin: Literal["model", "log_probabilities", "retrieval", "judge"] = "model"


class SourceShape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the answer rests on."""

    id: _Line
    title: _Line | None = None
    text: _Text | None = None
    score: float | None = None


class CapturedShape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A data point that the agent collected."""

    name: _Name
    value: _Text


class CallShape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A tool that the agent wants to call."""

    id: _Name
    tool: _Name
    arguments: dict[str, object] = msgspec.field(default_factory=dict)


class GivenShape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The agent's answer."""

    text: _Text = ""
    calls: Annotated[tuple[CallShape, ...], msgspec.Meta(max_length=16)] = ()
    confidence: ConfidenceShape | None = None
    sources: Annotated[tuple[SourceShape, ...], msgspec.Meta(max_length=50)] = ()
    topic: _Line | None = None
    intent: _Line | None = None
    captured: Annotated[tuple[CapturedShape, ...], msgspec.Meta(max_length=100)] = ()
    person_because: _Line | None = None


_decode = msgspec.json.Decoder(GivenShape).decode
_encode = msgspec.json.Encoder(decimal_format="string").encode


def given_of(body: bytes) -> Given:
    """The answer; raises `Unanswered` for what is none, naming the field."""
    try:
        shape = _decode(body)
    except msgspec.DecodeError as wrong:
        raise Unanswered(f"no answer: {wrong}"[:200], kind=Failing.MALFORMED) from None
    if not (shape.text.strip() or shape.calls or shape.person_because):
        raise Unanswered("an empty answer", kind=Failing.MALFORMED)
    confidence = shape.confidence
    return Given(
        text=shape.text,
        calls=tuple(Wanted(name=call.id, tool=call.tool, arguments=call.arguments) for call in shape.calls),
        confidence=Confidence(value=confidence.value, origin=ConfidenceOrigin(confidence.origin))
        if confidence
        else None,
        sources=tuple(Source(id=s.id, title=s.title, text=s.text, score=s.score) for s in shape.sources),
        topic=shape.topic,
        intent=shape.intent,
        captured=tuple(Captured(name=point.name, value=point.value) for point in shape.captured),
        person_because=shape.person_because,
    )


def asked(ask: Ask) -> bytes:
    """The request as JSON."""
    return _encode(
        {
            "type": "answer",
            "conversation": ask.conversation,
            "agent": ask.agent,
            "round": ask.round,
            "attempt": ask.attempt,
            "channel": ask.channel,
            "language": ask.language,
            "customer": _customer(ask),
            "turns": [{"author": line.author, "text": line.text, "at": line.at} for line in ask.lines],
            "unanswered": ask.unanswered,
            "steps": [
                {
                    "text": step.text,
                    "calls": [
                        {
                            "id": call.name,
                            "tool": call.tool,
                            "arguments": msgspec.Raw(call.arguments.encode()),
                            "end": call.end,
                            "result": msgspec.Raw(call.result.encode()) if call.result else None,
                        }
                        for call in step.calls
                    ],
                }
                for step in ask.steps
            ],
            "tools": [
                {"name": tool.name, "description": tool.description, "parameters": tool.parameters}
                for tool in ask.tools
            ],
            "note": ask.note,
            "whispers": ask.whispers,
            "ended": [_action(action) for action in ask.ended],
            "waiting": [_action(action) for action in ask.waiting],
            "person_asked": ask.person_asked,
            "lessons": [
                {"id": known.id, "question": known.question, "answer": known.answer, "likeness": known.likeness}
                for known in ask.lessons
            ],
            "discarded": ask.discarded,
        }
    )


def _customer(ask: Ask) -> dict[str, object] | None:
    if ask.customer is None:
        return None
    profile = ask.profile
    return {"id": ask.customer, "name": profile.name if profile else None, "tier": profile.tier if profile else None}


def _action(action: Action) -> dict[str, object]:
    return {
        "tool": action.tool,
        "arguments": msgspec.Raw(action.arguments.encode()),
        "state": action.state,
        "result": msgspec.Raw(action.result.encode()) if action.result else None,
        "error": action.error,
    }
