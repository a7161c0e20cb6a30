"""Approving, rejecting, verifying; releasing, editing, discarding; scoring."""

from dataclasses import replace
from decimal import Decimal

import pytest

from handrail_server.core.basics.errors import Forbidden, Invalid, MoveRefused, StaleEpoch
from handrail_server.core.basics.ids import TurnId
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.time import At, later
from handrail_server.core.cases.case import CaseState, Verification
from handrail_server.core.cases.withdraw import NEW_CUSTOMER_TURN, withdraw
from handrail_server.core.policy.route import Approvers, Documentation
from handrail_server.core.routing.person import Authority
from handrail_server.core.turns.action import ActionState
from handrail_server.core.turns.control import by_agent
from handrail_server.core.turns.delivery import DeliverWords
from handrail_server.core.turns.floor import take_floor
from handrail_server.core.turns.held import Mark
from handrail_server.core.turns.turn import TurnStatus
from handrail_server.core.work.ask import Review, flag
from handrail_server.core.work.claim import claim
from handrail_server.core.work.decide import (
    Ballot,
    approve_call,
    discard_draft,
    edit_draft,
    may_decide,
    reject_call,
    release_draft,
    score_review,
    verify_call,
)
from handrail_server.core.work.follow import followed
from server.tests.core.work.given import (
    ANN,
    CASE,
    DIGEST,
    RITA,
    ROUTE,
    SAM,
    SHOP,
    T0,
    TOM,
    UNASKED,
    WORKER,
    a_conversation,
    acting,
    approval_case,
    case_of,
    conversation_of,
    crew,
    effects,
    held_case,
    people_verbs,
    person_of,
    verbs,
)

BALLOT = Ballot(digest=DIGEST)


def test_an_approved_action_may_run_and_the_floor_stays() -> None:
    case, action, conversation = approval_case()
    work = approve_call(case, action, conversation, {}, acting(ANN), BALLOT)
    assert verbs(work.case) == ["ApprovalGranted"]
    assert verbs(work.action) == ["ActionApproved"]
    assert work.action is not None
    assert work.action.state.state is ActionState.READY
    assert verbs(work.conversation) == ["CaseDetached"]
    assert conversation_of(work).control == conversation.control
    assert conversation_of(work).open_approvals == ()


def test_a_rejected_action_never_runs() -> None:
    case, action, conversation = approval_case(amount="999999")
    work = reject_call(case, action, conversation, {}, acting(ANN), BALLOT)
    assert verbs(work.case) == ["ApprovalRejected"]
    assert work.action is not None
    assert work.action.state.state is ActionState.REFUSED


def test_an_amount_beyond_the_authority_needs_somebody_above() -> None:
    case, action, conversation = approval_case(amount="10000.01")
    with pytest.raises(Forbidden, match="authority"):
        approve_call(case, action, conversation, {}, acting(ANN), BALLOT)
    other_currency = Authority(act="*", up_to=Money(amount=Decimal(10**9), currency="EUR"))
    with pytest.raises(Forbidden):
        approve_call(case, action, conversation, {}, acting(replace(ANN, authorities=(other_currency,))), BALLOT)
    boss = replace(SAM, authorities=(Authority(act="*", up_to=Money(amount=Decimal(20_000), currency="USD")),))
    assert approve_call(case, action, conversation, {}, acting(boss), BALLOT).action is not None


def test_only_approvers_decide() -> None:
    case, action, conversation = approval_case()
    with pytest.raises(Forbidden, match="decide"):
        approve_call(case, action, conversation, {}, acting(RITA), BALLOT)
    with pytest.raises(Forbidden, match="role"):
        approve_call(case, action, conversation, {}, acting(replace(RITA, rights=("decide",))), BALLOT)


def test_an_approver_needs_the_routes_credential() -> None:
    case, action, conversation = approval_case(route=replace(ROUTE, approvers=Approvers(credential="series_7")))
    work = approve_call(case, action, conversation, {}, acting(ANN), BALLOT)
    document = case_of(work).document
    assert document is not None
    assert document.credential == "S-1"
    with pytest.raises(Forbidden, match="series_7"):
        approve_call(case, action, conversation, {}, acting(replace(ANN, credentials=())), BALLOT)


def test_the_digest_is_of_exactly_what_was_seen() -> None:
    case, action, conversation = approval_case()
    with pytest.raises(Invalid):
        approve_call(case, action, conversation, {}, acting(ANN), Ballot(digest="e" * 64))


def test_a_demanded_verification_comes_first() -> None:
    route = replace(ROUTE, documentation=Documentation(verification=True, ground=True))
    case, action, conversation = approval_case(route=route)
    with pytest.raises(MoveRefused):
        approve_call(case, action, conversation, {}, acting(ANN), BALLOT)
    contact = Verification(by=ANN.id, at=T0, means="phone", contact="+1 555", result="Yes", confirmed=True)
    verified = verify_call(case, contact, acting(ANN))
    assert verbs(verified.case) == ["VerificationRecorded"]
    with pytest.raises(Invalid):
        approve_call(case_of(verified), action, conversation, {}, acting(ANN), BALLOT)
    ballot = Ballot(digest=DIGEST, ground="Known supplier")
    assert approve_call(case_of(verified), action, conversation, {}, acting(ANN), ballot).action is not None


def test_a_claimed_approval_frees_its_approver_when_decided() -> None:
    case, action, conversation = approval_case()
    mine = claim(case, conversation, {}, acting(ANN))
    assert mine.conversation is None
    assert people_verbs(mine) == {"ann": ["CapacityOccupied"]}
    work = approve_call(case_of(mine), action, conversation, {}, acting(person_of(mine, ANN)), BALLOT)
    assert people_verbs(work) == {"ann": ["CapacityReleased"]}


