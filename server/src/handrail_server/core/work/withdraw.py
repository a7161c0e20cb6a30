"""Calling off a case that is not needed any more; an action that waited on it never runs."""

from dataclasses import replace

from handrail_server.core.basics.effects import Effect
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.effects import Moment, asked_by_person, tell_agent, tell_customer
from handrail_server.core.cases.moves import Sort, sort_of
from handrail_server.core.cases.withdraw import withdraw as withdrawn
from handrail_server.core.routing.rights import Right, require
from handrail_server.core.turns.action import Action, ActionState
from handrail_server.core.turns.action_facts import NotRunWhy
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.execution import refuse
from handrail_server.core.work.claim import with_me
from handrail_server.core.work.follow import followed
from handrail_server.core.work.work import Acting, Crew, Work


def withdraw(
    case: Case, action: Action | None, conversation: Conversation, crew: Crew, me: Acting, *, why: str
) -> Work:
    """The case ends undecided: by its owner, or by somebody who may reassign. `action` is the one it asks about."""
    if case.owner != me.person.id:
        require(me.person, Right.REASSIGN)
    moved = _told(withdrawn(case, why=why, by=me.by, at=me.at))
    work = followed(case, moved, conversation, with_me(crew, me), by=me.by, at=me.at)
    if action is None or action.state is not ActionState.WAITING:
        return work
    return replace(work, action=refuse(action, why=NotRunWhy.WITHDRAWN, by=me.by, at=me.at))


def _told(moved: Outcome[Case]) -> Outcome[Case]:
    """Whoever waited for the decision hears that what they asked for does not happen, as if it had been refused."""
    case = moved.state
    if asked_by_person(case):
        return moved
    match sort_of(case):
        case Sort.APPROVAL:
            told: tuple[Effect, ...] = (tell_customer(case, Moment.REJECTED), tell_agent(case, Moment.REJECTED))
        case Sort.HELD_REPLY:
            told = (tell_agent(case, Moment.DISCARDED),)
        case _:
            return moved
    return moved.then(Outcome(state=case, effects=told))
