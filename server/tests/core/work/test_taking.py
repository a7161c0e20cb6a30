"""Claiming, accepting, declining, giving back, taking over, replying."""

from dataclasses import replace

import pytest

from handrail_server.core.basics.errors import Forbidden, MoveRefused
from handrail_server.core.basics.ids import NoticeId, OfferId
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import CaseState
from handrail_server.core.cases.notice import Notice, Severity
from handrail_server.core.policy.decision import Waiting
from handrail_server.core.routing.capacity import load_of, take
from handrail_server.core.routing.notice import NOTICE_CLIMBS
from handrail_server.core.routing.person import Credential
from handrail_server.core.turns.control import by_agent, by_person, by_queue
from handrail_server.core.turns.delivery import DeliverWords
from handrail_server.core.work.claim import claim, give_back
from handrail_server.core.work.offers import accept_offer, decline_offer
from handrail_server.core.work.reply import reply, speak_beside, write_note
from handrail_server.core.work.take_over import take_over
from server.tests.core.work.given import (
    AUDITOR,
    CARE,
    CASE,
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
    case_of,
    conversation_of,
    crew,
    effects,
    offered_case,
    people_verbs,
    person_of,
    verbs,
    waiting_case,
    words,
)


def test_a_claimed_case_gives_the_person_floor_and_load() -> None:
    case, conversation = waiting_case()
    work = claim(case, conversation, {}, acting(RITA))
    assert verbs(work.case) == ["CaseAccepted"]
    assert verbs(work.conversation) == ["FloorTaken"]
    assert conversation_of(work).control.holder == by_person(RITA.id)
    assert effects(work.conversation) == ["DeliverControl"]
    assert people_verbs(work) == {"rita": ["CapacityOccupied"]}


def test_a_claimed_case_cannot_be_claimed_by_another_person() -> None:
    case, conversation = waiting_case()
    work = claim(case, conversation, {}, acting(RITA))
    with pytest.raises(MoveRefused):
        claim(case_of(work), conversation_of(work), crew(RITA), acting(TOM))


def test_a_claim_needs_the_right_and_capacity() -> None:
    case, conversation = waiting_case()
    with pytest.raises(Forbidden, match="claim"):
        claim(case, conversation, {}, acting(AUDITOR))
    with pytest.raises(MoveRefused):
        claim(case, conversation, {}, acting(replace(RITA, capacity=0)))


def test_a_sealed_case_opens_for_its_credential_only() -> None:
    case, conversation = waiting_case(route=replace(ROUTE, credentials=("hipaa:CA",)), sealed=True)
    with pytest.raises(Forbidden):
        claim(case, conversation, {}, acting(RITA))
    licence = Credential(kind="hipaa", number="H-1", jurisdiction="CA", valid_until=At(T0 + 1))
    work = claim(case, conversation, {}, acting(replace(RITA, credentials=(licence,))))
    assert verbs(work.case) == ["CaseAccepted", "SealOpened"]
    expired = replace(licence, valid_until=T0)
    with pytest.raises(Forbidden):
        claim(case, conversation, {}, acting(replace(RITA, credentials=(expired,))))


def test_a_seal_outlasts_its_case_for_whoever_takes_over_next() -> None:
    left = replace(a_conversation(), sealed=True, sealed_for=("hipaa:CA",))
    with pytest.raises(Forbidden, match="hipaa:CA"):
        take_over(left, None, {}, acting(SAM), unasked=UNASKED)
    licence = Credential(kind="hipaa", number="H-1", jurisdiction="CA", valid_until=At(T0 + 1))
    work = take_over(left, None, {}, acting(replace(SAM, credentials=(licence,))), unasked=UNASKED)
    assert case_of(work).item.credentials == ("hipaa:CA",)
    assert "SealOpened" in verbs(work.opened)


