"""Asking another person or department inside a case; the customer's thread is unchanged, the answer has a deadline."""

from dataclasses import replace

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.errors import Invalid, MoveRefused
from handrail_server.core.basics.ids import PersonId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case, Consultation
from handrail_server.core.cases.codes import written
from handrail_server.core.cases.engage import require_owner
from handrail_server.core.cases.facts import ConsultationAnswered, ConsultationAsked, ConsultationsLapsed
from handrail_server.core.cases.moves import CaseVerb, move
from handrail_server.core.cases.settle import settled


def consult(case: Case, consultation: Consultation, *, by: Actor, at: At) -> Outcome[Case]:
    """The owner asks somebody; several consultations may run at once."""
    state = move(case, CaseVerb.CONSULT)
    require_owner(case, consultation.by)
    written(consultation.question, field="question")
    if consultation.due_at <= at:
        raise Invalid("The answer would be due already.", field="due_at", fix="Give a time in the future.")
    asked = replace(case, state=state, consultations=(*case.consultations, consultation))
    fact = ConsultationAsked(
        by=by,
        at=at,
        consultation=consultation.id,
        asked=consultation.asked,
        due_at=consultation.due_at,
        question=consultation.question,
    )
    return settled(case, asked, fact)


def answer_consultation(
    case: Case, *, consultation: str, person: PersonId, answer: str, by: Actor, at: At
) -> Outcome[Case]:
    """The answer, also a late one, as long as the case is open."""
    state = move(case, CaseVerb.SETTLE_CONSULT)
    words = written(answer, field="answer")
    open_ones = [asked for asked in case.consultations if asked.id == consultation and asked.answer is None]
    if not open_ones:
        raise MoveRefused("This consultation is answered, or does not exist.")
    answered = replace(open_ones[0], answer=words, answered_by=person)
    fact = ConsultationAnswered(by=by, at=at, consultation=consultation, person=person, answer=words)
    return settled(case, replace(case, state=state, consultations=_with(case, answered)), fact)


def consult_due(case: Case, *, by: Actor, at: At) -> Outcome[Case]:
    """`consult_due` fell due: the case goes on without these answers; its owner is to be told."""
    state = move(case, CaseVerb.SETTLE_CONSULT)
    late = [asked for asked in case.consultations if asked.answer is None and not asked.lapsed and asked.due_at <= at]
    if not late:
        raise MoveRefused("No consultation is overdue.")
    lapsed = case
    for asked in late:
        lapsed = replace(lapsed, consultations=_with(lapsed, replace(asked, lapsed=True)))
    fact = ConsultationsLapsed(by=by, at=at, consultations=tuple(asked.id for asked in late))
    return settled(case, replace(lapsed, state=state), fact)


def _with(case: Case, settled_one: Consultation) -> tuple[Consultation, ...]:
    return tuple(settled_one if asked.id == settled_one.id else asked for asked in case.consultations)
