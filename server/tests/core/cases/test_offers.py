"""Offers: the first accept wins, and every other ending leads on."""

import pytest

from handrail_server.core.basics.errors import Invalid, MoveRefused
from handrail_server.core.basics.ids import OfferId
from handrail_server.core.basics.time import later
from handrail_server.core.cases.case import CaseState
from handrail_server.core.cases.offers import accept, begin_round, decline, offer, offer_due
from server.tests.core.cases.given import (
    ANA,
    BEN,
    NOW,
    WORKER,
    an_offer,
    armed,
    is_,
    queued,
    reads,
    said,
)


def test_the_first_of_several_to_accept_wins_and_the_others_are_rescinded() -> None:
    offered = offer(queued(), [an_offer(ANA), an_offer(BEN)], by=WORKER, at=NOW)
    assert armed(offered) == {"case_offer": later(NOW, seconds=30)}
    outcome = accept(offered.state, offer=an_offer(BEN).id, reader=reads(BEN), by=is_(BEN), at=NOW)
    assert said(outcome) == ("OffersRescinded", "CaseAccepted")
    assert armed(outcome) == {"case_offer": None, "case_accept": None, "case_reply": later(NOW, seconds=300)}
    with pytest.raises(MoveRefused):
        accept(outcome.state, offer=an_offer(ANA).id, reader=reads(ANA), by=is_(ANA), at=NOW)


def test_nobody_accepts_after_the_time_out_or_an_offer_that_is_not_theirs() -> None:
    offered = offer(queued(), [an_offer(ANA)], by=WORKER, at=NOW).state
    with pytest.raises(MoveRefused):
        accept(offered, offer=an_offer(ANA).id, reader=reads(ANA), by=is_(ANA), at=later(NOW, seconds=30))
    with pytest.raises(MoveRefused):
        accept(offered, offer=an_offer(ANA).id, reader=reads(BEN), by=is_(BEN), at=NOW)
    with pytest.raises(MoveRefused):
        accept(offered, offer=OfferId("other"), reader=reads(ANA), by=is_(ANA), at=NOW)


def test_a_decline_leaves_the_other_offers_standing_and_the_last_one_queues_the_case_again() -> None:
    offered = offer(queued(), [an_offer(ANA), an_offer(BEN)], by=WORKER, at=NOW).state
    first = decline(offered, offer=an_offer(ANA).id, person=ANA, why="busy", by=is_(ANA), at=NOW).state
    assert (first.state, first.declined) == (CaseState.OFFERED, (ANA,))
    last = decline(first, offer=an_offer(BEN).id, person=BEN, why="wrong_skill", by=is_(BEN), at=NOW)
    assert (last.state.state, last.state.declined) == (CaseState.QUEUED, (ANA, BEN))
    assert armed(last) == {"case_offer": None}
    again = begin_round(last.state, by=WORKER, at=NOW).state
    assert (again.declined, again.rounds) == ((), 1)


def test_why_somebody_declines_is_a_code_and_never_free_text() -> None:
    offered = offer(queued(), [an_offer(ANA)], by=WORKER, at=NOW).state
    with pytest.raises(Invalid) as refused:
        decline(offered, offer=an_offer(ANA).id, person=ANA, why="Mary is rude", by=is_(ANA), at=NOW)
    assert refused.value.field == "reason"


def test_offers_time_out_one_by_one() -> None:
    offered = offer(queued(), [an_offer(ANA, seconds=10), an_offer(BEN, seconds=20)], by=WORKER, at=NOW).state
    first = offer_due(offered, by=WORKER, at=later(NOW, seconds=10))
    assert said(first) == ("OffersTimedOut",)
    assert armed(first) == {"case_offer": later(NOW, seconds=20)}
    assert offer_due(first.state, by=WORKER, at=later(NOW, seconds=20)).state.state is CaseState.QUEUED
    with pytest.raises(MoveRefused):
        offer_due(offered, by=WORKER, at=NOW)
