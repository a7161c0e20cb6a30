"""A guarded call runs at most once, only while its floor or its approval stands, and its result is recorded once.

The stories and the property of random verbs stand together, since they share the few calls that they begin with.
Splitting them would hide what the property leaves to the stories.
"""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail_server.core.basics.actors import Actor, ActorKind, Authenticated, agent, person, system
from handrail_server.core.basics.errors import Forbidden, HandrailError, Invalid, MoveRefused, Reused
from handrail_server.core.basics.ids import (
    ActionId,
    AgentId,
    CaseId,
    ConversationId,
    DecisionId,
    PersonId,
    TurnNumber,
)
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At, later
from handrail_server.core.turns.action import ENDED, MOVES, Action, ActionState
from handrail_server.core.turns.action_facts import ActionCompleted, ActionRefused, LeaseRefused, NotRunWhy
from handrail_server.core.turns.control import Control, by_agent, by_person
from handrail_server.core.turns.execution import (
    Call,
    Clearance,
    Lease,
    LeaseLost,
    action_due,
    approve,
    complete,
    fail,
    lease,
    looks_repeated,
    propose,
    reconcile,
    refuse,
    same_call,
)

NOW = At(1_000_000)
BOT, BEN, CASE = AgentId("bot"), PersonId("ben"), CaseId("approval")
FLOOR = Control(holder=by_agent(BOT), epoch=4)
TAKEN = Control(holder=by_person(BEN), epoch=5)
BY_BOT, BY_BEN, WORKER = agent(BOT), person(BEN), system("worker")
CALL = Call(
    id=ActionId("wire"),
    conversation=ConversationId("talk"),
    agent=BOT,
    call_id="call-1",
    tool="send_wire",
    arguments='{"amount":"250000"}',
    digest="d" * 64,
    epoch=4,
    turn=TurnNumber(3),
    decision=DecisionId("decision"),
)
RUN = Lease(token="token-1", digest=CALL.digest)


def proposed(
    clearance: Clearance = Clearance.PROCEED, *, control: Control = FLOOR, repeated: bool = False
) -> Outcome[Action]:
    return propose(CALL, clearance, control=control, approval=CASE, repeated=repeated, by=BY_BOT, at=NOW)


def ready() -> Action:
    return proposed().state


def waiting() -> Action:
    return proposed(Clearance.ASK_FIRST).state


def approved(action: Action | None = None, *, at: At = NOW) -> Action:
    return approve(
        action or waiting(),
        case=CASE,
        person=BEN,
        digest=CALL.digest,
        valid_until=later(at, seconds=900),
        by=BY_BEN,
        at=at,
    ).state


def leased(action: Action | None = None) -> Action:
    return lease(action or ready(), RUN, control=FLOOR, stopped=False, by=BY_BOT, at=NOW).state


def unknown() -> Action:
    return action_due(leased(), by=WORKER, at=later(NOW, seconds=60)).state


def verbs(outcome: Outcome[Action]) -> tuple[str, ...]:
    return tuple(fact.verb for fact in outcome.facts)


def why(outcome: Outcome[Action]) -> NotRunWhy:
    fact = outcome.facts[-1]
    assert isinstance(fact, ActionRefused | LeaseRefused)
    return fact.why


def test_a_call_that_may_proceed_is_ready_and_must_be_taken_up_in_time() -> None:
    outcome = proposed()
    assert verbs(outcome) == ("ActionProposed", "ActionCleared")
    assert outcome.state.state is ActionState.READY
    assert [deadline.due_at for deadline in outcome.deadlines] == [later(NOW, seconds=900)]
    assert why(action_due(outcome.state, by=WORKER, at=later(NOW, seconds=900))) is NotRunWhy.NOT_TAKEN_UP


def test_a_call_from_a_floor_that_has_moved_is_recorded_and_refused() -> None:
    outcome = proposed(control=TAKEN)
    assert verbs(outcome) == ("ActionProposed", "ActionRefused")
    assert why(outcome) is NotRunWhy.STALE_EPOCH


def test_a_refused_call_never_waits() -> None:
    assert proposed(Clearance.REFUSED).state.state is ActionState.REFUSED


def test_a_repeated_act_asks_first_whatever_the_policy_said() -> None:
    earlier = replace(ready(), call_id="call-0")
    assert looks_repeated(CALL, [earlier])
    assert not looks_repeated(CALL, [ready()]), "the same call id is the same call"
    assert not looks_repeated(CALL, [replace(earlier, digest="e" * 64)])
    assert not looks_repeated(CALL, [replace(earlier, conversation=ConversationId("other"))])
    assert proposed(repeated=True).state.state is ActionState.WAITING


def test_a_call_asks_first_only_with_a_case_that_decides_it() -> None:
    with pytest.raises(Invalid):
        propose(CALL, Clearance.ASK_FIRST, control=FLOOR, approval=None, repeated=False, by=BY_BOT, at=NOW)