def test_the_first_to_accept_has_it_and_the_others_are_free_again() -> None:
    case, conversation, both = offered_case(RITA, TOM)
    work = accept_offer(case, OfferId("offer_rita"), conversation, both, acting(both[RITA.id]))
    assert verbs(work.case) == ["OffersRescinded", "CaseAccepted"]
    assert people_verbs(work) == {"rita": ["CapacityOccupied"], "tom": ["CapacityReleased"]}
    with pytest.raises(MoveRefused):
        accept_offer(case_of(work), OfferId("offer_tom"), conversation_of(work), both, acting(both[TOM.id]))


def test_an_offer_is_gone_after_its_time() -> None:
    case, conversation, people = offered_case(RITA)
    with pytest.raises(MoveRefused):
        accept_offer(case, OfferId("offer_rita"), conversation, people, acting(people[RITA.id], T0 + 30_000))


def test_a_declined_offer_leaves_the_queue_with_the_floor() -> None:
    case, conversation, people = offered_case(RITA)
    work = decline_offer(case, OfferId("offer_rita"), conversation, people, acting(people[RITA.id]), why="busy")
    assert verbs(work.case) == ["OfferDeclined"]
    assert work.conversation is None or conversation_of(work).control == conversation.control
    assert people_verbs(work) == {"rita": ["CapacityReleased"]}


def test_a_case_given_back_before_a_word_waits_as_it_did() -> None:
    case, conversation = waiting_case(waiting=Waiting.AGENT_STAYS)
    mine = claim(case, conversation, {}, acting(RITA))
    rita = person_of(mine, RITA)
    work = give_back(case_of(mine), conversation_of(mine), {}, acting(rita))
    assert verbs(work.case) == ["CaseRequeued"]
    assert conversation_of(work).control.holder == by_agent(SHOP.id)
    assert people_verbs(work) == {"rita": ["CapacityReleased"]}


def test_a_case_given_back_after_words_waits_silently() -> None:
    case, conversation = waiting_case(waiting=Waiting.AGENT_STAYS)
    mine = reply(conversation, case, {}, acting(RITA), words(), unasked=UNASKED)
    work = give_back(case_of(mine), conversation_of(mine), {}, acting(person_of(mine, RITA)))
    assert conversation_of(work).control.holder == by_queue(CARE)


def test_nobody_gives_back_anothers_case() -> None:
    case, conversation = waiting_case()
    mine = claim(case, conversation, {}, acting(RITA))
    with pytest.raises(Forbidden):
        give_back(case_of(mine), conversation_of(mine), crew(RITA), acting(TOM))


def test_a_takeover_without_a_case_opens_one_accepted_at_once() -> None:
    work = take_over(a_conversation(), None, {}, acting(SAM), unasked=UNASKED)
    assert work.case is None
    assert verbs(work.opened) == ["CaseRequested", "CaseQueued", "CaseAccepted"]
    assert case_of(work).state is CaseState.ACCEPTED
    assert verbs(work.conversation) == ["CaseAttached", "FloorTaken"]
    assert conversation_of(work).open_case == UNASKED.case
    assert people_verbs(work) == {"sam": ["CapacityOccupied"]}


def test_a_takeover_from_a_colleague_frees_the_colleague() -> None:
    case, conversation = waiting_case()
    mine = claim(case, conversation, {}, acting(RITA))
    rita = person_of(mine, RITA)
    work = take_over(conversation_of(mine), case_of(mine), crew(rita), acting(SAM), unasked=UNASKED)
    assert conversation_of(work).control.holder == by_person(SAM.id)
    assert people_verbs(work) == {"rita": ["CapacityReleased"], "sam": ["CapacityOccupied"]}


def test_a_takeover_beyond_capacity_is_recorded() -> None:
    full = take(replace(SAM, capacity=1), CASE, units=1, channel="web", by=WORKER, at=T0).state
    work = take_over(a_conversation(), None, {}, acting(full), unasked=UNASKED)
    assert people_verbs(work) == {"sam": ["CapacityOverridden"]}


def test_a_takeover_needs_the_right() -> None:
    with pytest.raises(Forbidden, match="take_over"):
        take_over(a_conversation(), None, {}, acting(RITA), unasked=UNASKED)
    senior = replace(RITA, rights=("take_over",))
    assert take_over(a_conversation(), None, {}, acting(senior), unasked=UNASKED).opened is not None


