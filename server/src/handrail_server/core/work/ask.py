"""Asking others inside a case, linking cases of one cause, and asking for a quality review."""

from dataclasses import dataclass

from handrail_server.core.basics.errors import Forbidden, Invalid
from handrail_server.core.basics.ids import CaseId, PolicyVersion
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case, Consultation, ScoreCard
from handrail_server.core.cases.consult import answer_consultation
from handrail_server.core.cases.consult import consult as consulted
from handrail_server.core.cases.link import link as linked
from handrail_server.core.cases.open import Request, open_quality_review
from handrail_server.core.policy.route import Route
from handrail_server.core.routing.rights import Right, may, require
from handrail_server.core.turns.attached import flag as flagged
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.work.work import Acting, Work

QUESTIONS = (
    "Was the answer correct?",
    "Was it helpful to the customer?",
    "Was the tone right?",
    "Was it right to answer alone?",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of whom (a person's or queue's id), and until when an answer helps."""

    id: str
    asked: str
    text: str
    due_at: At


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The quality review to open: its case, how it travels, what it asks and until when."""

    case: CaseId
    route: Route
    policy: PolicyVersion
    expires_at: At
    questions: tuple[str, ...] = QUESTIONS


def consult(case: Case, question: Question, me: Acting) -> Work:
    """Ask another person or department; the customer's thread is unchanged."""
    require(me.person, Right.CONSULT)
    asked = Consultation(
        id=question.id,
        asked=question.asked,
        question=question.text,
        by=me.person.id,
        at=me.at,
        due_at=question.due_at,
    )
    return Work(case=consulted(case, asked, by=me.by, at=me.at))


def answer(case: Case, consultation: str, text: str, me: Acting) -> Work:
    """Answer what I, or a queue of mine, was asked."""
    asked = next((asked for asked in case.consultations if asked.id == consultation), None)
    if asked is not None and asked.asked not in {me.person.id, *me.person.queues} and not may(me.person, Right.CONSULT):
        raise Forbidden("This was asked of somebody else.")
    moved = answer_consultation(case, consultation=consultation, person=me.person.id, answer=text, by=me.by, at=me.at)
    return Work(case=moved)


def link(case: Case, others: tuple[Case, ...], defect: str, me: Acting) -> Work:
    """One defect, many cases: all of them carry its code, and each knows the others."""
    require(me.person, Right.LINK)
    if not others or any(other.id == case.id for other in others):
        raise Invalid("Name at least one other case.", field="case")
    ids = tuple(each.id for each in (case, *others))
    moved = tuple(linked(each, to=defect, others=ids, by=me.by, at=me.at) for each in (case, *others))
    return Work(case=moved[0], others=moved[1:])


def flag(conversation: Conversation, review: Review, me: Acting) -> Work:
    """Ask for a quality review of what was said."""
    require(me.person, Right.FLAG)
    request = Request(
        case=review.case,
        conversation=conversation,
        route=review.route,
        reasons=(),
        policy=review.policy,
        turn=conversation.last_customer_turn,
        sealed=conversation.sealed,
    )
    card = ScoreCard(questions=review.questions, expires_at=review.expires_at)
    opened = open_quality_review(request, card, by=me.by, at=me.at)
    return Work(conversation=flagged(conversation, review.case, by=me.by, at=me.at), opened=opened)