def test_the_same_call_id_with_other_arguments_is_refused() -> None:
    assert same_call(ready(), CALL) == ready()
    with pytest.raises(Reused):
        same_call(ready(), replace(CALL, digest="e" * 64))


def test_an_unapproved_call_is_checked_against_the_floor_when_it_is_leased() -> None:
    outcome = lease(ready(), RUN, control=TAKEN, stopped=False, by=BY_BOT, at=NOW)
    assert (outcome.state.state, why(outcome)) == (ActionState.REFUSED, NotRunWhy.STALE_EPOCH)
    assert outcome.state.lease is None


def test_an_approved_call_is_checked_against_its_approval_and_not_the_floor() -> None:
    outcome = lease(approved(), RUN, control=TAKEN, stopped=False, by=BY_BOT, at=NOW)
    assert (outcome.state.state, verbs(outcome)) == (ActionState.LEASED, ("ActionLeased",))


def test_an_approval_that_has_lapsed_runs_nothing() -> None:
    at = later(NOW, seconds=900)
    assert why(lease(approved(), RUN, control=FLOOR, stopped=False, by=BY_BOT, at=at)) is NotRunWhy.APPROVAL_LAPSED
    assert why(action_due(approved(), by=WORKER, at=at)) is NotRunWhy.APPROVAL_LAPSED


def test_other_arguments_than_those_approved_never_run() -> None:
    other = replace(RUN, digest="e" * 64)
    outcome = lease(approved(), other, control=FLOOR, stopped=False, by=BY_BOT, at=NOW)
    assert (outcome.state, why(outcome)) == (approved(), NotRunWhy.DIGEST_MISMATCH)
    forged = replace(approved(), approved_digest="e" * 64)
    assert why(lease(forged, RUN, control=FLOOR, stopped=False, by=BY_BOT, at=NOW)) is NotRunWhy.DIGEST_MISMATCH


def test_an_emergency_stop_holds_also_what_was_approved() -> None:
    outcome = lease(approved(), RUN, control=FLOOR, stopped=True, by=BY_BOT, at=NOW)
    assert (outcome.state.state, why(outcome)) == (ActionState.READY, NotRunWhy.STOPPED)


@pytest.mark.parametrize(
    "by",
    [
        BY_BOT,
        WORKER,
        person(PersonId("ana")),
        Actor(kind=ActorKind.PERSON, id=BEN, authenticated=Authenticated.AGENT_KEY),
        Actor(kind=ActorKind.PERSON, id=BEN, authenticated=Authenticated.REPORTED, reported_by=BOT),
    ],
)
def test_nothing_but_a_signed_in_person_leads_out_of_waiting(by: Actor) -> None:
    with pytest.raises(Forbidden):
        approve(waiting(), case=CASE, person=BEN, digest=CALL.digest, valid_until=At(NOW + 1), by=by, at=NOW)
    with pytest.raises(MoveRefused):
        lease(waiting(), RUN, control=FLOOR, stopped=False, by=by, at=NOW)


def test_an_approval_of_another_case_or_digest_is_not_this_calls() -> None:
    for case, digest in ((CaseId("other"), CALL.digest), (CASE, "e" * 64)):
        with pytest.raises(Invalid):
            approve(waiting(), case=case, person=BEN, digest=digest, valid_until=At(NOW + 1), by=BY_BEN, at=NOW)


def test_a_result_is_recorded_once_and_a_duplicate_resume_gets_it() -> None:
    done = complete(leased(), token="token-1", result='{"ok":true}', by=BY_BOT, at=NOW)
    assert verbs(done) == ("ActionCompleted",)
    assert [deadline.due_at for deadline in done.deadlines] == [None]
    again = lease(done.state, RUN, control=TAKEN, stopped=True, by=BY_BOT, at=NOW)
    assert (again.state.result, again.facts) == ('{"ok":true}', ())
    repeated = complete(done.state, token="token-1", result="other", by=BY_BOT, at=NOW)
    assert (repeated.state.result, repeated.facts) == ('{"ok":true}', ())


def test_a_running_call_is_not_leased_again() -> None:
    with pytest.raises(MoveRefused):
        lease(leased(), RUN, control=FLOOR, stopped=False, by=BY_BOT, at=NOW)


def test_a_failure_is_final_and_reported_once() -> None:
    failed = fail(leased(), token="token-1", error="insufficient funds", by=BY_BOT, at=NOW)
    assert failed.state.state is ActionState.FAILED
    assert fail(failed.state, token="token-1", error="again", by=BY_BOT, at=NOW).facts == ()


def test_a_lost_lease_is_unknown_and_people_are_asked_until_somebody_finds_out() -> None:
    lost = action_due(leased(), by=WORKER, at=later(NOW, seconds=60))
    assert (lost.state.state, verbs(lost), len(lost.effects)) == (ActionState.UNKNOWN, ("ActionUnknown",), 1)
    assert lost.state.due_at is not None
    overdue = action_due(lost.state, by=WORKER, at=lost.state.due_at)
    assert verbs(overdue) == ("ReconciliationOverdue",)
    with pytest.raises(MoveRefused):
        lease(unknown(), RUN, control=FLOOR, stopped=False, by=BY_BOT, at=NOW)


