"""One defect, many cases: cases that share a cause carry the same link."""

from dataclasses import replace

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.ids import CaseId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.codes import coded
from handrail_server.core.cases.facts import CaseLinked
from handrail_server.core.cases.moves import CaseVerb, move
from handrail_server.core.cases.settle import settled


def link(case: Case, *, to: str, others: tuple[CaseId, ...] = (), by: Actor, at: At) -> Outcome[Case]:
    """The case under a defect's code, beside the other cases that have it."""
    code = coded(to, field="link")
    linked = tuple(dict.fromkeys((*case.linked, *(other for other in others if other != case.id))))
    after = replace(case, state=move(case, CaseVerb.LINK), link=code, linked=linked)
    return settled(case, after, CaseLinked(by=by, at=at, link=code, others=linked))
