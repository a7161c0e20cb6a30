"""The answer in the making: one for each conversation that Handrail stands around (DESIGN §4).

Whoever makes it takes it up for a while and adds one to `attempt`; what an earlier maker brings later is refused, so a
lost worker is replaced and two never finish the same answer. A step with calls is committed before they are acted on:
from then on the answer has acted, and is gone on with, never made anew.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.errors import Conflict
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import ActionId, ConversationId, TurnNumber
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import SECOND, At
from handrail_server.core.turns.control import by_agent
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.making_facts import (
    AnswerBegun,
    AnswerCallsEnded,
    AnswerDropped,
    AnswerFailed,
    AnswerGiven,
    AnswerStepped,
    AnswerSuperseded,
    DroppedWhy,
    Failing,
)

ANSWER_DUE: Final = "answer_due"
TOGETHER: Final = 1 * SECOND
"""Messages that come so soon after one another are answered together."""
LONGEST_TOGETHER: Final = 4 * SECOND
"""Whoever goes on writing is answered after so long all the same."""
STEPS: Final = 8
"""After so many steps with calls an agent is thought to go round in circles."""
REFUSED: Final = "refused"
"""The status of an answer that was not let through: it has answered nothing."""
NO_TURN: Final = TurnNumber(0)
NEVER: Final = At(0)


class Overtaken(Conflict):
    """Somebody else makes this answer now, or the customer has spoken again."""

    reason = "overtaken"


class MakingState(StrEnum):
    """Whether an answer is being made."""

    IDLE = "idle"
    MAKING = "making"


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A call of a step, and what came of it; `end` is None while nobody knows."""

    call_id: str
    """Ours, made from conversation, round, step and place: the same after a restart."""
    name: str
    """The id that the agent's framework gave it."""
    tool: str
    arguments: str
    action: ActionId | None = None
    end: str | None = None
    """`completed`, `failed`, `refused`, `waiting`, `handed_over`, `unknown_tool`."""
    result: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One answer of the agent that calls tools."""

    text: str
    calls: tuple[Called, ...]

    @property
    def ended(self) -> bool:
        """Whether every call has come to an end, or waits for a person."""
        return all(call.end is not None for call in self.calls)


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """The answer in the making of one conversation, and the next one after it is given."""

    conversation: ConversationId
    state: MakingState = MakingState.IDLE
    round: int = 0
    attempt: int = 0
    turn: TurnNumber = NO_TURN
    answered: TurnNumber = NO_TURN
    """The newest of the customer's turns that an answer was for, in words or by a call that waits for a person."""
    epoch: int = 0
    taken_until: At = NEVER
    failures: int = 0
    """How often in a row the agent did not answer."""
    steps: tuple[Step, ...] = ()
    waiting: tuple[ActionId, ...] = ()
    """Calls of earlier rounds that wait for a person, or that the agent has not told the customer of yet."""

    @property
    def acted(self) -> bool:
        """Whether a call of this answer may have been acted on."""
        return bool(self.steps)


def subject(conversation: ConversationId) -> Subject:
    """The conversation's answer as the subject of facts and deadlines."""
    return Subject(kind=SubjectKind.ANSWER, id=conversation)


def is_busy(making: Making, conversation: Conversation, at: At) -> bool:
    """Whether somebody makes it now and must not be disturbed: it has acted, or nothing newer was said."""
    if making.state is not MakingState.MAKING or at >= making.taken_until:
        return False
    if making.epoch != conversation.control.epoch:
        return False  # what its maker brings is stale
    return making.acted or making.turn == conversation.last_customer_turn


def why_not(conversation: Conversation, *, stopped: bool) -> DroppedWhy | None:
    """What forbids to ask the agent now; a sealed turn is not given to it."""
    if conversation.closed_at is not None:
        return DroppedWhy.CLOSED
    if conversation.sealed:
        return DroppedWhy.SEALED
    if conversation.control.holder != by_agent(conversation.agent):
        return DroppedWhy.FLOOR_MOVED
    return DroppedWhy.STOPPED if stopped else None


def begin(making: Making, conversation: Conversation, *, until: At, by: Actor, at: At) -> Outcome[Making]:
    """Take the answer up: a new one, or the one that its maker lost, with the steps that were committed."""
    newest = conversation.last_customer_turn or NO_TURN
    open_one = making.state is MakingState.MAKING
    resumed = open_one and making.acted and making.epoch == conversation.control.epoch
    before: Outcome[Making] = Outcome(state=making)
    if open_one and not resumed and newest > making.turn:
        gone = AnswerSuperseded(by=by, at=at, round=making.round, turn=making.turn, newer=newest)
        before = Outcome(state=making, facts=(gone,))
    state = replace(
        making,
        state=MakingState.MAKING,
        round=making.round if open_one else making.round + 1,
        attempt=making.attempt + 1,
        turn=newest,
        epoch=conversation.control.epoch,
        taken_until=until,
        steps=making.steps if resumed else (),
    )
    fact = AnswerBegun(
        by=by,
        at=at,
        agent=conversation.agent,
        round=state.round,
        attempt=state.attempt,
        turn=newest,
        epoch=state.epoch,
        resumed=resumed,
        taken_until=until,
    )
    return before.then(Outcome(state=state, facts=(fact,)))