def test_a_released_draft_is_said_by_the_agent() -> None:
    case, conversation = held_case()
    work = release_draft(case, conversation, {}, acting(RITA))
    assert verbs(work.case) == ["ReplyReleased"]
    assert verbs(work.conversation) == ["HeldReplySettled"]
    assert effects(work.conversation) == ["DeliverWords"]
    assert work.marks == (Mark(number=case.held.turn, status=TurnStatus.RELEASED),) if case.held else False
    assert work.turns == ()


def test_a_draft_is_not_released_once_the_floor_has_moved() -> None:
    case, conversation = held_case()
    taken = take_floor(conversation, SAM.id, by=acting(SAM).by, at=T0).state
    with pytest.raises(StaleEpoch):
        release_draft(case, taken, {}, acting(RITA))


def test_an_edited_draft_is_the_persons_and_no_takeover() -> None:
    case, conversation = held_case()
    work = edit_draft(case, conversation, {}, acting(RITA), turn=TurnId("e1"), text="We replace it")
    assert verbs(work.case) == ["ReplyReleased"]
    assert verbs(work.conversation) == ["HeldReplySettled", "TurnObserved"]
    assert conversation_of(work).control.holder == by_agent(SHOP.id)
    assert [mark.status for mark in work.marks] == [TurnStatus.EDITED]
    delivered = work.conversation.effects[0] if work.conversation else None
    assert isinstance(delivered, DeliverWords)
    assert (delivered.author_id, delivered.text) == ("rita", "We replace it")


def test_an_edit_that_changes_nothing_is_a_release() -> None:
    case, conversation = held_case()
    work = edit_draft(case, conversation, {}, acting(RITA), turn=TurnId("e1"), text="Throw it away")
    assert [mark.status for mark in work.marks] == [TurnStatus.RELEASED]
    assert work.turns == ()


def test_a_discarded_draft_is_never_said() -> None:
    case, conversation = held_case()
    work = discard_draft(case, conversation, {}, acting(RITA), why="wrong")
    assert verbs(work.case) == ["ReplyDiscarded"]
    assert effects(work.conversation) == []
    assert [mark.status for mark in work.marks] == [TurnStatus.DISCARDED]


def test_a_draft_that_is_overtaken_is_withdrawn() -> None:
    case, conversation = held_case()
    gone = withdraw(case, why=NEW_CUSTOMER_TURN, by=WORKER, at=T0)
    work = followed(case, gone, conversation, {}, by=WORKER, at=T0)
    assert conversation_of(work).held_reply is None
    assert [mark.status for mark in work.marks] == [TurnStatus.WITHDRAWN]


def test_a_quality_review_is_flagged_claimed_and_scored() -> None:
    review = Review(case=CASE, route=ROUTE, policy=UNASKED.policy, expires_at=case_expiry())
    flagged = flag(a_conversation(), review, acting(RITA))
    assert verbs(flagged.conversation) == ["ConversationFlagged"]
    assert verbs(flagged.opened) == ["CaseRequested", "QualityReviewAsked", "CaseQueued"]
    conversation = conversation_of(flagged)
    mine = claim(case_of(flagged), conversation, {}, acting(TOM))
    assert mine.conversation is None
    tom = person_of(mine, TOM)
    work = score_review(case_of(mine), conversation, crew(tom), acting(tom), scores=(5, 4, 3, 2))
    assert case_of(work).state is CaseState.CLOSED
    assert people_verbs(work) == {"tom": ["CapacityReleased"]}


def case_expiry() -> At:
    return later(T0, seconds=86_400)


def test_the_owner_of_the_agent_that_asks_approves_nothing_of_it_unless_the_policy_says_so() -> None:
    case, action, conversation = approval_case()
    assert case.asked is not None
    hers = replace(case, asked=replace(case.asked, owner=ANN.id))
    now_hers = replace(BALLOT, owner=ANN.id)
    for asked, ballot in ((hers, BALLOT), (case, now_hers)):
        with pytest.raises(Forbidden, match="owner of the agent"):
            approve_call(asked, action, conversation, {}, acting(ANN), ballot)
        assert verbs(reject_call(asked, action, conversation, {}, acting(ANN), ballot).case) == ["ApprovalRejected"]
    assert not may_decide(ANN, hers, T0)
    assert not may_decide(ANN, case, T0, owner=ANN.id)
    let = replace(hers, route=replace(ROUTE, approvers=Approvers(agent_owner=True)))
    assert may_decide(ANN, let, T0, owner=ANN.id)
    assert approve_call(let, action, conversation, {}, acting(ANN), now_hers).action is not None


def test_who_may_decide_is_known_before_anybody_tries() -> None:
    case, _, _ = approval_case(amount="10000")
    assert may_decide(ANN, case, T0)
    assert not may_decide(replace(ANN, active=False), case, T0)
    assert not may_decide(RITA, case, T0), "no right"
    assert not may_decide(SAM, case, T0), "no limit of authority"
    above, _, _ = approval_case(amount="10001")
    assert not may_decide(ANN, above, T0)
    asked = case.asked
    assert asked is not None
    assert not may_decide(ANN, replace(case, asked=replace(asked, requester=ANN.id)), T0), "who asked does not decide"
    licensed = replace(case, route=replace(ROUTE, approvers=Approvers(credential="series_7")))
    assert may_decide(ANN, licensed, T0)
    assert not may_decide(ANN, licensed, At(T0 + 10**9)), "the licence has run out"
