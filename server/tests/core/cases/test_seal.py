"""A sealed case is read by entitled people only, and each opening is a fact."""

from dataclasses import replace

import pytest

from handrail_server.core.basics.errors import Forbidden
from handrail_server.core.cases.case import Case, CaseState
from handrail_server.core.cases.claim import claim
from handrail_server.core.cases.join import join, seal_offered
from handrail_server.core.cases.offers import offer
from handrail_server.core.cases.requeue import LostWhy, requeue
from handrail_server.core.cases.seal import entitled, may_read, open_seal
from server.tests.core.cases.given import (
    ANA,
    BEN,
    HIPAA,
    NOW,
    POLICY,
    SEALED,
    WORKER,
    an_offer,
    is_,
    queued,
    reads,
    said,
)


def accepted(case: Case | None = None) -> Case:
    return claim(case or queued(), reader=reads(ANA, HIPAA), by=is_(ANA), at=NOW).state


def test_accepting_a_sealed_case_needs_the_credential_and_opens_the_seal_with_a_fact() -> None:
    case = queued(SEALED)
    with pytest.raises(Forbidden):
        claim(case, reader=reads(ANA), by=is_(ANA), at=NOW)
    expired = replace(HIPAA, valid_until=NOW)
    with pytest.raises(Forbidden):
        claim(case, reader=reads(ANA, expired), by=is_(ANA), at=NOW)
    outcome = claim(case, reader=reads(ANA, HIPAA), by=is_(ANA), at=NOW)
    assert said(outcome) == ("CaseAccepted", "SealOpened")
    assert may_read(outcome.state, reads(ANA, HIPAA), NOW)
    assert not may_read(outcome.state, reads(ANA, HIPAA), HIPAA.valid_until), "an expired licence reads no more"
    assert not may_read(outcome.state, reads(BEN, HIPAA), NOW), "rank and licence alone do not open it"


def test_another_entitled_person_opens_the_seal_for_a_stated_purpose() -> None:
    outcome = open_seal(queued(SEALED), reader=reads(BEN, HIPAA), purpose="complaint_review", by=is_(BEN), at=NOW)
    assert said(outcome) == ("SealOpened",)
    assert may_read(outcome.state, reads(BEN, HIPAA), NOW)


def test_who_lets_a_sealed_case_go_reads_it_no_more() -> None:
    back = requeue(accepted(queued(SEALED)), why=LostWhy.OFFLINE, by=WORKER, at=NOW).state
    assert not may_read(back, reads(ANA, HIPAA), NOW)


def test_a_case_that_is_sealed_while_offered_first_takes_its_offers_back() -> None:
    offered = offer(queued(), [an_offer(ANA)], by=WORKER, at=NOW).state
    outcome = seal_offered(offered, by=POLICY, at=NOW)
    outcome = outcome.then(join(outcome.state, SEALED, by=POLICY, at=NOW))
    assert said(outcome) == ("OffersRescinded", "ReasonsJoined")
    assert (outcome.state.state, outcome.state.sealed) == (CaseState.QUEUED, True)
    assert outcome.state.item.credentials == ("hipaa",)


def test_a_licence_is_valid_in_its_own_jurisdiction_or_everywhere() -> None:
    case = queued(replace(SEALED, route=replace(SEALED.route, credentials=("hipaa:CA",))))
    for jurisdiction, may in ((None, True), ("CA", True), ("NY", False)):
        reader = reads(ANA, replace(HIPAA, jurisdiction=jurisdiction))
        assert entitled(case, reader, NOW) == may
