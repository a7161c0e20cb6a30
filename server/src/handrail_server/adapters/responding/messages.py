"""A request for an answer as messages and tools of the OpenAI chat protocol."""

from collections.abc import Iterator
from typing import Final

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.turns.action import Action
from handrail_server.core.turns.making import Step
from handrail_server.core.turns.responder import Responder
from handrail_server.ports.responding import Ask
from handrail_server.ports.tools import Tool

TRANSFER: Final = "transfer_to_person"
Message = dict[str, object]

_INSTRUCTIONS: Final = (
    "You are {name}, an AI agent of the organisation, and talk with a customer by {channel}. Answer in the customer's "
    "language ({language}), plainly and briefly. Use the tools for whatever they can look up or do; never say that "
    "something was done unless a tool's result says so. Say so when you do not know. Where a person is needed, or the "
    "customer wants one, call transfer_to_person."
)
_TRANSFER: Final[Message] = {
    "type": "function",
    "function": {
        "name": TRANSFER,
        "description": "Ask a person to take over the conversation.",
        "parameters": {
            "type": "object",
            "properties": {"reason": {"type": "string", "description": "Why, in one sentence."}},
            "required": ["reason"],
            "additionalProperties": False,
        },
    },
}


def tools_of(ask: Ask) -> list[Message]:
    """What it may call."""
    return [*(_tool(tool) for tool in ask.tools), _TRANSFER]


def messages_of(ask: Ask, responder: Responder) -> list[Message]:
    """What it is told, what was said, and what it has done so far."""
    return [
        {"role": "system", "content": "\n\n".join(_told(ask, responder))},
        *_said(ask),
        *(message for step in ask.steps for message in _step(step)),
    ]


def _told(ask: Ask, responder: Responder) -> Iterator[str]:
    yield _INSTRUCTIONS.format(name=ask.called, channel=ask.channel, language=ask.language)
    if responder.instructions:
        yield responder.instructions
    if ask.profile is not None and ask.profile.name:
        yield f"The customer is {ask.profile.name}."
    if ask.note:
        yield f"A colleague had the conversation and gave it back to you with this note: {ask.note}"
    for whisper in ask.whispers:
        yield f"A supervisor tells you, unseen by the customer: {whisper}"
    for action in ask.ended:
        yield f"A call that waited for a person has ended; tell the customer. {_of(action)}"
    for action in ask.waiting:
        yield f"This call still waits for a person's approval. {_of(action)}"
    if ask.person_asked:
        yield "A colleague has been asked already and will take over. Promise nothing; collect details meanwhile."
    for known in ask.lessons:
        yield f"A colleague was asked this before: {known.question} They answered: {known.answer}"
    if ask.discarded is not None:
        yield f"A colleague did not let your last draft out. Do not say it again: {ask.discarded}"


def _said(ask: Ask) -> Iterator[Message]:
    for line in ask.lines:
        match line.author:
            case ActorKind.CUSTOMER:
                yield {"role": "user", "content": line.text}
            case ActorKind.AGENT:
                yield {"role": "assistant", "content": line.text}
            case ActorKind.PERSON:
                yield {"role": "assistant", "content": f"(a human colleague wrote:) {line.text}"}
            case ActorKind.SYSTEM:
                yield {"role": "assistant", "content": f"(an automatic message:) {line.text}"}


def _step(step: Step) -> Iterator[Message]:
    calls = [
        {"id": call.name, "type": "function", "function": {"name": call.tool, "arguments": call.arguments}}
        for call in step.calls
    ]
    yield {"role": "assistant", "content": step.text or None, "tool_calls": calls}
    for call in step.calls:
        yield {"role": "tool", "tool_call_id": call.name, "content": call.result or "{}"}


def _of(action: Action) -> str:
    came = action.result or action.error or ""
    return f"Tool {action.tool}, arguments {action.arguments}, state {action.state}. {came}".strip()


def _tool(tool: Tool) -> Message:
    function = {"name": tool.name, "description": tool.description, "parameters": tool.parameters}
    return {"type": "function", "function": function}
