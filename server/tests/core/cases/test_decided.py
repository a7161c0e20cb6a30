"""Approvals, held replies, quality reviews, consultations and links: what a person decides, and what nobody may."""

from dataclasses import replace

import pytest

from handrail_server.core.basics.actors import Actor, ActorKind, Authenticated, agent, system
from handrail_server.core.basics.errors import Forbidden, Invalid, MoveRefused
from handrail_server.core.basics.ids import CaseId
from handrail_server.core.basics.time import At, later
from handrail_server.core.cases.approval import Vote, approve, reject, verify
from handrail_server.core.cases.case import Case, CaseState, Consultation
from handrail_server.core.cases.claim import claim
from handrail_server.core.cases.consult import answer_consultation, consult, consult_due
from handrail_server.core.cases.decision_facts import ApprovalGranted, ReplyReleased
from handrail_server.core.cases.effects import Moment, TellAgent
from handrail_server.core.cases.escalate import chain_ended
from handrail_server.core.cases.expiry import expire
from handrail_server.core.cases.held_reply import discard, release
from handrail_server.core.cases.link import link
from handrail_server.core.cases.open import open_approval
from handrail_server.core.cases.quality import score
from handrail_server.core.cases.withdraw import NEW_CUSTOMER_TURN, withdraw
from handrail_server.core.policy.route import Approvers, Documentation
from server.tests.core.cases.given import (
    ANA,
    ASKED,
    BEN,
    BOT,
    CARD,
    CONFIRMED,
    DIGEST,
    HELD,
    NOW,
    REQUEST,
    WORKER,
    approval,
    armed,
    held_reply,
    is_,
    quality_review,
    queued,
    reads,
    said,
)

VOTE = Vote(person=BEN, digest=DIGEST, ground="Client confirmed by phone.")
WIRE = replace(
    REQUEST,
    route=replace(
        REQUEST.route,
        documentation=Documentation(ground=True, verification=True),
        approvers=Approvers(credential="compliance"),
    ),
)
OFFICER = replace(VOTE, credential="C-9")


def test_an_approval_is_not_offered_to_those_who_may_not_give_it() -> None:
    owned = replace(ASKED, owner=ANA)
    assert open_approval(REQUEST, owned, by=agent(BOT), at=NOW).state.item.barred == (ANA,)
    asked_by_ben = replace(ASKED, requester=BEN, by_person=True)
    assert open_approval(REQUEST, asked_by_ben, by=is_(BEN), at=NOW).state.item.barred == (BEN,)
    let = replace(REQUEST, route=replace(REQUEST.route, approvers=Approvers(agent_owner=True)))
    assert open_approval(let, owned, by=agent(BOT), at=NOW).state.item.barred == ()


def test_an_approval_waits_with_its_expiry_and_its_exact_digest() -> None:
    case = approval()
    assert case.state is CaseState.QUEUED
    assert case.asked == ASKED
    assert case.due_at == later(NOW, seconds=120)


def test_an_approval_is_granted_once_for_a_stated_time_and_the_agent_is_told() -> None:
    outcome = approve(approval(), VOTE, by=is_(BEN), at=NOW)
    fact = outcome.facts[0]
    assert isinstance(fact, ApprovalGranted)
    assert (fact.digest, fact.valid_until) == (DIGEST, later(NOW, seconds=900))
    assert outcome.state.valid_until == fact.valid_until
    assert armed(outcome) == {"case_accept": None, "case_expiry": None}
    assert outcome.effects == (
        TellAgent(
            lane="talk", destination="agent/bot", case=CaseId("case"), moment=Moment.APPROVED, action=ASKED.action
        ),
    )
    with pytest.raises(MoveRefused):
        approve(outcome.state, VOTE, by=is_(BEN), at=NOW)
    with pytest.raises(MoveRefused):
        reject(outcome.state, VOTE, by=is_(BEN), at=NOW)


