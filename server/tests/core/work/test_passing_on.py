"""Transferring, reassigning, consulting, linking, steering."""

from dataclasses import replace

import pytest

from handrail_server.core.basics.errors import Forbidden, Invalid, MoveRefused
from handrail_server.core.basics.ids import CaseId, QueueId
from handrail_server.core.basics.time import HOUR, At
from handrail_server.core.cases.escalate import escalate
from handrail_server.core.cases.transfer import Passing
from handrail_server.core.turns.control import NOBODY, by_agent, by_person, by_queue
from handrail_server.core.work import steer
from handrail_server.core.work.ask import Question, answer, consult, link
from handrail_server.core.work.claim import claim
from handrail_server.core.work.follow import followed
from handrail_server.core.work.pass_on import reassign, transfer
from handrail_server.core.work.reply import reply
from handrail_server.core.work.work import Work
from server.tests.core.work.given import (
    AUDITOR,
    RITA,
    SAM,
    SHOP,
    T0,
    TO_LEGAL,
    TOM,
    UNASKED,
    WORKER,
    a_conversation,
    acting,
    case_of,
    conversation_of,
    crew,
    effects,
    people_verbs,
    person_of,
    verbs,
    waiting_case,
    words,
)

TO_LEGAL_QUEUE = QueueId("legal")


def engaged() -> Work:
    case, conversation = waiting_case()
    return reply(conversation, case, {}, acting(RITA), words(), unasked=UNASKED)


def test_a_cold_transfer_waits_silently_at_its_new_target() -> None:
    mine = engaged()
    rita = person_of(mine, RITA)
    work = transfer(case_of(mine), conversation_of(mine), {}, acting(rita), Passing(to=TO_LEGAL, note="Sue"))
    assert verbs(work.case) == ["CaseTransferred"]
    assert conversation_of(work).control.holder == by_queue(TO_LEGAL_QUEUE)
    assert people_verbs(work) == {"rita": ["CapacityReleased"]}


def test_a_warm_transfer_leaves_the_floor_until_the_next_person_accepts() -> None:
    mine = engaged()
    rita = person_of(mine, RITA)
    passing = Passing(to=TO_LEGAL, warm=True)
    work = transfer(case_of(mine), conversation_of(mine), {}, acting(rita), passing)
    assert work.conversation is None
    counsel = replace(TOM, queues=(QueueId("legal"),))
    taken = claim(case_of(work), conversation_of(mine), {}, acting(counsel))
    assert conversation_of(taken).control.holder == by_person(TOM.id)


def test_a_third_transfer_is_a_supervisors() -> None:
    mine = engaged()
    case = replace(case_of(mine), transfers=2)
    rita = person_of(mine, RITA)
    with pytest.raises(Forbidden):
        transfer(case, conversation_of(mine), {}, acting(rita), Passing(to=TO_LEGAL))
    work = transfer(case, conversation_of(mine), crew(rita), acting(SAM), Passing(to=TO_LEGAL))
    assert people_verbs(work) == {"rita": ["CapacityReleased"]}


def test_a_rep_transfers_only_their_own_case() -> None:
    mine = engaged()
    with pytest.raises(Forbidden):
        transfer(case_of(mine), conversation_of(mine), {}, acting(TOM), Passing(to=TO_LEGAL))


def test_a_supervisor_gives_a_case_to_somebody() -> None:
    mine = engaged()
    rita = person_of(mine, RITA)
    work = reassign(case_of(mine), conversation_of(mine), crew(rita), acting(SAM), to=TOM, why="Rita is ill")
    assert verbs(work.case) == ["CaseAccepted", "CaseReassigned"]
    assert case_of(work).owner == TOM.id
    assert conversation_of(work).control.holder == by_person(TOM.id)
    assert people_verbs(work) == {"rita": ["CapacityReleased"], "tom": ["CapacityOccupied"]}


def test_a_reassignment_beyond_capacity_is_said_aloud() -> None:
    mine = engaged()
    rita, full = person_of(mine, RITA), replace(TOM, capacity=0)
    with pytest.raises(MoveRefused):
        reassign(case_of(mine), conversation_of(mine), crew(rita), acting(SAM), to=full, why="Ill")
    work = reassign(case_of(mine), conversation_of(mine), crew(rita), acting(SAM), to=full, why="Ill", override=True)
    assert people_verbs(work)["tom"] == ["CapacityOverridden"]


def test_a_case_is_not_given_to_somebody_who_may_not_take_it() -> None:
    mine = engaged()
    with pytest.raises(Invalid):
        reassign(case_of(mine), conversation_of(mine), {}, acting(SAM), to=AUDITOR, why="Why not")
    with pytest.raises(Forbidden, match="reassign"):
        reassign(case_of(mine), conversation_of(mine), {}, acting(TOM), to=TOM, why="I want it")


def test_a_colleague_is_asked_without_the_customer_seeing_it() -> None:
    mine = engaged()
    question = Question(id="q1", asked="legal", text="May we?", due_at=At(T0 + HOUR))
    asked = consult(case_of(mine), question, acting(person_of(mine, RITA)))
    assert verbs(asked.case) == ["ConsultationAsked"]
    assert asked.conversation is None
    with pytest.raises(Forbidden):
        answer(case_of(asked), "q1", "Yes", acting(AUDITOR))
    lawyer = replace(AUDITOR, queues=(*AUDITOR.queues, TO_LEGAL_QUEUE))
    assert verbs(answer(case_of(asked), "q1", "Yes", acting(lawyer)).case) == ["ConsultationAnswered"]


def test_cases_of_one_defect_know_each_other() -> None:
    case, _ = waiting_case()
    other = replace(case, id=CaseId("case_2"))
    work = link(case, (other,), "lamp_cable", acting(RITA))
    assert verbs(work.case) == ["CaseLinked"]
    assert case_of(work).linked == ("case_2",)
    assert [outcome.state.linked for outcome in work.others] == [("case_1",)]
    with pytest.raises(Invalid):
        link(case, (case,), "lamp_cable", acting(RITA))


def test_supervisors_steer() -> None:
    conversation, me = a_conversation(), acting(SAM)
    assert verbs(steer.whisper(conversation, "Offer a lamp", me).conversation) == ["Whispered"]
    paused = steer.pause(conversation, me)
    assert conversation_of(paused).control.holder == NOBODY
    resumed = steer.resume(conversation_of(paused), me)
    assert conversation_of(resumed).control.holder == by_agent(SHOP.id)
    held = steer.hold_replies(conversation, me)
    assert conversation_of(held).holds_replies
    assert not conversation_of(steer.let_replies_flow(conversation_of(held), me)).holds_replies
    mine = engaged()
    assert verbs(steer.advise(conversation_of(mine), "Ask for a photo", me).conversation) == ["Whispered"]


def test_a_rep_does_not_steer() -> None:
    conversation, me = a_conversation(), acting(RITA)
    for right, verb in (("pause_agent", steer.pause), ("hold_replies", steer.hold_replies)):
        with pytest.raises(Forbidden, match=right):
            verb(conversation, me)
    with pytest.raises(Forbidden, match="whisper"):
        steer.whisper(conversation, "Hm", me)


def test_a_case_that_moves_on_to_another_queue_takes_the_silent_floor_along() -> None:
    case, conversation = waiting_case()
    moved = escalate(case, to=TO_LEGAL, by=WORKER, at=T0)
    work = followed(case, moved, conversation, {}, by=WORKER, at=T0)
    assert conversation_of(work).control.holder == by_queue(TO_LEGAL_QUEUE)
    assert effects(work.conversation) == ["DeliverControl"]
