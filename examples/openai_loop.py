"""A plain tool loop with a person behind it. The lines marked `handrail` are all it takes.

    pip install handrail openai
    HANDRAIL_URL=http://127.0.0.1:8000 HANDRAIL_KEY=… OPENAI_API_KEY=… python examples/openai_loop.py

Any endpoint that speaks OpenAI's protocol will do: set OPENAI_BASE_URL and MODEL.
"""

import json
import os
from decimal import Decimal

from openai import OpenAI
from openai.types.chat import (
    ChatCompletionMessage,
    ChatCompletionMessageFunctionToolCall,
    ChatCompletionMessageParam,
    ChatCompletionToolParam,
)

from handrail import Conversation, FloorLost, Handrail, NotApproved

MODEL = os.environ.get("MODEL", "gpt-4o-mini")
SYSTEM: ChatCompletionMessageParam = {"role": "system", "content": "You help the customers of a shop. Be brief."}
REFUND: ChatCompletionToolParam = {
    "type": "function",
    "function": {
        "name": "refund",
        "description": "Give the money for an order back.",
        "parameters": {
            "type": "object",
            "properties": {
                "order": {"type": "string"},
                "amount": {"type": "string", "description": "A decimal number as text, such as 12.50"},
                "currency": {"type": "string", "description": "ISO 4217, such as EUR"},
            },
            "required": ["order", "amount", "currency"],
        },
    },
}


def refund(order: str, amount: str, currency: str) -> str:
    """Stands for your payment provider."""
    return f"Refunded {amount} {currency} for {order}."


TOOLS = {"refund": refund}


def reply(client: OpenAI, chat: Conversation, messages: list[ChatCompletionMessageParam], text: str) -> str | None:
    """What to tell the customer. None: nothing, a person has the conversation."""
    heard = chat.customer(text)  # handrail
    if not heard.may_answer:  # handrail
        return heard.say  # handrail
    messages.append({"role": "user", "content": text})
    while True:
        said = client.chat.completions.create(model=MODEL, messages=messages, tools=[REFUND]).choices[0].message
        calls = [call for call in said.tool_calls or [] if call.type == "function"]
        if not calls:
            words = chat.propose(said.content or "…").words  # handrail
            messages.append({"role": "assistant", "content": words})
            return words
        messages.append(_asked(said, calls))
        for call in calls:
            messages.append({"role": "tool", "tool_call_id": call.id, "content": guarded(chat, call)})  # noqa: PERF401


def guarded(chat: Conversation, call: ChatCompletionMessageFunctionToolCall) -> str:
    """The tool's result; or, for the model, why it was not run."""
    name, arguments = call.function.name, json.loads(call.function.arguments, parse_float=Decimal)
    try:
        return str(chat.act(name, arguments, call_id=call.id, run=TOOLS[name]).result)  # handrail
    except NotApproved as no:  # handrail
        return str(no)


def _asked(
    said: ChatCompletionMessage, calls: list[ChatCompletionMessageFunctionToolCall]
) -> ChatCompletionMessageParam:
    return {
        "role": "assistant",
        "content": said.content,
        "tool_calls": [
            {
                "id": call.id,
                "type": "function",
                "function": {"name": call.function.name, "arguments": call.function.arguments},
            }
            for call in calls
        ],
    }


def main() -> None:
    """Talk to the agent in the terminal."""
    rail = Handrail(os.environ["HANDRAIL_URL"], os.environ["HANDRAIL_KEY"], on_unreachable="hold")  # handrail
    chat = rail.conversation(f"terminal-{os.getpid()}")  # handrail
    client, messages = OpenAI(), [SYSTEM]
    while text := input("you: ").strip():
        try:
            print("agent:", reply(client, chat, messages, text) or "…")
        except FloorLost:  # handrail
            print("(a person has taken over)")


if __name__ == "__main__":
    main()