def test_a_wire_is_approved_only_after_verification_with_a_ground_by_a_credentialed_officer() -> None:
    case = approval(WIRE)
    with pytest.raises(Forbidden):
        approve(case, VOTE, by=is_(BEN), at=NOW)
    with pytest.raises(MoveRefused, match="not confirmed"):
        approve(case, OFFICER, by=is_(BEN), at=NOW)
    denied = verify(case, replace(CONFIRMED, confirmed=False), by=is_(BEN), at=NOW).state
    with pytest.raises(MoveRefused):
        approve(denied, OFFICER, by=is_(BEN), at=NOW)
    verified = verify(case, CONFIRMED, by=is_(BEN), at=NOW)
    assert said(verified) == ("VerificationRecorded",)
    with pytest.raises(Invalid) as unwritten:
        approve(verified.state, replace(OFFICER, ground=" "), by=is_(BEN), at=NOW)
    assert unwritten.value.field == "ground"
    outcome = approve(verified.state, OFFICER, by=is_(BEN), at=NOW)
    assert outcome.state.state is CaseState.APPROVED
    assert outcome.state.document is not None
    assert outcome.state.document.verification == CONFIRMED


def test_a_wire_may_be_rejected_without_verification_but_not_without_a_ground() -> None:
    with pytest.raises(Invalid):
        reject(approval(WIRE), replace(OFFICER, ground=None), by=is_(BEN), at=NOW)
    assert reject(approval(WIRE), OFFICER, by=is_(BEN), at=NOW).state.state is CaseState.REJECTED


def test_who_asked_cannot_approve() -> None:
    case = replace(approval(), asked=replace(ASKED, requester=str(BEN)))
    with pytest.raises(Forbidden):
        approve(case, VOTE, by=is_(BEN), at=NOW)


def test_an_approval_of_other_arguments_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        approve(approval(), replace(VOTE, digest="e" * 64), by=is_(BEN), at=NOW)
    assert refused.value.field == "digest"


def test_nobody_approves_after_the_expiry_which_itself_never_approves() -> None:
    at = ASKED.expires_at
    with pytest.raises(MoveRefused):
        approve(approval(), VOTE, by=is_(BEN), at=at)
    outcome = expire(approval(), by=WORKER, at=at)
    assert (outcome.state.state, said(outcome)) == (CaseState.EXPIRED, ("ApprovalExpired",))
    with pytest.raises(MoveRefused):
        expire(approval(), by=WORKER, at=At(at - 1))


@pytest.mark.parametrize(
    "by",
    [
        agent(BOT),
        system("policy"),
        Actor(kind=ActorKind.PERSON, id=BEN, authenticated=Authenticated.REPORTED, reported_by=BOT),
        Actor(kind=ActorKind.PERSON, id=BEN, authenticated=Authenticated.AGENT_KEY),
        is_(ANA),
    ],
)
def test_no_agent_no_system_no_report_and_nobody_else_decides_in_a_persons_name(by: Actor) -> None:
    for verb in (approve, reject):
        with pytest.raises(Forbidden):
            verb(approval(), VOTE, by=by, at=NOW)
    with pytest.raises(Forbidden):
        verify(approval(), CONFIRMED, by=by, at=NOW)


def test_an_approval_that_somebody_claimed_is_theirs_to_decide() -> None:
    case = claim(approval(), reader=reads(ANA), by=is_(ANA), at=NOW).state
    with pytest.raises(Forbidden):
        approve(case, VOTE, by=is_(BEN), at=NOW)
    assert approve(case, replace(VOTE, person=ANA), by=is_(ANA), at=NOW).state.state is CaseState.APPROVED


def test_at_the_end_of_its_chain_an_approval_waits_for_its_expiry_and_never_lands() -> None:
    outcome = chain_ended(approval(), by=WORKER, at=NOW)
    assert said(outcome) == ("TargetsExhausted",)
    assert armed(outcome) == {"case_accept": None}
    assert outcome.state.due_at == ASKED.expires_at


def test_a_held_reply_is_released_as_it_is_or_edited_by_a_person() -> None:
    as_it_is = release(held_reply(), person=BEN, by=is_(BEN), at=NOW).facts[0]
    assert isinstance(as_it_is, ReplyReleased)
    assert (as_it_is.edited, as_it_is.text) == (False, HELD.text)
    edited = release(held_reply(), person=BEN, text="Within 30 days.", by=is_(BEN), at=NOW).facts[0]
    assert isinstance(edited, ReplyReleased)
    assert (edited.edited, edited.text) == (True, "Within 30 days.")