def test_the_executors_own_late_word_settles_an_unknown_call() -> None:
    fact = complete(unknown(), token="token-1", result="{}", by=BY_BOT, at=NOW).facts[0]
    assert isinstance(fact, ActionCompleted)
    assert fact.late


def test_a_person_reconciles_with_evidence_and_only_then_may_it_run_again_with_a_new_fence() -> None:
    with pytest.raises(Invalid):
        reconcile(unknown(), person=BEN, committed=False, evidence=" ", result=None, by=BY_BEN, at=NOW)
    with pytest.raises(Forbidden):
        reconcile(unknown(), person=BEN, committed=False, evidence="log", result=None, by=BY_BOT, at=NOW)
    found = reconcile(unknown(), person=BEN, committed=True, evidence="bank", result="{}", by=BY_BEN, at=NOW).state
    assert (found.state, found.result) == (ActionState.COMPLETED, "{}")
    back = reconcile(unknown(), person=BEN, committed=False, evidence="bank", result=None, by=BY_BEN, at=NOW).state
    again = lease(back, replace(RUN, token="token-2"), control=FLOOR, stopped=False, by=BY_BOT, at=NOW).state
    assert again.leases == 2
    with pytest.raises(LeaseLost):
        complete(again, token="token-1", result="{}", by=BY_BOT, at=NOW)


def test_a_case_that_ends_without_approval_refuses_its_call() -> None:
    for reason in (NotRunWhy.REJECTED, NotRunWhy.EXPIRED, NotRunWhy.WITHDRAWN):
        outcome = refuse(waiting(), why=reason, by=BY_BEN, at=NOW)
        assert (outcome.state.state, why(outcome)) == (ActionState.REFUSED, reason)


Verb = Callable[[Action, At], Outcome[Action]]
RANDOM: dict[str, Verb] = {
    "approve": lambda action, at: approve(
        action, case=CASE, person=BEN, digest=CALL.digest, valid_until=later(at, seconds=900), by=BY_BEN, at=at
    ),
    "refuse": lambda action, at: refuse(action, why=NotRunWhy.WITHDRAWN, by=BY_BEN, at=at),
    "lease": lambda action, at: lease(
        action, replace(RUN, token=f"token-{action.leases + 1}"), control=FLOOR, stopped=False, by=BY_BOT, at=at
    ),
    "stale_lease": lambda action, at: lease(action, RUN, control=TAKEN, stopped=False, by=BY_BOT, at=at),
    "complete": lambda action, at: complete(action, token="token-1", result="{}", by=BY_BOT, at=at),
    "complete_second": lambda action, at: complete(action, token="token-2", result="{}", by=BY_BOT, at=at),
    "fail": lambda action, at: fail(action, token="token-1", error="no", by=BY_BOT, at=at),
    "due": lambda action, at: action_due(action, by=WORKER, at=at),
    "committed": lambda action, at: reconcile(
        action, person=BEN, committed=True, evidence="log", result=None, by=BY_BEN, at=at
    ),
    "not_committed": lambda action, at: reconcile(
        action, person=BEN, committed=False, evidence="log", result=None, by=BY_BEN, at=at
    ),
}


@settings(max_examples=400, deadline=None)
@given(
    clearance=st.sampled_from([Clearance.PROCEED, Clearance.ASK_FIRST]),
    steps=st.lists(st.tuples(st.sampled_from(sorted(RANDOM)), st.sampled_from([0, 1, 61, 901, 1_801])), max_size=14),
)
def test_at_most_one_lease_and_one_result_whatever_comes_in_whatever_order(
    clearance: Clearance, steps: list[tuple[str, int]]
) -> None:
    action, at = proposed(clearance).state, NOW
    history: list[str] = []
    for name, seconds in steps:
        at = later(at, seconds=seconds)
        try:
            outcome = RANDOM[name](action, at)
        except HandrailError:
            continue
        assert outcome.state == action or outcome.facts
        targets = {target for (state, _), target in MOVES.items() if state is action.state}
        assert outcome.state.state in targets | {action.state}
        history += verbs(outcome)
        action = outcome.state
        assert (action.due_at is None) == (action.state in ENDED or action.state is ActionState.WAITING)
    results = [verb for verb in history if verb in ("ActionCompleted", "ActionFailed", "ActionReconciled")]
    not_committed = action.leases - 1 if action.leases else 0
    assert history.count("ActionLeased") == action.leases
    assert not_committed <= history.count("ActionReconciled")
    assert results.count("ActionCompleted") + results.count("ActionFailed") <= 1
    if clearance is Clearance.ASK_FIRST and action.leases:
        assert "ActionApproved" in history
