"""Resolving, wrapping up, handing back, landing, closing."""

from dataclasses import replace

import pytest

from handrail_server.core.basics.errors import Forbidden, Invalid, MoveRefused
from handrail_server.core.basics.time import DAY, At
from handrail_server.core.cases.case import Case, CaseState, Document
from handrail_server.core.cases.document import DocumentationMissing
from handrail_server.core.cases.wrap_up import Resolution
from handrail_server.core.policy.decision import Waiting
from handrail_server.core.policy.route import Documentation, Landing, LandingKind
from handrail_server.core.resolution.closing import close_conversation, stayed_resolved
from handrail_server.core.resolution.land import broken_promise_due, land, promise_contact
from handrail_server.core.resolution.resolve import Return, hand_back, resolve, write_up
from handrail_server.core.resolution.wrap_up import end, end_due, extend, quiet_due
from handrail_server.core.routing.person import Person
from handrail_server.core.turns.control import NOBODY, by_agent, by_queue
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.dealt import fires_again
from handrail_server.core.turns.delivery import DeliverControl
from handrail_server.core.work.reply import reply
from server.tests.core.work.given import (
    CARE,
    FRUSTRATED,
    RITA,
    ROUTE,
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
    people_verbs,
    person_of,
    verbs,
    waiting_case,
    words,
)

SOLVED = Resolution(outcome="resolved", disposition="replaced", note="Sent a new lamp.")
NOTE = Return(note="Done: sent a new lamp. Promised: arrives Friday.")


def engaged(waiting: Waiting = Waiting.SILENT) -> tuple[Case, Conversation, Person]:
    case, conversation = waiting_case(waiting=waiting)
    mine = reply(conversation, case, {}, acting(RITA), words(), unasked=UNASKED)
    return case_of(mine), conversation_of(mine), person_of(mine, RITA)


def test_a_resolved_case_gives_the_agent_the_floor_and_the_person_time() -> None:
    case, conversation, rita = engaged()
    work = resolve(case, conversation, {}, acting(rita), SOLVED)
    assert verbs(work.case) == ["CaseResolved"]
    assert case_of(work).state is CaseState.WRAPPING
    assert verbs(work.conversation) == ["FloorGiven", "ReasonsDealtWith", "CaseDetached"]
    after = conversation_of(work)
    assert (after.control.holder, after.open_case, after.note) == (by_agent(SHOP.id), None, "Sent a new lamp.")
    assert people_verbs(work) == {"rita": ["CapacityKept"]}
    closed = end(case_of(work), after, {}, acting(person_of(work, RITA)))
    assert verbs(closed.case) == ["CaseClosed"]
    assert closed.conversation is None
    assert people_verbs(closed) == {"rita": ["CapacityReleased"]}


def test_only_the_owner_resolves() -> None:
    case, conversation, _ = engaged()
    with pytest.raises(Forbidden):
        resolve(case, conversation, {}, acting(TOM), SOLVED)


def test_wrap_up_is_extended_and_ends_by_the_clock() -> None:
    case, conversation, rita = engaged()
    work = resolve(case, conversation, {}, acting(rita), SOLVED)
    longer = extend(case_of(work), acting(person_of(work, RITA), T0 + 50_000), seconds=60)
    assert verbs(longer.case) == ["WrapUpExtended"]
    assert people_verbs(longer) == {"rita": ["CapacityKept"]}
    until = case_of(longer).wrap_up_until
    assert until is not None
    after, people = conversation_of(work), crew(person_of(longer, RITA))
    with pytest.raises(MoveRefused):
        end_due(case_of(longer), after, people, by=WORKER, at=At(until - 1))
    ended = end_due(case_of(longer), after, people, by=WORKER, at=until)
    assert verbs(ended.case) == ["CaseClosed"]
    assert people_verbs(ended) == {"rita": ["CapacityReleased"]}


def test_a_handed_back_conversation_brings_its_note() -> None:
    case, conversation, rita = engaged()
    work = hand_back(case, conversation, {}, acting(rita), SHOP, NOTE)
    assert verbs(work.case) == ["CaseHandedBack"]
    after = conversation_of(work)
    assert (after.control.holder, after.note) == (by_agent(SHOP.id), NOTE.note)
    assert after.control.epoch == conversation.control.epoch + 1
    told = work.conversation.effects[0] if work.conversation else None
    assert isinstance(told, DeliverControl)
    assert told.note == NOTE.note
    assert people_verbs(work) == {"rita": ["CapacityReleased"]}


def test_what_was_dealt_with_fires_again_only_on_new_evidence() -> None:
    case, conversation, rita = engaged()
    after = conversation_of(hand_back(case, conversation, {}, acting(rita), SHOP, NOTE))
    code = FRUSTRATED.code
    assert not fires_again(after, code, score=0.9, number=after.turns, hard=False)
    assert not fires_again(after, code, score=0.9, number=after.turns + 1, hard=False)
    assert fires_again(after, code, score=0.95, number=after.turns + 1, hard=False)


