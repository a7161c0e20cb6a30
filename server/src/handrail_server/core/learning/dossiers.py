"""Whoever takes a case's dossier away is recorded, as whoever opens a seal is."""

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.ids import PersonId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case
from handrail_server.core.learning.facts import DossierMade


def dossier_made(case: Case, *, facts: int, withheld: int, by: Actor, at: At) -> Outcome[Case]:
    """The fact; the case stays as it is."""
    fact = DossierMade(person=PersonId(by.id), facts=facts, withheld=withheld, by=by, at=at)
    return Outcome(state=case, facts=(fact,))