def test_a_held_reply_is_discarded_withdrawn_or_expires_and_is_then_never_said() -> None:
    assert said(discard(held_reply(), person=BEN, why="wrong", by=is_(BEN), at=NOW)) == ("ReplyDiscarded",)
    assert said(withdraw(held_reply(), why=NEW_CUSTOMER_TURN, by=WORKER, at=NOW)) == ("CaseWithdrawn",)
    expired = expire(held_reply(), by=WORKER, at=HELD.expires_at)
    assert said(expired) == ("ReplyHoldExpired",)
    with pytest.raises(MoveRefused):
        release(expired.state, person=BEN, by=is_(BEN), at=HELD.expires_at)
    with pytest.raises(MoveRefused):
        release(held_reply(), person=BEN, by=is_(BEN), at=HELD.expires_at)


def test_a_quality_review_is_scored_question_by_question_or_expires() -> None:
    case = claim(quality_review(), reader=reads(BEN), by=is_(BEN), at=NOW).state
    with pytest.raises(Invalid):
        score(case, person=BEN, scores=(5,), by=is_(BEN), at=NOW)
    with pytest.raises(Invalid):
        score(case, person=BEN, scores=(5, 6), by=is_(BEN), at=NOW)
    outcome = score(case, person=BEN, scores=(5, 3), comment="Kind.", by=is_(BEN), at=NOW)
    assert (outcome.state.state, said(outcome)) == (CaseState.CLOSED, ("QualityScored",))
    assert said(expire(case, by=WORKER, at=CARD.expires_at)) == ("QualityReviewExpired",)


def owned() -> Case:
    return claim(queued(), reader=reads(ANA), by=is_(ANA), at=NOW).state


def consultation(seconds: int = 60) -> Consultation:
    due = later(NOW, seconds=seconds)
    return Consultation(id="c1", asked="legal", question="May we promise this?", by=ANA, at=NOW, due_at=due)


def test_a_consultation_has_a_deadline_and_the_case_goes_on_without_the_answer() -> None:
    asked = consult(owned(), consultation(), by=is_(ANA), at=NOW)
    assert armed(asked) == {"consult_due": later(NOW, seconds=60)}
    lapsed = consult_due(asked.state, by=WORKER, at=later(NOW, seconds=60))
    assert said(lapsed) == ("ConsultationsLapsed",)
    assert armed(lapsed) == {"consult_due": None}
    late = answer_consultation(
        lapsed.state, consultation="c1", person=BEN, answer="Yes.", by=is_(BEN), at=later(NOW, seconds=90)
    )
    assert late.state.consultations[0].answer == "Yes."


def test_an_answered_consultation_disarms_its_deadline_and_is_not_answered_twice() -> None:
    asked = consult(owned(), consultation(), by=is_(ANA), at=NOW).state
    answered = answer_consultation(asked, consultation="c1", person=BEN, answer="Yes.", by=is_(BEN), at=NOW)
    assert armed(answered) == {"consult_due": None}
    with pytest.raises(MoveRefused):
        answer_consultation(answered.state, consultation="c1", person=BEN, answer="No.", by=is_(BEN), at=NOW)
    with pytest.raises(MoveRefused):
        consult_due(answered.state, by=WORKER, at=later(NOW, seconds=60))


def test_a_consultation_asks_something_in_the_future() -> None:
    with pytest.raises(Invalid):
        consult(owned(), consultation(seconds=0), by=is_(ANA), at=NOW)


def test_one_defect_links_many_cases() -> None:
    once = link(queued(), to="defect-42", others=(CaseId("a"), CaseId("case")), by=is_(ANA), at=NOW).state
    twice = link(once, to="defect-42", others=(CaseId("b"),), by=is_(ANA), at=NOW).state
    assert (twice.link, twice.linked) == ("defect-42", (CaseId("a"), CaseId("b")))
