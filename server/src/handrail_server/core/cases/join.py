"""Later reasons join the open hand-over of their conversation; they may raise its rank and severity, or seal it."""

from dataclasses import replace

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case, CaseState
from handrail_server.core.cases.facts import OffersRescinded, ReasonsJoined, heads_of
from handrail_server.core.cases.moves import CaseVerb, move
from handrail_server.core.cases.offers import rescinded
from handrail_server.core.cases.open import Request, severity
from handrail_server.core.cases.settle import settled
from handrail_server.core.cases.target import aimed
from handrail_server.core.policy.decision import Reason
from handrail_server.core.policy.route import Documentation, Route


def join(case: Case, later: Request, *, by: Actor, at: At) -> Outcome[Case]:
    """The case with the reasons of a later decision.

    While nobody has been offered it, a more urgent or a sealing reason also takes it along its own route. A case that
    is sealed while somebody has it stays with them, but they read on only after opening the seal.
    """
    fresh = _fresh(case.reasons, later.reasons)
    sealing = later.sealed and not case.sealed
    rerouted = case.state is CaseState.QUEUED and (sealing or later.route.rank < case.item.rank)
    joined = _raised(case, later, fresh)
    if rerouted:
        joined = aimed(joined, later.route.target, queue=later.queue, tried=(), at=at)
    fact = ReasonsJoined(
        by=by,
        at=at,
        turn=later.turn,
        decision=later.decision,
        policy=later.policy,
        reasons=heads_of(fresh),
        rank=joined.item.rank,
        severity=joined.severity,
        sealed=joined.sealed,
        rerouted=rerouted,
        target=joined.item.target,
        queue=joined.queue,
        accept_by=joined.item.target_accept_at,
        evidence=fresh,
    )
    return settled(case, replace(joined, state=move(case, CaseVerb.JOIN)), fact)


def seal_offered(case: Case, *, by: Actor, at: At) -> Outcome[Case]:
    """Take back the offers of a case that is about to be sealed, since they went to people without the credential."""
    back = replace(case, state=move(case, CaseVerb.REQUEUE), offers=())
    fact: OffersRescinded = rescinded(case.offers, by=by, at=at)
    return settled(case, back, fact)


def _fresh(known: tuple[Reason, ...], later: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Reasons that are new, or came again more strongly."""
    best = {reason.code: reason.score for reason in known}
    return tuple(reason for reason in later if reason.code not in best or reason.score > best[reason.code])


def _raised(case: Case, later: Request, fresh: tuple[Reason, ...]) -> Case:
    codes = {reason.code for reason in fresh}
    kept = tuple(reason for reason in case.reasons if reason.code not in codes)
    item = replace(
        case.item,
        rank=min(case.item.rank, later.route.rank),
        credentials=tuple(dict.fromkeys((*case.item.credentials, *later.credentials))),
    )
    return replace(
        case,
        reasons=(*kept, *fresh),
        route=_stricter(case.route, later.route),
        item=item,
        sealed=case.sealed or later.sealed,
        severity="critical" if "critical" in (case.severity, severity(later.route, fresh)) else "normal",
    )


def _stricter(first: Route, later: Route) -> Route:
    """The route of the more urgent reason, with everything that either demands to be written down."""
    base = later if later.rank < first.rank else first
    one, other = first.documentation, later.documentation
    return replace(
        base,
        credentials=tuple(dict.fromkeys((*first.credentials, *later.credentials))),
        documentation=Documentation(
            ground=one.ground or other.ground,
            verification=one.verification or other.verification,
            authoriser=one.authoriser or other.authoriser,
            attachments=max(one.attachments, other.attachments),
        ),
        critical=first.critical or later.critical,
        notices=tuple(dict.fromkeys((*first.notices, *later.notices))),
    )
