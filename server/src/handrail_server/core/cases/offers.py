"""Offers: a case is put before one or several people; the first accept wins, and every other ending leads on."""

from collections.abc import Sequence
from dataclasses import replace

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.errors import Invalid, MoveRefused
from handrail_server.core.basics.ids import OfferId, PersonId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case, Offer
from handrail_server.core.cases.claim import taken
from handrail_server.core.cases.codes import coded
from handrail_server.core.cases.facts import (
    CaseOffered,
    OfferDeclined,
    OfferRoundBegun,
    OffersRescinded,
    OffersTimedOut,
)
from handrail_server.core.cases.moves import CaseVerb, move
from handrail_server.core.cases.seal import Reader
from handrail_server.core.cases.settle import settled


def offer(case: Case, offers: Sequence[Offer], *, by: Actor, at: At) -> Outcome[Case]:
    """Put the case before these people, for each of whom routing has reserved capacity."""
    if not offers:
        raise Invalid("An offer needs somebody.", field="offers", fix="Choose at least one person.")
    state = move(case, CaseVerb.OFFER)
    made = tuple(offers)
    return settled(case, replace(case, state=state, offers=made), CaseOffered(by=by, at=at, offers=made))


def accept(case: Case, *, offer: OfferId, reader: Reader, by: Actor, at: At) -> Outcome[Case]:
    """The person takes the case; all other offers of it are taken back. After its time-out an offer is gone."""
    state = move(case, CaseVerb.ACCEPT)
    mine = _standing(case, offer, reader.person)
    if mine.expires_at <= at:
        raise MoveRefused("This offer has timed out.", fix="Wait for the next offer, or claim the case.")
    return taken(case, state=state, reader=reader, how="offer", offer=mine, by=by, at=at)


def decline(
    case: Case, *, offer: OfferId, person: PersonId, why: str, note: str | None = None, by: Actor, at: At
) -> Outcome[Case]:
    """The person does not take it, and is left out of this round."""
    mine = _standing(case, offer, person)
    others = tuple(other for other in case.offers if other != mine)
    state = move(case, CaseVerb.NARROW if others else CaseVerb.DECLINE)
    declined = replace(case, state=state, offers=others, declined=tuple(dict.fromkeys((*case.declined, person))))
    fact = OfferDeclined(by=by, at=at, offer=mine.id, person=person, why=coded(why, field="reason"), note=note)
    return settled(case, declined, fact)


def offer_due(case: Case, *, by: Actor, at: At) -> Outcome[Case]:
    """`case_offer` fell due: offers whose time is over are gone; who missed one is left out of this round."""
    late = tuple(offer for offer in case.offers if offer.expires_at <= at)
    others = tuple(offer for offer in case.offers if offer.expires_at > at)
    state = move(case, CaseVerb.NARROW if others else CaseVerb.TIME_OUT)
    if not late:
        raise MoveRefused("No offer has run out yet.")
    missed = tuple(dict.fromkeys((*case.declined, *(offer.person for offer in late))))
    lapsed = replace(case, state=state, offers=others, declined=missed)
    return settled(case, lapsed, OffersTimedOut(by=by, at=at, offers=late))


def begin_round(case: Case, *, by: Actor, at: At) -> Outcome[Case]:
    """Everybody eligible has declined or missed an offer: ask them all once more."""
    state = move(case, CaseVerb.NEW_ROUND)
    again = replace(case, state=state, declined=(), rounds=case.rounds + 1)
    return settled(case, again, OfferRoundBegun(by=by, at=at, round=again.rounds))


def rescinded(offers: tuple[Offer, ...], *, by: Actor, at: At) -> OffersRescinded:
    """The fact that these offers were taken back, for routing to release what it reserved."""
    return OffersRescinded(by=by, at=at, offers=offers)


def _standing(case: Case, offer: OfferId, person: PersonId) -> Offer:
    for standing in case.offers:
        if standing.id == offer and standing.person == person:
            return standing
    raise MoveRefused("This offer does not stand any more.", fix="Another person took the case, or it moved on.")
