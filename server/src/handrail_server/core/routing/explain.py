"""Why this person: a placement as a fact, and the same worked out again (law 7)."""

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.time import At
from handrail_server.core.routing.facts import CandidatesWeighed
from handrail_server.core.routing.place import Placement


def weighed(placement: Placement, *, round_number: int, by: Actor, at: At) -> CandidatesWeighed:
    """The fact, of the case, that is stored beside its offer."""
    return CandidatesWeighed(
        queue=placement.queue,
        choice=placement.choice,
        considered=placement.considered,
        eligible=placement.eligible,
        chosen=tuple(candidate.person for candidate in placement.chosen),
        candidates=placement.candidates,
        exclusions=placement.exclusions,
        preferred=placement.preferred,
        round=round_number,
        by=by,
        at=at,
    )


def agrees(fact: CandidatesWeighed, placement: Placement) -> bool:
    """Whether a placement worked out again is the one that was recorded."""
    return fact == weighed(placement, round_number=fact.round, by=fact.by, at=fact.at)
