"""The life of a hand-over: given a state, when a verb, then exactly these facts, effects and deadlines."""

from dataclasses import replace

import pytest

from handrail_server.core.basics.errors import Forbidden, Invalid, MoveRefused
from handrail_server.core.basics.ids import TurnNumber
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At, later
from handrail_server.core.cases.case import Case, CaseState, Document
from handrail_server.core.cases.claim import claim, take_over
from handrail_server.core.cases.deadlines import CUSTOMER_SILENCE_SECONDS
from handrail_server.core.cases.document import DocumentationMissing, document, missing
from handrail_server.core.cases.effects import Moment, TellCustomer
from handrail_server.core.cases.engage import customer_spoke, person_spoke
from handrail_server.core.cases.escalate import accept_due
from handrail_server.core.cases.facts import (
    CaseEngaged,
    CaseRequested,
    ContactPromised,
    DocumentationMissed,
)
from handrail_server.core.cases.hand_back import hand_back
from handrail_server.core.cases.join import join
from handrail_server.core.cases.landing import promise_due
from handrail_server.core.cases.open import asked_by, open_case, open_taken
from handrail_server.core.cases.requeue import reply_due
from handrail_server.core.cases.seal import Held
from handrail_server.core.cases.transfer import Passing, transfer
from handrail_server.core.cases.wrap_up import (
    Resolution,
    close,
    extend_wrap_up,
    resolve,
    silence_due,
    wrap_up_due,
)
from handrail_server.core.policy.decision import Decision, Trace, Verdict
from handrail_server.core.policy.route import Landing, LandingKind, Target, TargetKind
from server.tests.core.cases.given import (
    ANA,
    ANYBODY,
    BEN,
    CLEO,
    COMPLIANCE,
    CONFIRMED,
    CONVERSATION,
    FRUSTRATED,
    HIPAA,
    LETTER,
    NOW,
    POLICY,
    REQUEST,
    ROUTE,
    SENIOR,
    WORKER,
    armed,
    is_,
    queued,
    reads,
    said,
)


def accepted(case: Case | None = None) -> Case:
    return claim(case or queued(), reader=reads(ANA, HIPAA), by=is_(ANA), at=NOW).state


def engaged() -> Case:
    return person_spoke(accepted(), person=ANA, turn=TurnNumber(4), by=is_(ANA), at=NOW).state


def wrapping(case: Case | None = None) -> Case:
    return resolve(case or engaged(), Resolution(outcome="solved"), person=ANA, by=is_(ANA), at=NOW).state


def moments(outcome: Outcome[Case]) -> list[Moment]:
    return [effect.moment for effect in outcome.effects if isinstance(effect, TellCustomer)]


def test_a_decision_opens_a_case_that_waits_in_its_queue_with_a_deadline() -> None:
    outcome = open_case(REQUEST, by=POLICY, at=NOW)
    assert said(outcome) == ("CaseRequested", "CaseQueued")
    assert armed(outcome) == {"case_accept": later(NOW, seconds=120)}
    assert outcome.state.state is CaseState.QUEUED
    assert outcome.state.queue == "senior"
    assert outcome.effects == ()


def test_the_clock_starts_at_the_customers_turn_that_gave_the_reason() -> None:
    outcome = open_case(REQUEST, by=POLICY, at=NOW)
    assert outcome.state.requested_at == CONVERSATION.last_customer_at
    requested = outcome.facts[0]
    assert isinstance(requested, CaseRequested)
    assert requested.requested_at == CONVERSATION.last_customer_at


def test_a_request_takes_its_reasons_and_policy_version_from_the_decision() -> None:
    assert REQUEST.decision is not None
    decision = Decision(
        id=REQUEST.decision,
        turn=TurnNumber(3),
        verdict=Verdict.HAND_OVER,
        reasons=(FRUSTRATED,),
        waiting=REQUEST.waiting,
        trace=Trace(policy=REQUEST.policy, scopes=("organisation",)),
    )
    assert asked_by(decision, case=REQUEST.case, conversation=CONVERSATION, route=ROUTE) == REQUEST


def test_a_critical_reason_makes_the_case_critical() -> None:
    assert queued().severity == "normal"
    assert queued(COMPLIANCE).severity == "critical"


def test_a_takeover_without_a_case_opens_one_that_is_accepted_at_once() -> None:
    outcome = open_taken(REQUEST, reader=reads(ANA), by=is_(ANA), at=NOW)
    assert said(outcome) == ("CaseRequested", "CaseQueued", "CaseAccepted")
    assert armed(outcome) == {"case_reply": later(NOW, seconds=300)}
    assert outcome.state.owner == ANA