def test_the_first_words_engage_the_case() -> None:
    case, conversation = waiting_case()
    mine = claim(case, conversation, {}, acting(RITA))
    at = T0 + 5_000
    me = acting(person_of(mine, RITA), at)
    work = reply(conversation_of(mine), case_of(mine), {}, me, words(), unasked=UNASKED)
    assert verbs(work.case) == ["CaseEngaged"]
    assert verbs(work.conversation) == ["TurnObserved"]
    assert effects(work.conversation) == ["DeliverWords"]
    turn, status = work.turns[0]
    assert (turn.number, turn.epoch, status) == (2, conversation_of(mine).control.epoch, "said")
    assert case_of(work).first_words_at == at


def test_words_to_a_waiting_case_claim_it() -> None:
    case, conversation = waiting_case()
    work = reply(conversation, case, {}, acting(RITA), words(), unasked=UNASKED)
    assert verbs(work.case) == ["CaseAccepted", "CaseEngaged"]
    assert verbs(work.conversation) == ["FloorTaken", "TurnObserved"]
    delivered = next(e for e in work.conversation.effects if isinstance(e, DeliverWords)) if work.conversation else None
    assert delivered is not None
    assert delivered.epoch == conversation_of(work).control.epoch


def test_words_beside_an_agent_are_a_takeover_with_a_case_of_its_own() -> None:
    work = reply(a_conversation(), None, {}, acting(SAM), words(), unasked=UNASKED)
    assert verbs(work.opened) == ["CaseRequested", "CaseQueued", "CaseAccepted", "CaseEngaged"]
    assert verbs(work.conversation) == ["CaseAttached", "FloorTaken", "TurnObserved"]
    with pytest.raises(Forbidden, match="take_over"):
        reply(a_conversation(), None, {}, acting(RITA), words(), unasked=UNASKED)


def test_joining_speaks_beside_the_person_who_keeps_floor_and_case() -> None:
    case, conversation = waiting_case()
    mine = claim(case, conversation, {}, acting(RITA))
    work = speak_beside(conversation_of(mine), acting(SAM), words())
    assert work.case is None
    assert verbs(work.conversation) == ["PersonJoined", "TurnObserved"]
    assert conversation_of(work).control.holder == by_person(RITA.id)
    with pytest.raises(MoveRefused):
        speak_beside(a_conversation(), acting(SAM), words())
    with pytest.raises(Forbidden, match="join"):
        speak_beside(conversation_of(mine), acting(TOM), words())


def test_a_note_is_for_colleagues() -> None:
    work = write_note(a_conversation(), "n1", "She called yesterday", acting(RITA))
    assert verbs(work.conversation) == ["NoteWritten"]
    assert effects(work.conversation) == []
    with pytest.raises(Forbidden):
        write_note(a_conversation(), "n1", "Interesting", acting(AUDITOR))


def test_capacity_is_in_use_once() -> None:
    case, conversation = waiting_case()
    mine = claim(case, conversation, {}, acting(RITA))
    rita = person_of(mine, RITA)
    again = reply(conversation_of(mine), case_of(mine), crew(rita), acting(rita), words(), unasked=UNASKED)
    assert again.people == ()
    assert load_of(rita, case.id) is not None


def test_whoever_claims_a_case_answers_for_its_notices() -> None:
    case, conversation = waiting_case()
    told = Notice(
        id=NoticeId("n1"),
        severity=Severity.CRITICAL,
        reasons=("legal_threat",),
        link="/cases/case_1",
        recipients=(SAM.id,),
        told=(SAM.id,),
        raised_at=T0,
        climbs_at=At(T0 + 1),
    )
    work = claim(replace(case, notices=(told,)), conversation, {}, acting(RITA))
    assert verbs(work.case) == ["CaseAccepted", "NoticeAcknowledged"]
    assert case_of(work).notices[0].acknowledged_by == RITA.id
    assert work.case is not None
    assert [due.due_at for due in work.case.deadlines if due.name == NOTICE_CLIMBS] == [None]