def step(
    making: Making, taken: Step, *, attempt: int, conversation: Conversation, until: At, by: Actor, at: At
) -> Outcome[Making]:
    """Commit an answer that calls tools; raises `Overtaken` where the customer has spoken before it could act."""
    _fenced(making, attempt)
    _not_superseded(making, conversation)
    state = replace(making, steps=(*making.steps, taken), taken_until=until, failures=0)
    fact = AnswerStepped(
        by=by,
        at=at,
        round=making.round,
        step=len(state.steps),
        calls=len(taken.calls),
        tools=tuple(call.tool for call in taken.calls),
        text=taken.text,
        arguments=tuple(call.arguments for call in taken.calls),
    )
    return Outcome(state=state, facts=(fact,))


def calls_ended(
    making: Making,
    calls: tuple[Called, ...],
    *,
    attempt: int,
    conversation: Conversation,
    until: At,
    by: Actor,
    at: At,
) -> Outcome[Making]:
    """What came of the last step's calls; what is asked next knows all that the customer has said meanwhile."""
    _fenced(making, attempt)
    waiting = tuple(call.action for call in calls if call.end == "waiting" and call.action is not None)
    last = replace(making.steps[-1], calls=calls)
    state = replace(
        making,
        steps=(*making.steps[:-1], last),
        turn=conversation.last_customer_turn or making.turn,
        taken_until=until,
        waiting=(*making.waiting, *waiting),
    )
    fact = AnswerCallsEnded(
        by=by,
        at=at,
        round=making.round,
        step=len(making.steps),
        actions=tuple(call.action for call in calls if call.action is not None),
        ends=tuple(call.end or "unknown" for call in calls),
    )
    return Outcome(state=state, facts=(fact,))


def check_maker(making: Making, *, attempt: int) -> None:
    """Raises `Overtaken` where somebody else makes the answer now."""
    _fenced(making, attempt)


def check_current(making: Making, conversation: Conversation, *, attempt: int) -> None:
    """Raises `Overtaken` unless this maker may give its answer now."""
    _fenced(making, attempt)
    _not_superseded(making, conversation)


def given(
    making: Making,
    *,
    attempt: int,
    number: int | None,
    status: str,
    told: tuple[ActionId, ...] = (),
    by: Actor,
    at: At,
) -> Outcome[Making]:
    """The answer was judged; `told` are the calls that waited and that it tells the customer of."""
    _fenced(making, attempt)
    state = replace(
        making,
        state=MakingState.IDLE,
        answered=making.answered if status == REFUSED else making.turn,
        steps=(),
        failures=0,
        taken_until=NEVER,
        waiting=tuple(action for action in making.waiting if action not in told),
    )
    return Outcome(state=state, facts=(AnswerGiven(by=by, at=at, round=making.round, number=number, status=status),))


def failed(making: Making, kind: Failing, *, attempt: int, again_at: At | None, by: Actor, at: At) -> Outcome[Making]:
    """The agent did not answer: again at `again_at`, with what it has done so far; or never."""
    _fenced(making, attempt)
    over = again_at is None
    state = replace(
        making,
        state=MakingState.IDLE if over else making.state,
        steps=() if over else making.steps,
        failures=0 if over else making.failures + 1,
        taken_until=NEVER,
    )
    fact = AnswerFailed(by=by, at=at, round=making.round, kind=kind, failures=making.failures + 1, again_at=again_at)
    return Outcome(state=state, facts=(fact,))


def dropped(making: Making, why: DroppedWhy, *, by: Actor, at: At) -> Outcome[Making]:
    """Nobody makes it any more; nothing happens where nobody did."""
    if making.state is MakingState.IDLE:
        return Outcome(state=making)
    state = replace(making, state=MakingState.IDLE, steps=(), failures=0, taken_until=NEVER)
    return Outcome(state=state, facts=(AnswerDropped(by=by, at=at, round=making.round, why=why),))


def answer_due_at(conversation: Conversation, at: At) -> At:
    """When the agent is asked, now that something was said at `at`."""
    since = conversation.unanswered_since
    latest = at + TOGETHER if since is None else since + LONGEST_TOGETHER
    return At(max(at, min(at + TOGETHER, latest)))


def _fenced(making: Making, attempt: int) -> None:
    if making.state is not MakingState.MAKING or making.attempt != attempt:
        raise Overtaken("Somebody else makes this answer now.", field="attempt")


def _not_superseded(making: Making, conversation: Conversation) -> None:
    newest = conversation.last_customer_turn
    if not making.acted and newest is not None and newest > making.turn:
        raise Overtaken("The customer has spoken again.", field="turn")
