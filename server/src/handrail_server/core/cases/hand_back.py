"""A person gives the conversation back to the agent, with a note of what was done, decided and promised."""

from dataclasses import replace

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.ids import PersonId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.codes import coded, written
from handrail_server.core.cases.document import require_documented
from handrail_server.core.cases.engage import require_owner
from handrail_server.core.cases.facts import CaseHandedBack
from handrail_server.core.cases.moves import CaseVerb, move
from handrail_server.core.cases.settle import settled
from handrail_server.core.cases.wrap_up import handled


def hand_back(
    case: Case,
    *,
    person: PersonId,
    note: str,
    outcome: str = "handed_back",
    disposition: str | None = None,
    by: Actor,
    at: At,
) -> Outcome[Case]:
    """The case ends; who delivers the note and moves the floor is the conversation's part."""
    state = move(case, CaseVerb.HAND_BACK)
    require_owner(case, person)
    require_documented(case)
    result = case.outcome or coded(outcome, field="outcome")
    code = coded(disposition, field="disposition") if disposition else case.disposition
    ended = replace(
        case,
        state=state,
        outcome=result,
        disposition=code,
        resolved_at=case.resolved_at or at,
        closed_at=at,
        wrap_up_until=None,
        reply_due_at=None,
        silence_due_at=None,
    )
    fact = CaseHandedBack(
        by=by,
        at=at,
        person=person,
        agent=case.agent,
        outcome=result,
        disposition=code,
        handled_ms=handled(case, at),
        note=written(note, field="note"),
    )
    return settled(case, ended, fact)
