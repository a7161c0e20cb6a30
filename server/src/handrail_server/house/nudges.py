"""What sets things going: a case that waits is placed at once, a person who is free looks for work at once, what a
person who has left carried waits for somebody else at once, and an agent that Handrail stands around is asked.

Deadlines that are due now, armed in the same commit, so that a crash after it loses no offer (law 3).
"""

from dataclasses import replace

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.effects import Deadline
from handrail_server.core.basics.facts import Fact
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case, CaseState
from handrail_server.core.routing.person import Person, Status
from handrail_server.core.routing.person_facts import (
    CapacityChanged,
    CapacityReleased,
    PersonDeactivated,
    PersonReactivated,
    PlaceChanged,
    PresenceChanged,
    QualificationsChanged,
)
from handrail_server.core.turns.action import Action, ActionState
from handrail_server.core.turns.action_facts import ActionApproved
from handrail_server.core.turns.control import by_agent
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.facts import FloorGiven, HeldReplySettled, TurnObserved
from handrail_server.core.turns.making import ANSWER_DUE, answer_due_at
from handrail_server.core.turns.making import subject as answer_subject
from handrail_server.core.turns.turn import TurnStatus
from handrail_server.ports.writing import Change

PLACE = "case_place"
SEEK_WORK = "seek_work"
LEFT = "person_left"
RUN = "action_run"
_LEAVING = (PersonDeactivated, PresenceChanged)
_FREEING = (
    CapacityChanged,
    CapacityReleased,
    PersonReactivated,
    PlaceChanged,
    PresenceChanged,
    QualificationsChanged,
)
"""Facts after which somebody may be able to take work that they could not take before."""
_ENDED_HERE = (ActionState.COMPLETED, ActionState.FAILED, ActionState.UNKNOWN)


def nudged(change: Change) -> Change:
    """The change with the deadline that it arms beside its own."""
    match change.state:
        case Case() as case if _waits(case):
            name = PLACE
        case Person() as person if _is_free(person) and any(isinstance(fact, _FREEING) for fact in change.facts):
            name = SEEK_WORK
        case Person() as person if has_left(person) and any(isinstance(fact, _LEAVING) for fact in change.facts):
            name = LEFT
        case Conversation() as conversation if conversation.around and _asks_agent(conversation, change.facts):
            return _armed(change, _answer(conversation, change.facts[-1].at))
        case Action() as action if action.here:
            return _armed(change, *_action(action, change))
        case _:
            return change
    return _armed(change, Deadline(subject=change.subject, name=name, due_at=change.facts[-1].at))


def has_left(person: Person) -> bool:
    """Whether the person carries cases that somebody else must take."""
    return bool(person.loads) and (not person.active or person.status is Status.OFFLINE)


def _waits(case: Case) -> bool:
    return case.state is CaseState.QUEUED and case.promised_for is None and not case.practice


def _is_free(person: Person) -> bool:
    return person.active and person.status is Status.ONLINE and person.used < person.capacity


def _armed(change: Change, *deadlines: Deadline) -> Change:
    return replace(change, deadlines=(*change.deadlines, *deadlines))


def _asks_agent(conversation: Conversation, facts: tuple[Fact, ...]) -> bool:
    """Whether the agent owes an answer: it has the floor, and the customer spoke, or waits since before it had it."""
    if conversation.sealed or conversation.closed_at is not None:
        return False
    if conversation.control.holder != by_agent(conversation.agent):
        return False
    return conversation.unanswered_since is not None and any(_calls_for_answer(fact) for fact in facts)


def _calls_for_answer(fact: Fact) -> bool:
    match fact:
        case TurnObserved():
            return fact.author is ActorKind.CUSTOMER
        case HeldReplySettled():
            return fact.status is TurnStatus.DISCARDED
        case _:
            return isinstance(fact, FloorGiven)


def _answer(conversation: Conversation, at: At) -> Deadline:
    due = answer_due_at(conversation, at)
    return Deadline(subject=answer_subject(conversation.id), name=ANSWER_DUE, due_at=due)


def _action(action: Action, change: Change) -> tuple[Deadline, ...]:
    """What was approved, or is a person's own, is run at once; when one that waited has ended, the agent is asked."""
    at = change.facts[-1].at
    allowed = action.person is not None or any(isinstance(fact, ActionApproved) for fact in change.facts)
    if action.state is ActionState.READY and allowed:
        return (Deadline(subject=change.subject, name=RUN, due_at=at),)
    if action.approval is not None and action.person is None and action.state in _ENDED_HERE:
        return (Deadline(subject=answer_subject(action.conversation), name=ANSWER_DUE, due_at=at),)
    return ()
