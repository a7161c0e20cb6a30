"""The person was lost: the case waits again with its original age, reasons and packet, and the customer is told."""

from dataclasses import replace
from enum import StrEnum

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.errors import MoveRefused
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case, CaseState
from handrail_server.core.cases.effects import Moment, tell_customer
from handrail_server.core.cases.facts import CaseRequeued
from handrail_server.core.cases.moves import CaseVerb, Sort, move, sort_of
from handrail_server.core.cases.offers import rescinded
from handrail_server.core.cases.seal import without_owner
from handrail_server.core.cases.settle import settled
from handrail_server.core.cases.target import aimed


class LostWhy(StrEnum):
    """Why a case lost its person."""

    LEASE_LOST = "lease_lost"
    OFFLINE = "offline"
    NO_REPLY = "no_reply"
    GIVEN_BACK = "given_back"
    """The person released it into its queue."""


def requeue(case: Case, *, why: LostWhy, by: Actor, at: At) -> Outcome[Case]:
    """Back to the queue that it came from; the person who lost it is not asked first again."""
    state = move(case, CaseVerb.REQUEUE)
    back = aimed(without_owner(case), case.item.target, queue=case.queue, tried=case.item.tried, at=at)
    waiting = replace(
        back,
        state=state,
        requeues=case.requeues + 1,
        declined=(case.owner,) if case.owner else (),
    )
    fact = CaseRequeued(
        by=by,
        at=at,
        person=case.owner,
        why=why,
        requeues=waiting.requeues,
        target=waiting.item.target,
        accept_by=waiting.item.target_accept_at,
    )
    known = case.owner is not None and sort_of(case) is Sort.HAND_OVER
    effects = (tell_customer(waiting, Moment.REQUEUED, waiting.item.target_accept_at),) if known else ()
    taken_back = (rescinded(case.offers, by=by, at=at),) if case.offers else ()
    return settled(case, waiting, *taken_back, fact, effects=effects)


def reply_due(case: Case, *, by: Actor, at: At) -> Outcome[Case]:
    """`case_reply` fell due: the customer waits, and the person has not spoken in the return time."""
    if case.state not in (CaseState.ACCEPTED, CaseState.ENGAGED) or case.reply_due_at is None or at < case.reply_due_at:
        raise MoveRefused("No reply is due.")
    return requeue(case, why=LostWhy.NO_REPLY, by=by, at=at)
