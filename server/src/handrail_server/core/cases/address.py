"""Routing says what a target means here and now: the account owner's name, a department's open queue."""

from dataclasses import replace

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.ids import PersonId, QueueId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.facts import CaseAddressed
from handrail_server.core.cases.moves import CaseVerb, move
from handrail_server.core.cases.settle import settled


def address(
    case: Case, *, queue: QueueId | None, preferred: PersonId | None = None, required: bool = False, by: Actor, at: At
) -> Outcome[Case]:
    """The waiting case with the queue or person that its target turned out to be."""
    item = replace(case.item, preferred=preferred, preferred_required=required)
    addressed = replace(case, state=move(case, CaseVerb.ADDRESS), queue=queue, item=item)
    fact = CaseAddressed(by=by, at=at, queue=queue, preferred=preferred, preferred_required=required)
    return settled(case, addressed, fact)