def test_later_reasons_join_the_open_case_and_raise_its_rank_severity_and_demands() -> None:
    urgent = replace(COMPLIANCE, route=replace(COMPLIANCE.route, id="legal", rank=5, target=ANYBODY))
    outcome = join(queued(), urgent, by=POLICY, at=At(NOW + 5_000))
    case = outcome.state
    assert said(outcome) == ("ReasonsJoined",)
    assert [reason.code for reason in case.reasons] == ["sentiment", "legal_threat"]
    assert (case.item.rank, case.severity, case.item.target) == (5, "critical", ANYBODY)
    assert case.requested_at == queued().requested_at
    assert case.route.documentation.verification
    assert armed(outcome) == {"case_accept": later(At(NOW + 5_000), seconds=120)}


def test_a_less_urgent_reason_joins_without_moving_the_case() -> None:
    case = join(queued(), replace(COMPLIANCE, route=replace(COMPLIANCE.route, rank=90)), by=POLICY, at=NOW).state
    assert (case.item.rank, case.item.target) == (50, SENIOR)


def test_the_same_reason_joins_again_only_when_it_is_stronger() -> None:
    weaker = replace(FRUSTRATED, score=0.8)
    stronger = replace(FRUSTRATED, score=0.99)
    assert join(queued(), replace(REQUEST, reasons=(weaker,)), by=POLICY, at=NOW).state.reasons == (FRUSTRATED,)
    assert join(queued(), replace(REQUEST, reasons=(stronger,)), by=POLICY, at=NOW).state.reasons == (stronger,)


def test_first_words_engage_and_say_how_long_the_customer_waited() -> None:
    outcome = person_spoke(accepted(), person=ANA, turn=TurnNumber(4), by=is_(ANA), at=At(NOW + 1_000))
    fact = outcome.facts[0]
    assert isinstance(fact, CaseEngaged)
    assert (fact.first, fact.waited_ms) == (True, 3_000)
    silence = later(At(NOW + 1_000), seconds=CUSTOMER_SILENCE_SECONDS)
    assert armed(outcome) == {"case_reply": None, "case_silence": silence}


def test_only_the_owners_words_engage() -> None:
    with pytest.raises(Forbidden):
        person_spoke(accepted(), person=BEN, turn=None, by=is_(BEN), at=NOW)


def test_the_return_time_runs_from_the_first_unanswered_words_of_the_customer() -> None:
    waiting = customer_spoke(engaged(), turn=TurnNumber(5), by=WORKER, at=NOW)
    assert said(waiting) == ("ReplyAwaited",)
    assert armed(waiting) == {"case_reply": later(NOW, seconds=300), "case_silence": None}
    assert customer_spoke(waiting.state, turn=TurnNumber(6), by=WORKER, at=At(NOW + 9)).facts == ()
    answered = person_spoke(waiting.state, person=ANA, turn=TurnNumber(7), by=is_(ANA), at=At(NOW + 10))
    assert said(answered) == ("CustomerAnswered",)


def test_no_reply_in_the_return_time_requeues_with_the_original_age_and_tells_the_customer() -> None:
    case = accepted()
    outcome = reply_due(case, by=WORKER, at=later(NOW, seconds=300))
    after = outcome.state
    assert said(outcome) == ("CaseRequeued",)
    assert (after.state, after.owner, after.declined) == (CaseState.QUEUED, None, (ANA,))
    assert (after.requested_at, after.reasons) == (case.requested_at, case.reasons)
    assert moments(outcome) == [Moment.REQUEUED]


def test_after_two_transfers_a_case_moves_only_with_a_supervisor_and_keeps_its_age() -> None:
    case = queued()
    for _ in range(2):
        case = transfer(accepted(case), Passing(to=ANYBODY), supervised=False, by=is_(ANA), at=NOW).state
    with pytest.raises(Forbidden):
        transfer(accepted(case), Passing(to=SENIOR), supervised=False, by=is_(ANA), at=NOW)
    moved = transfer(accepted(case), Passing(to=SENIOR), supervised=True, by=is_(CLEO), at=NOW).state
    assert (moved.transfers, moved.requested_at) == (3, queued().requested_at)


def test_nobody_in_time_tries_the_fallback_then_promises_and_says_so_once() -> None:
    first = accept_due(queued(), by=WORKER, at=later(NOW, seconds=120))
    assert said(first) == ("CaseEscalated",)
    assert (first.state.item.target, moments(first)) == (ANYBODY, [Moment.STILL_WAITING])
    at = later(NOW, seconds=240)
    promised = accept_due(first.state, by=WORKER, at=at)
    fact = promised.facts[0]
    assert isinstance(fact, ContactPromised)
    assert armed(promised) == {"case_accept": None, "case_promise": later(at, seconds=86_400)}
    assert moments(promised) == [Moment.PROMISED]
    broken = promise_due(promised.state, by=WORKER, at=fact.promised_for)
    assert (broken.state.item.rank, broken.state.severity) == (0, "critical")
    assert moments(broken) == [Moment.PROMISE_BROKEN]
    fallback = accept_due(broken.state, by=WORKER, at=broken.state.due_at).state
    last = accept_due(fallback, by=WORKER, at=fallback.due_at)
    assert said(last) == ("ContactPromised",)
    assert moments(last) == [], "landing words are said once"


