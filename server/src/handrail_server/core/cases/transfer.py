"""Passing a case on to another queue or person, its age kept; after two transfers only with a supervisor (law 3)."""

from dataclasses import dataclass, replace
from typing import Final

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.errors import Forbidden
from handrail_server.core.basics.ids import QueueId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.effects import Moment, tell_customer
from handrail_server.core.cases.facts import CaseTransferred
from handrail_server.core.cases.moves import CaseVerb, Sort, move, sort_of
from handrail_server.core.cases.seal import without_owner
from handrail_server.core.cases.settle import settled
from handrail_server.core.cases.target import aimed
from handrail_server.core.policy.route import Target

FREE_TRANSFERS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """Where to, and with which words for the next person. Warm: the present person stays to introduce them."""

    to: Target
    queue: QueueId | None = None
    warm: bool = False
    note: str | None = None


def transfer(case: Case, passing: Passing, *, supervised: bool, by: Actor, at: At) -> Outcome[Case]:
    """The case at its new target. `supervised`: a supervisor does it, or agreed to it."""
    state = move(case, CaseVerb.TRANSFER)
    if case.transfers >= FREE_TRANSFERS and not supervised:
        raise Forbidden("This case was passed on twice already.", fix="Ask a supervisor to move it, or keep it.")
    passed = aimed(without_owner(case), passing.to, queue=passing.queue, tried=(), at=at)
    waiting = replace(passed, state=state, transfers=case.transfers + 1)
    fact = CaseTransferred(
        by=by,
        at=at,
        person=case.owner,
        target=passing.to,
        queue=waiting.queue,
        transfers=waiting.transfers,
        warm=passing.warm,
        supervised=supervised,
        accept_by=waiting.item.target_accept_at,
        note=passing.note,
    )
    talking = sort_of(case) is Sort.HAND_OVER and case.owner is not None
    effects = (tell_customer(waiting, Moment.TRANSFERRED, waiting.item.target_accept_at),) if talking else ()
    return settled(case, waiting, fact, effects=effects)
