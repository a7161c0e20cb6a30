"""A case that is not needed any more: the customer left, the draft is overtaken, the action was called off."""

from dataclasses import replace

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.codes import coded
from handrail_server.core.cases.facts import CaseWithdrawn
from handrail_server.core.cases.moves import CaseVerb, move
from handrail_server.core.cases.offers import rescinded
from handrail_server.core.cases.settle import settled

NEW_CUSTOMER_TURN = "new_customer_turn"
"""Why a held reply is withdrawn when the customer speaks again: the draft answers an older question."""


def withdraw(case: Case, *, why: str, by: Actor, at: At) -> Outcome[Case]:
    """The case ends without a decision; an action or a draft that waited on it does not happen."""
    gone = replace(case, state=move(case, CaseVerb.WITHDRAW), offers=(), closed_at=at)
    taken_back = (rescinded(case.offers, by=by, at=at),) if case.offers else ()
    return settled(case, gone, *taken_back, CaseWithdrawn(by=by, at=at, why=coded(why, field="reason")))
