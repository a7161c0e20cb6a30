"""Nobody took the case in time: the next target of its chain, and at the chain's end a landing or the expiry."""

from dataclasses import replace

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.errors import MoveRefused
from handrail_server.core.basics.facts import Fact
from handrail_server.core.basics.ids import QueueId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.effects import Moment, tell_customer
from handrail_server.core.cases.facts import CaseEscalated, TargetsExhausted
from handrail_server.core.cases.landing import land
from handrail_server.core.cases.moves import UNTAKEN, CaseVerb, Sort, move, sort_of
from handrail_server.core.cases.offers import rescinded
from handrail_server.core.cases.settle import settled
from handrail_server.core.cases.target import aimed, next_target
from handrail_server.core.policy.route import Target


def accept_due(case: Case, *, by: Actor, at: At) -> Outcome[Case]:
    """`case_accept` fell due: the route's next target, or the end of its chain."""
    if case.state not in UNTAKEN or case.exhausted or case.promised_for is not None or at < case.item.target_accept_at:
        raise MoveRefused("Nobody is late to accept this case.")
    following = next_target(case)
    return escalate(case, to=following, by=by, at=at) if following else chain_ended(case, by=by, at=at)


def escalate(case: Case, *, to: Target, queue: QueueId | None = None, by: Actor, at: At) -> Outcome[Case]:
    """The case at another target, with a new `accept_within`; the customer hears that it takes longer."""
    state = move(case, CaseVerb.ESCALATE)
    before = case.item.target
    aimed_at = aimed(case, to, queue=queue, tried=(*case.item.tried, before), at=at)
    waiting = replace(aimed_at, state=state)
    fact = CaseEscalated(
        by=by, at=at, tried=before, target=to, queue=waiting.queue, accept_by=waiting.item.target_accept_at
    )
    told = tell_customer(waiting, Moment.STILL_WAITING, waiting.item.target_accept_at)
    effects = (told,) if sort_of(case) is Sort.HAND_OVER else ()
    return settled(case, waiting, *_taken_back(case, by=by, at=at), fact, effects=effects)


def chain_ended(case: Case, *, by: Actor, at: At) -> Outcome[Case]:
    """A hand-over lands; an approval or review waits for its expiry, and a supervisor is to be told."""
    if sort_of(case) is Sort.HAND_OVER:
        return land(case, by=by, at=at)
    state = move(case, CaseVerb.EXHAUST)
    tried = (*case.item.tried, case.item.target)
    exhausted = replace(case, state=state, exhausted=True, offers=())
    return settled(case, exhausted, *_taken_back(case, by=by, at=at), TargetsExhausted(by=by, at=at, tried=tried))


def _taken_back(case: Case, *, by: Actor, at: At) -> tuple[Fact, ...]:
    return (rescinded(case.offers, by=by, at=at),) if case.offers else ()
