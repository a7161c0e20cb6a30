"""The plain loop of the examples, with a model that follows a script over OpenAI's own client."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import httpx2
import pytest
from openai import OpenAI
from openai.types.chat import ChatCompletionMessageParam

from examples import openai_loop
from handrail import FloorLost
from handrail.testing import Asked, FakeHandrail

OURS = re.compile(
    r"\b(heard|done)\b|\brail\.\w|chat\.(act|propose)|[^.]\bask\(| Handrail\(|except (FloorLost|NotApproved)"
)
ASKED = {"order": "A1", "amount": 12.5, "currency": "EUR"}


class ScriptedModel:
    """Answers each request with the next message of its script; keeps what it was asked."""

    def __init__(self, *script: dict[str, object]) -> None:
        self._script = list(script)
        self.asked: list[list[dict[str, object]]] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(json.loads(request.read())["messages"])
        message = {"role": "assistant", "content": None} | self._script.pop(0)
        choice = {"index": 0, "finish_reason": "stop", "message": message}
        return httpx2.Response(
            200, json={"id": "r-1", "object": "chat.completion", "created": 0, "model": "m", "choices": [choice]}
        )


def _calls_refund() -> dict[str, object]:
    function = {"name": "refund", "arguments": json.dumps(ASKED)}
    return {"tool_calls": [{"id": "call-1", "type": "function", "function": function}]}


@pytest.fixture
def model() -> ScriptedModel:
    return ScriptedModel(_calls_refund(), {"content": "You have your money back."})


@pytest.fixture
def client(model: ScriptedModel) -> Iterator[OpenAI]:
    transport = httpx2.MockTransport(model)
    with OpenAI(
        api_key="none", base_url="http://model.test/v1", http_client=httpx2.Client(transport=transport)
    ) as made:
        yield made


def _reply(client: OpenAI, fake: FakeHandrail, text: str = "I want my money back.") -> str | None:
    messages: list[ChatCompletionMessageParam] = [openai_loop.SYSTEM]
    return openai_loop.reply(client, fake.rail().conversation("c-1"), messages, text)


def test_an_approved_refund_runs_once_and_the_model_hears_of_it(client: OpenAI, model: ScriptedModel) -> None:
    fake = FakeHandrail()
    assert _reply(client, fake) == "You have your money back."
    assert model.asked[1][-1] == {
        "role": "tool",
        "tool_call_id": "call-1",
        "content": "Refunded 12.5 EUR for A1.",
    }
    assert fake.action("call-1").state == "completed"


def test_a_rejected_refund_is_not_run_and_the_model_hears_why(client: OpenAI, model: ScriptedModel) -> None:
    _reply(client, FakeHandrail(auto="reject"))
    assert model.asked[1][-1]["content"] == "Not run: a person rejected it."


def test_a_customer_who_needs_a_person_never_reaches_the_model(client: OpenAI, model: ScriptedModel) -> None:
    fake = FakeHandrail()
    fake.script("hand_over", say="A colleague will be with you.", sealed=True)
    assert _reply(client, fake, "My diagnosis is …") == "A colleague will be with you."
    assert model.asked == []


def test_a_takeover_while_the_model_thinks_stops_its_answer(client: OpenAI, model: ScriptedModel) -> None:
    fake = FakeHandrail()

    def taken_over(asked: Asked) -> Literal["approve"]:
        fake.take_over(asked.conversation)
        return "approve"

    fake.auto = taken_over
    with pytest.raises(FloorLost):
        _reply(client, fake)


@pytest.mark.parametrize("name", ["openai_loop", "langgraph_node"])
def test_an_example_needs_at_most_ten_lines_of_handrail(name: str) -> None:
    source = Path(openai_loop.__file__).with_name(f"{name}.py").read_text(encoding="utf-8")
    code = re.sub(r'"""(?:.|\n)*?"""', "", source).splitlines()
    marked = [line for line in code if line.endswith("# handrail")]
    assert 0 < len(marked) <= 10
    assert [line for line in code if OURS.search(line)] == marked