def test_nothing_is_handed_back_to_a_stopped_agent_or_without_words() -> None:
    case, conversation, rita = engaged()
    with pytest.raises(MoveRefused):
        hand_back(case, conversation, {}, acting(rita), replace(SHOP, paused=True), NOTE)
    with pytest.raises(Invalid):
        hand_back(case, conversation, {}, acting(rita), SHOP, Return(note=" "))
    wrapping = resolve(case, conversation, {}, acting(rita), SOLVED)
    with pytest.raises(MoveRefused):
        hand_back(case_of(wrapping), conversation_of(wrapping), {}, acting(rita), SHOP, NOTE)


def test_a_compliance_case_ends_with_its_record() -> None:
    case, conversation, rita = engaged()
    reasons = (replace(FRUSTRATED, compliance=True),)
    strict = replace(case, reasons=reasons, route=replace(ROUTE, documentation=Documentation(ground=True)))
    with pytest.raises(DocumentationMissing):
        hand_back(strict, conversation, {}, acting(rita), SHOP, NOTE)
    record = Document(decision="replaced", ground="Warranty")
    documented = hand_back(strict, conversation, {}, acting(rita), SHOP, replace(NOTE, record=record))
    assert verbs(documented.case) == ["CaseDocumented", "CaseHandedBack"]
    assert verbs(write_up(strict, record, acting(rita)).case) == ["CaseDocumented"]
    with pytest.raises(Forbidden):
        write_up(strict, record, acting(TOM))


def test_a_wrap_up_without_its_record_is_kept_open() -> None:
    case, conversation, rita = engaged()
    strict = replace(case, reasons=(replace(FRUSTRATED, compliance=True),))
    work = resolve(strict, conversation, {}, acting(rita), SOLVED)
    until = case_of(work).wrap_up_until
    assert until is not None
    kept = end_due(case_of(work), conversation_of(work), crew(person_of(work, RITA)), by=WORKER, at=until)
    assert verbs(kept.case) == ["DocumentationMissed"]
    assert case_of(kept).due_at > until


def test_a_late_record_is_waited_for_also_where_its_person_is_full_again() -> None:
    case, conversation, rita = engaged()
    strict = replace(case, reasons=(replace(FRUSTRATED, compliance=True),))
    work = resolve(strict, conversation, {}, acting(rita), SOLVED)
    until = case_of(work).wrap_up_until
    assert until is not None
    full = replace(person_of(work, RITA), loads=(), capacity=0)
    kept = end_due(case_of(work), conversation_of(work), crew(full), by=WORKER, at=until)
    assert verbs(kept.case) == ["DocumentationMissed"]
    assert kept.people == ()


def test_a_customer_who_says_nothing_more_ends_the_talk() -> None:
    case, conversation, rita = engaged()
    due = case.silence_due_at
    assert due is not None
    work = quiet_due(case, conversation, crew(rita), wrap_up_seconds=60, by=WORKER, at=due)
    assert case_of(work).outcome == "no_answer"
    assert conversation_of(work).control.holder == by_agent(SHOP.id)
    assert people_verbs(work) == {"rita": ["CapacityKept"]}


def test_with_nobody_to_be_had_the_agent_is_truthfully_given_back() -> None:
    route = replace(ROUTE, landing=Landing(kind=LandingKind.HAND_BACK))
    case, conversation = waiting_case(route=route)
    work = land(case, conversation, {}, by=WORKER, at=T0)
    assert case_of(work).state is CaseState.LANDED
    assert verbs(work.conversation) == ["FloorGiven", "CaseDetached"]
    assert conversation_of(work).control.holder == by_agent(SHOP.id)
    assert effects(work.case) == ["TellCustomer"]


@pytest.mark.parametrize(
    ("waiting", "holder"), [(Waiting.SILENT, by_queue(CARE)), (Waiting.AGENT_STAYS, by_agent(SHOP.id))]
)
def test_a_promised_contact_keeps_the_case_waiting(waiting: Waiting, holder: object) -> None:
    case, conversation, rita = engaged(waiting)
    landing = Landing(kind=LandingKind.CALL_BACK, promise_seconds=3_600)
    work = promise_contact(case, conversation, {}, acting(rita), landing)
    assert verbs(work.case) == ["ContactPromised"]
    assert conversation_of(work).control.holder == holder
    assert conversation_of(work).open_case == case.id
    due = case_of(work).promised_for
    assert due is not None
    broken = broken_promise_due(case_of(work), conversation_of(work), {}, by=WORKER, at=due)
    assert verbs(broken.case) == ["PromiseBroken"]
    assert case_of(broken).item.rank == 0


def test_a_conversation_closes_when_nothing_is_open() -> None:
    work = close_conversation(a_conversation(), acting(RITA))
    assert conversation_of(work).control.holder == NOBODY
    _, waiting = waiting_case()
    with pytest.raises(MoveRefused):
        close_conversation(waiting, acting(RITA))


def test_a_matter_is_durably_resolved_after_seven_quiet_days() -> None:
    assert stayed_resolved(T0, None, At(T0 + DAY)) is None
    assert stayed_resolved(T0, None, At(T0 + 8 * DAY)) is True
    assert stayed_resolved(T0, At(T0 + 2 * DAY), At(T0 + 8 * DAY)) is False
    assert stayed_resolved(T0, At(T0 + 8 * DAY), At(T0 + 9 * DAY)) is True
