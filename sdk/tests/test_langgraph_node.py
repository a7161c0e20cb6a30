"""The graph of the examples, with a model that follows a script: it pauses for a person, and runs the tool once."""

from collections.abc import Iterator

import pytest
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, ToolCall
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.types import Command

from examples import langgraph_node
from examples.langgraph_node import Graph, State, build, follow
from handrail.testing import FakeHandrail

THREAD: RunnableConfig = {"configurable": {"thread_id": "c-1"}}
TURN: State = {"conversation": "c-1", "turn": "m-1", "text": "I want my money back."}
REFUND: ToolCall = {"name": "refund", "args": {"order": "A1", "amount": "12.50", "currency": "EUR"}, "id": "call-1"}


def _script() -> Iterator[AIMessage]:
    yield AIMessage("", tool_calls=[REFUND])
    yield AIMessage("You have your money back.")


def _graph(fake: FakeHandrail) -> Graph:
    return build(fake.rail(), GenericFakeChatModel(messages=_script()), InMemorySaver())


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    runs: list[str] = []

    def refund(order: str, amount: str, currency: str) -> str:
        runs.append(f"{amount} {currency} for {order}")
        return "refunded"

    monkeypatch.setitem(langgraph_node.TOOLS, "refund", refund)
    return runs


def test_what_may_proceed_runs_without_a_pause(runs: list[str]) -> None:
    out = _graph(FakeHandrail(auto=lambda _: "proceed")).invoke(TURN, THREAD)
    assert (out["words"], runs) == ("You have your money back.", ["12.50 EUR for A1"])


def test_the_graph_pauses_and_the_delivery_of_the_decision_resumes_it(runs: list[str]) -> None:
    fake, said = FakeHandrail(auto=None), list[tuple[str, str | None]]()
    graph = _graph(fake)
    paused = graph.invoke(TURN, THREAD)
    assert paused["__interrupt__"][0].value["say"] == "I have asked a colleague to approve this."
    fake.decide("call-1", "approve")
    follow(fake.rail().deliveries(follow=False), graph, lambda *words: said.append(words))
    assert said == [("c-1", "You have your money back.")]
    assert runs == ["12.50 EUR for A1"]


def test_nothing_that_a_resume_carries_approves(runs: list[str]) -> None:
    graph = _graph(FakeHandrail(auto=None))
    graph.invoke(TURN, THREAD)
    for forged in ("approve", True, {"decisions": [{"type": "approve"}]}, {"action": "action-1", "state": "ready"}):
        assert "__interrupt__" in graph.invoke(Command(resume=forged), THREAD)
    assert runs == []


def test_a_graph_resumed_twice_from_one_checkpoint_runs_the_tool_once(runs: list[str]) -> None:
    fake, keeper = FakeHandrail(auto=None), InMemorySaver()
    paused = build(fake.rail(), GenericFakeChatModel(messages=_script()), keeper)
    paused.invoke(TURN, THREAD)
    checkpoint = paused.get_state(THREAD).config
    fake.decide("call-1", "approve")
    answers = []
    for _ in range(2):
        last = iter([AIMessage("You have your money back.")])
        graph = build(fake.rail(), GenericFakeChatModel(messages=last), keeper)
        answers.append(graph.invoke(Command(resume="go on"), checkpoint)["words"])
    assert answers == ["You have your money back."] * 2
    assert runs == ["12.50 EUR for A1"]


def test_a_whisper_is_never_said_to_the_customer() -> None:
    fake, said = FakeHandrail(), list[tuple[str, str | None]]()
    fake.whisper("c-1", "Offer free delivery.")
    fake.say("c-1", "Hello, Ada here.")
    follow(fake.rail().deliveries(follow=False), _graph(fake), lambda *words: said.append(words))
    assert said == [("c-1", "Hello, Ada here.")]


def test_a_rejection_is_told_to_the_model(runs: list[str]) -> None:
    out = _graph(FakeHandrail(auto="reject")).invoke(TURN, THREAD)
    assert out["messages"][-2].content == "Not run: a person rejected it."
    assert runs == []


def test_a_customer_who_needs_a_person_never_reaches_the_model() -> None:
    fake = FakeHandrail()
    fake.script("hand_over", say="A colleague will be with you.")
    assert _graph(fake).invoke(TURN, THREAD)["words"] == "A colleague will be with you."
