"""How a person takes a case: by an offer, by claiming it from the queue, or by taking it over from wherever it is."""

from dataclasses import replace

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.errors import MoveRefused
from handrail_server.core.basics.facts import Fact
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At, later
from handrail_server.core.cases.case import Case, CaseState, Offer
from handrail_server.core.cases.facts import CaseAccepted, OffersRescinded
from handrail_server.core.cases.moves import CaseVerb, Sort, move, sort_of
from handrail_server.core.cases.seal import Reader, opened, without_owner
from handrail_server.core.cases.settle import settled


def claim(case: Case, *, reader: Reader, by: Actor, at: At) -> Outcome[Case]:
    """The person takes a waiting case by themselves, offered or not."""
    return taken(case, state=move(case, CaseVerb.CLAIM), reader=reader, how="claim", by=by, at=at)


def take_over(case: Case, *, reader: Reader, by: Actor, at: At) -> Outcome[Case]:
    """The person takes the case, also from another person who has it."""
    state = move(case, CaseVerb.TAKE_OVER)
    if case.owner == reader.person:
        raise MoveRefused("You have this case already.")
    return taken(case, state=state, reader=reader, how="take_over", by=by, at=at)


def taken(
    case: Case, *, state: CaseState, reader: Reader, how: str, offer: Offer | None = None, by: Actor, at: At
) -> Outcome[Case]:
    """The case in this person's hands: its seal opened where there is one, all other offers taken back."""
    unsealed, opening = opened(without_owner(case), reader=reader, purpose="accepted", by=by, at=at)
    converses = sort_of(case) is Sort.HAND_OVER
    mine = replace(
        unsealed,
        state=state,
        owner=reader.person,
        accepted_at=at,
        promised_for=None,
        reply_due_at=later(at, seconds=case.route.reply_within) if converses else None,
    )
    accepted = CaseAccepted(
        by=by,
        at=at,
        person=reader.person,
        how=how,
        offer=offer.id if offer else None,
        taken_from=case.owner,
        waited_ms=at - case.requested_at,
        reply_by=mine.reply_due_at,
    )
    return settled(case, mine, *_taken_back(case, offer, by=by, at=at), accepted, *opening)


def _taken_back(case: Case, kept: Offer | None, *, by: Actor, at: At) -> tuple[Fact, ...]:
    others = tuple(offer for offer in case.offers if offer != kept)
    return (OffersRescinded(by=by, at=at, offers=others),) if others else ()
