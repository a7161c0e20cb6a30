"""A graph with a person behind it: it pauses while somebody decides, for days if need be, and runs the tool once.

The lines marked `handrail` are all it takes. The graph's state keeps the floor of the customer's turn, so that any
process may resume; what a resume carries is never read, for whether the tool may run is Handrail's answer alone.

    pip install handrail langgraph

Give `build` your rail, your model with `REFUND` bound as its tool, and a checkpointer; run `follow` beside it.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TypedDict

from langchain_core.language_models import LanguageModelInput
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolCall, ToolMessage
from langchain_core.runnables import Runnable, RunnableConfig
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.types import Command, interrupt

from handrail import Delivery, Handrail, NotApproved

Model = Runnable[LanguageModelInput, AIMessage]


class State(TypedDict, total=False):
    """One exchange with a customer."""

    conversation: str
    turn: str
    text: str
    floor: int | None
    messages: list[AnyMessage]
    words: str | None
    """What to tell the customer. None: nothing, a person has the conversation."""


Graph = CompiledStateGraph[State, None, State, State]


def refund(order: str, amount: str, currency: str) -> str:
    """Stands for your payment provider."""
    return f"Refunded {amount} {currency} for {order}."


TOOLS = {"refund": refund}


def build(rail: Handrail, model: Model, keeper: BaseCheckpointSaver[str]) -> Graph:
    """The graph: listen, think, act as often as the model asks, answer."""

    def listen(state: State) -> State:
        heard = rail.conversation(state["conversation"]).customer(state["text"], id=state["turn"])  # handrail
        if not heard.may_answer:  # handrail
            return {"words": heard.say, "messages": []}  # handrail
        return {"floor": heard.floor, "messages": [HumanMessage(state["text"])]}  # handrail

    def think(state: State) -> State:
        return {"messages": [*state["messages"], model.invoke(state["messages"])]}

    def act(state: State) -> State:
        results = [ToolMessage(guarded(state, call), tool_call_id=call["id"]) for call in _calls(state)]
        return {"messages": [*state["messages"], *results]}

    def guarded(state: State, call: ToolCall) -> str:
        act = rail.conversation(state["conversation"]).act  # handrail
        ask = partial(act, call["name"], call["args"], call_id=call["id"] or "", run=TOOLS[call["name"]])
        try:
            while (done := ask(floor=state["floor"], wait=0)).pending:  # handrail
                interrupt({"action": done.id, "say": done.say})  # handrail
            return str(done.result)  # handrail
        except NotApproved as no:  # handrail
            return str(no)

    def answer(state: State) -> State:
        draft, floor = state["messages"][-1].text, state["floor"]
        return {"words": rail.conversation(state["conversation"]).propose(draft, floor=floor).words}  # handrail

    graph = StateGraph(State)
    graph.add_node("listen", listen)
    graph.add_node("think", think)
    graph.add_node("act", act)
    graph.add_node("answer", answer)
    graph.add_edge(START, "listen")
    graph.add_conditional_edges("listen", lambda state: "think" if state["messages"] else END)
    graph.add_conditional_edges("think", lambda state: "act" if _calls(state) else "answer")
    graph.add_edge("act", "think")
    graph.add_edge("answer", END)
    return graph.compile(checkpointer=keeper)


def follow(deliveries: Iterable[Delivery], graph: Graph, say: Callable[[str, str | None], None]) -> None:
    """Pass on what people say, and resume what waited for a decision: `follow(rail.deliveries(), graph, say)`."""
    for delivery in deliveries:
        if delivery.kind == "words":
            say(delivery.conversation, delivery.text)
        if delivery.action is not None:
            thread: RunnableConfig = {"configurable": {"thread_id": delivery.conversation}}
            say(delivery.conversation, graph.invoke(Command(resume=delivery.id), thread)["words"])


def _calls(state: State) -> list[ToolCall]:
    last = state["messages"][-1]
    return last.tool_calls if isinstance(last, AIMessage) else []