def test_a_hand_back_landing_ends_the_case_truthfully() -> None:
    route = replace(ROUTE, fallbacks=(), landing=Landing(kind=LandingKind.HAND_BACK))
    outcome = accept_due(queued(replace(REQUEST, route=route)), by=WORKER, at=later(NOW, seconds=120))
    assert (outcome.state.state, said(outcome)) == (CaseState.LANDED, ("CaseLanded",))
    assert armed(outcome) == {"case_accept": None}
    assert moments(outcome) == [Moment.LANDED]


def test_a_promised_case_can_be_claimed_before_its_time() -> None:
    case = replace(queued(), promised="email", promised_for=later(NOW, seconds=60))
    assert armed(claim(case, reader=reads(ANA), by=is_(ANA), at=NOW)) == {
        "case_promise": None,
        "case_reply": later(NOW, seconds=300),
    }


def test_resolve_then_wrap_up_then_close() -> None:
    outcome = resolve(engaged(), Resolution(outcome="solved", wrap_up_seconds=30), person=ANA, by=is_(ANA), at=NOW)
    assert said(outcome) == ("CaseResolved",)
    assert armed(outcome) == {"case_silence": None, "case_wrap_up": later(NOW, seconds=30)}
    closed = wrap_up_due(outcome.state, by=WORKER, at=later(NOW, seconds=30))
    assert (closed.state.state, said(closed)) == (CaseState.CLOSED, ("CaseClosed",))
    assert armed(closed) == {"case_wrap_up": None}


def test_wrap_up_is_extended_at_most_ten_times_within_its_bounds() -> None:
    case = wrapping()
    for _ in range(10):
        case = extend_wrap_up(case, person=ANA, seconds=60, by=is_(ANA), at=NOW).state
    with pytest.raises(MoveRefused):
        extend_wrap_up(case, person=ANA, seconds=60, by=is_(ANA), at=NOW)
    with pytest.raises(Invalid):
        extend_wrap_up(wrapping(), person=ANA, seconds=5, by=is_(ANA), at=NOW)


def test_a_customer_who_says_nothing_more_for_a_day_is_wrapped_up() -> None:
    at = later(NOW, seconds=CUSTOMER_SILENCE_SECONDS)
    outcome = silence_due(engaged(), wrap_up_seconds=60, by=WORKER, at=at)
    assert (outcome.state.state, outcome.state.outcome) == (CaseState.WRAPPING, "no_answer")


def test_a_compliance_case_closes_only_with_the_documentation_that_its_route_demands() -> None:
    adjuster = Held(kind="adjuster", number="A-1", valid_until=At(NOW + 10**9))
    taken = claim(queued(COMPLIANCE), reader=reads(ANA, adjuster), by=is_(ANA), at=NOW).state
    case = wrapping(taken)
    assert missing(case) == ("decision", "ground", "authoriser", "credential", "verification", "attachments")
    with pytest.raises(DocumentationMissing):
        close(case, by=is_(ANA), at=NOW)
    with pytest.raises(DocumentationMissing):
        hand_back(case, person=ANA, note="done", by=is_(ANA), at=NOW)
    late = wrap_up_due(case, by=WORKER, at=later(NOW, seconds=60))
    assert isinstance(late.facts[0], DocumentationMissed)
    assert late.state.state is CaseState.WRAPPING
    record = Document(
        decision="Covered.",
        ground="Clause 4.",
        authoriser=ANA,
        credential="A-1",
        verification=CONFIRMED,
        attachments=(LETTER,),
    )
    documented = document(case, record, by=is_(ANA), at=NOW).state
    assert close(documented, by=is_(ANA), at=NOW).state.state is CaseState.CLOSED


def test_hand_back_needs_a_note() -> None:
    with pytest.raises(Invalid):
        hand_back(engaged(), person=ANA, note="  ", by=is_(ANA), at=NOW)
    outcome = hand_back(engaged(), person=ANA, note="Refund sent.", by=is_(ANA), at=NOW)
    assert (outcome.state.state, said(outcome)) == (CaseState.HANDED_BACK, ("CaseHandedBack",))
    assert armed(outcome) == {"case_silence": None}


def test_a_supervisor_takes_a_case_over_from_its_owner() -> None:
    outcome = take_over(engaged(), reader=reads(CLEO), by=is_(CLEO), at=NOW)
    assert (outcome.state.owner, outcome.state.state) == (CLEO, CaseState.ACCEPTED)
    with pytest.raises(MoveRefused):
        take_over(outcome.state, reader=reads(CLEO), by=is_(CLEO), at=NOW)


def test_a_target_that_names_a_person_makes_the_case_wait_for_them() -> None:
    to_ben = Target(kind=TargetKind.PERSON, id=BEN)
    passed = transfer(accepted(), Passing(to=to_ben), supervised=False, by=is_(ANA), at=NOW).state
    assert (passed.item.preferred, passed.item.preferred_required) == (BEN, True)
