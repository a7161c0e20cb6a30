"""Turns as the product sees them: prepared, noticed, judged and remembered, one after the other, without a server."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from time import perf_counter

from handrail_server.adapters.detectors.shipped import shipped
from handrail_server.adapters.policy_file.reader import YamlPolicyReader, default_policy
from handrail_server.adapters.sentences.installed import installed_sentences
from handrail_server.cli.judge.spoken import Said, Talk
from handrail_server.core.basics.actors import Actor, agent, customer, person
from handrail_server.core.basics.ids import (
    AgentId,
    ConversationId,
    CustomerId,
    DecisionId,
    KeyId,
    PersonId,
    PolicyVersion,
    TurnId,
    TurnNumber,
)
from handrail_server.core.basics.time import At
from handrail_server.core.learning.examples import Example
from handrail_server.core.policy.decision import Decision
from handrail_server.core.policy.judge import judge_turn
from handrail_server.core.policy.loaded import LoadedPolicy
from handrail_server.core.policy.situation import Situation
from handrail_server.core.signals.learned.model import Read
from handrail_server.core.signals.learned.pieces import pieces_of
from handrail_server.core.signals.learned.sense import Sentences
from handrail_server.core.signals.learned.surroundings import surroundings
from handrail_server.core.signals.notice import notice
from handrail_server.core.signals.prepare import prepare
from handrail_server.core.signals.registry import default_detectors
from handrail_server.core.signals.signal import Signal
from handrail_server.core.signals.sketching import remember
from handrail_server.core.signals.view import View
from handrail_server.core.turns.agent import Agent, Mode
from handrail_server.core.turns.control import Control, by_agent
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.hear import hear
from handrail_server.core.turns.turn import Confidence, ConfidenceOrigin, ToolCall, Turn

_AGENT = AgentId("judged")
_NOW = At(1_790_000_000_000)
_STEP = 20_000
_WHO: dict[str, Actor] = {
    "customer": customer(CustomerId("customer"), reported_by=_AGENT),
    "agent": agent(_AGENT),
    "person": person(PersonId("person")),
}
IS = Agent(id=_AGENT, name="Judged", policy_object="default", created_at=_NOW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A turn with what was noticed and decided, and how long that took."""

    said: Said
    group: int
    place: int
    signals: dict[str, Signal]
    read: Read
    decision: Decision
    milliseconds: float

    def score(self, name: str) -> float:
        """How strongly a signal was noticed; 0 where it was not."""
        found = self.signals.get(name)
        return found.score if found else 0.0

    def example(self) -> Example:
        """For learning; only of labelled turns."""
        return Example(read=self.read, label=self.said.label or "", group=self.group)


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """A turn with what was noticed, and how long that took; not judged yet."""

    said: Said
    place: int
    view: View
    situation: Situation
    milliseconds: float


def look_at(talks: Sequence[Talk], policy: LoadedPolicy | None = None, *, all_turns: bool = False) -> list[Looked]:
    """The labelled turns (or all) of all talks, in order."""
    used = policy or the_default()
    return [
        looked
        for group, talk in enumerate(talks)
        for looked in look_through(talk.turns, used, group, installed_sentences())
        if all_turns or looked.said.label is not None
    ]


def look_through(
    turns: Sequence[Said], policy: LoadedPolicy, group: int = 0, sentences: Sentences | None = None
) -> Iterator[Looked]:
    """A conversation from its first turn on. Nobody answers in it: each turn is judged as if no case were open."""
    for each in situations(turns, sentences):
        began = perf_counter()
        decision = judge_turn(policy, each.situation, decision_id=DecisionId("judged"))
        took = (perf_counter() - began) * 1_000
        signals = each.situation.signals
        yield Looked(
            said=each.said,
            group=group,
            place=each.place,
            signals={signal.name: signal for signal in signals},
            read=Read(
                pieces=pieces_of(each.view.folded),
                around=surroundings(each.view, signals),
                author=each.view.author.value,
            ),
            decision=decision,
            milliseconds=each.milliseconds + took,
        )


def situations(turns: Sequence[Said], sentences: Sentences | None = None) -> Iterator[Noticed]:
    """What a policy judges, turn by turn; with `sentences` the learned signals look twice."""
    before = begun()
    detectors = (*default_detectors(), shipped(sentences))
    for place, said in enumerate(turns):
        turn = turned(said, before)
        began = perf_counter()
        view = prepare(turn, before, None, turn.received_at)
        signals = notice(view, detectors)
        situation = Situation(turn=turn, signals=signals, before=before, agent=IS, now=turn.received_at)
        took = (perf_counter() - began) * 1_000
        yield Noticed(said=said, place=place, view=view, situation=situation, milliseconds=took)
        before = hear(before, turn, remember(view, signals)).state


@cache
def the_default() -> LoadedPolicy:
    """The policy that a new organisation begins with."""
    policy, remarks = YamlPolicyReader().read(default_policy(), version=PolicyVersion(1))
    if policy is None:
        raise ValueError(remarks[0].message)
    return policy


def begun() -> Conversation:
    """Nothing was said yet."""
    return Conversation(
        id=ConversationId("judged"),
        agent=_AGENT,
        key=KeyId("judged"),
        channel="chat",
        mode=Mode.ENFORCE,
        control=Control(holder=by_agent(_AGENT)),
        opened_at=_NOW,
    )


def turned(said: Said, before: Conversation) -> Turn:
    """The next turn of the conversation."""
    number = before.turns + 1
    at = At(_NOW + number * _STEP)
    return Turn(
        conversation=before.id,
        id=TurnId(str(number)),
        number=TurnNumber(number),
        author=_WHO[said.author],
        text=said.text,
        channel=before.channel,
        said_at=at,
        received_at=at,
        epoch=before.control.epoch,
        confidence=None
        if said.confidence is None
        else Confidence(value=said.confidence, origin=ConfidenceOrigin.MODEL),
        topic=said.topic,
        tool_calls=tuple(
            ToolCall(
                name=tool.name,
                arguments=tool.arguments if isinstance(tool.arguments, str) else json.dumps(tool.arguments),
                result=tool.result if isinstance(tool.result, str | None) else json.dumps(tool.result),
                failed=tool.failed,
            )
            for tool in said.tools
        ),
    )
