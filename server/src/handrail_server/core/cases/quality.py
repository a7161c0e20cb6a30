"""Scoring what was said: a quality review and its score card."""

from dataclasses import replace

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.errors import Invalid, MoveRefused
from handrail_server.core.basics.ids import PersonId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case, ScoreCard
from handrail_server.core.cases.decision_facts import QualityReviewExpired, QualityScored
from handrail_server.core.cases.engage import require_owner
from handrail_server.core.cases.moves import CaseVerb, move
from handrail_server.core.cases.offers import rescinded
from handrail_server.core.cases.settle import settled


def score(
    case: Case, *, person: PersonId, scores: tuple[int, ...], comment: str | None = None, by: Actor, at: At
) -> Outcome[Case]:
    """The card with one score of 1–5 for each of its questions; the review is closed."""
    state = move(case, CaseVerb.SCORE)
    require_owner(case, person)
    card = _card(case)
    if len(scores) != len(card.questions) or not all(1 <= score <= 5 for score in scores):
        raise Invalid(
            "The scores do not fit the card.", field="scores", fix=f"Send {len(card.questions)} numbers of 1–5."
        )
    filled = replace(card, scores=scores, comment=comment)
    closed = replace(case, state=state, score_card=filled, outcome="scored", resolved_at=at, closed_at=at)
    return settled(case, closed, QualityScored(by=by, at=at, person=person, scores=scores, comment=comment))


def expire_quality_review(case: Case, *, by: Actor, at: At) -> Outcome[Case]:
    """`case_expiry` fell due: nobody scored it."""
    state = move(case, CaseVerb.EXPIRE)
    if at < _card(case).expires_at:
        raise MoveRefused("The review has not expired.")
    expired = replace(case, state=state, offers=(), closed_at=at)
    taken_back = (rescinded(case.offers, by=by, at=at),) if case.offers else ()
    return settled(case, expired, *taken_back, QualityReviewExpired(by=by, at=at))


def _card(case: Case) -> ScoreCard:
    if case.score_card is None:
        raise MoveRefused("This case has no score card.")
    return case.score_card
