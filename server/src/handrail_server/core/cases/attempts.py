"""What the agent has tried: each answer, tool and guarded action, its result, and how the customer took it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.ids import TurnNumber
from handrail_server.core.cases.redaction import Redactor
from handrail_server.core.cases.sentences import sentences, telling
from handrail_server.core.turns.action import Action, ActionState
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.turn import Saying, Turn


class AttemptKind(StrEnum):
    """What was tried."""

    ANSWER = "answer"
    TOOL = "tool"
    ACTION = "action"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """The customer's next turn after an attempt."""

    turn: TurnNumber
    text: str
    shortened: bool
    sentiment: float | None
    dissatisfied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One thing that the agent tried. Its whole text stands in the transcript under its turn."""

    kind: AttemptKind
    turn: TurnNumber | None
    what: str
    shortened: bool
    result: str | None
    failed: bool
    counted: bool
    """It did not end the matter."""
    reaction: Reaction | None


def attempts(
    conversation: Conversation, turns: Sequence[Turn], actions: Sequence[Action], redactor: Redactor
) -> tuple[Attempt, ...]:
    """All attempts of the agent, each once, in the order of their turns."""
    counted = frozenset(conversation.attempted)
    reactions = _reactions(conversation, turns, redactor)
    agents = tuple(action for action in actions if action.person is None)
    guarded = frozenset(action.call_id for action in agents)
    found = [
        attempt
        for turn in turns
        if turn.author.kind is ActorKind.AGENT and turn.saying is Saying.SAID
        for attempt in _of_turn(
            _without(turn, guarded), reactions[turn.number], counted=turn.number in counted, redactor=redactor
        )
    ]
    found += [_of_action(action, reactions.get(action.turn) if action.turn else None, redactor) for action in agents]
    return tuple(sorted(found, key=lambda attempt: attempt.turn or 0))


def _without(turn: Turn, guarded: frozenset[str]) -> Turn:
    """A call that was guarded is an action, and is not told a second time as a tool of the turn that tells of it."""
    return replace(turn, tool_calls=tuple(call for call in turn.tool_calls if call.call_id not in guarded))


def _of_turn(turn: Turn, reaction: Reaction | None, *, counted: bool, redactor: Redactor) -> Iterable[Attempt]:
    for call in turn.tool_calls:
        yield Attempt(
            kind=AttemptKind.TOOL,
            turn=turn.number,
            what=call.name,
            shortened=False,
            result=redactor.words(call.result) if call.result else None,
            failed=call.failed,
            counted=call.failed,
            reaction=reaction,
        )
    said = sentences(turn.number, redactor.turn(turn.number, turn.text))
    answer = telling(said)
    if answer is not None:
        yield Attempt(
            kind=AttemptKind.ANSWER,
            turn=turn.number,
            what=answer.text,
            shortened=answer.shortened or len(said) > 1,
            result=None,
            failed=turn.error is not None,
            counted=counted,
            reaction=reaction,
        )


def _of_action(action: Action, reaction: Reaction | None, redactor: Redactor) -> Attempt:
    return Attempt(
        kind=AttemptKind.ACTION,
        turn=action.turn,
        what=action.tool,
        shortened=False,
        result=redactor.words(action.result or action.error or action.state),
        failed=action.state in (ActionState.FAILED, ActionState.REFUSED, ActionState.UNKNOWN),
        counted=action.state is not ActionState.COMPLETED,
        reaction=reaction,
    )


def _reactions(
    conversation: Conversation, turns: Sequence[Turn], redactor: Redactor
) -> dict[TurnNumber, Reaction | None]:
    """For each turn the customer's next one."""
    following: Reaction | None = None
    found: dict[TurnNumber, Reaction | None] = {}
    for turn in reversed(turns):
        found[turn.number] = following
        if turn.author.kind is ActorKind.CUSTOMER:
            following = _shown(conversation, turn, redactor)
    return found


def _shown(conversation: Conversation, turn: Turn, redactor: Redactor) -> Reaction:
    sketch = next((sketch for sketch in conversation.recent if sketch.number == turn.number), None)
    said = sentences(turn.number, redactor.turn(turn.number, turn.text))
    words = telling(said)
    return Reaction(
        turn=turn.number,
        text=words.text if words else "",
        shortened=len(said) > 1 or any(sentence.shortened for sentence in said),
        sentiment=sketch.sentiment if sketch else None,
        dissatisfied=sketch.dissatisfied if sketch else False,
    )
