"""Running a guarded call at most once (law 6): proposed, cleared or decided, leased, and its result recorded.

The lease is the moment of the call. A call that no person approved carries the agent's floor token and is checked
against the floor; an approved one is that person's act and is checked against the approval. Nothing that the agent
sends can approve: `approve` takes a signed-in person, and no other verb leads out of `waiting` to `ready`.

Deadline `action_due`, by state: ready → `take_up_due`; leased → `lease_due`; unknown → `reconciliation_due`. A waiting
call has none of its own: its approval case expires, and the same commit refuses the call.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from handrail_server.core.basics.actors import Actor, ActorKind, Authenticated
from handrail_server.core.basics.effects import Deadline, Effect
from handrail_server.core.basics.errors import Conflict, Forbidden, Invalid, MoveRefused, Reused, StaleEpoch
from handrail_server.core.basics.facts import Fact, Subject, SubjectKind
from handrail_server.core.basics.ids import ActionId, AgentId, CaseId, ConversationId, DecisionId, PersonId, TurnNumber
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At, later
from handrail_server.core.turns.action import ENDED, Action, ActionState, ActionVerb, move
from handrail_server.core.turns.action_facts import (
    ActionApproved,
    ActionAskedFirst,
    ActionCleared,
    ActionCompleted,
    ActionFailed,
    ActionLeased,
    ActionProposed,
    ActionReconciled,
    ActionRefused,
    ActionUnknown,
    AskToReconcile,
    LeaseRefused,
    NotRunWhy,
    ReconciliationOverdue,
)
from handrail_server.core.turns.control import Control

ACTION_DUE: Final = "action_due"
TAKE_UP_SECONDS: Final = 900
"""How long a call that may proceed waits for its lease."""
REMIND_SECONDS: Final = 1_800
"""How often people are asked again to reconcile a call."""


class Clearance(StrEnum):
    """What the policy decided about a call."""

    PROCEED = "proceed"
    ASK_FIRST = "ask_first"
    REFUSED = "refused"
    STOPPED = "stopped"
    """An emergency stop is in force, which holds in every mode."""


class LeaseLost(Conflict):
    """This lease is not the one that may report: another was given since."""

    reason = "lease_lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call as the agent asks for it, its arguments in canonical JSON and their digest."""

    id: ActionId
    conversation: ConversationId
    agent: AgentId
    call_id: str
    tool: str
    arguments: str
    digest: str
    amount: Money | None = None
    epoch: int
    turn: TurnNumber | None
    decision: DecisionId
    here: bool = False
    person: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """A request to run a call now: the token that its report will carry, and the digest of what would run."""

    token: str
    digest: str
    seconds: int = 60


def same_call(earlier: Action, call: Call) -> Action:
    """The recorded call where it is asked for again; raises `Reused` where the id now stands for something else."""
    if (earlier.tool, earlier.digest, earlier.agent) != (call.tool, call.digest, call.agent):
        raise Reused("This call id was used before with other arguments.", field="call_id", fix="Use a new call id.")
    return earlier


def looks_repeated(call: Call, earlier: Iterable[Action]) -> bool:
    """Whether the same act was asked for in this conversation under another call id, whatever came of it."""
    return any(
        other.call_id != call.call_id and (other.tool, other.digest) == (call.tool, call.digest)
        for other in earlier
        if other.conversation == call.conversation
    )


def propose(
    call: Call, clearance: Clearance, *, control: Control, approval: CaseId | None, repeated: bool, by: Actor, at: At
) -> Outcome[Action]:
    """Record the call and what the policy decided; a stale floor refuses it, a repetition always asks first.

    `approval` is the case that will decide it; it must be given wherever the call asks first.
    """
    proposed = _proposed(call, at)
    fact = ActionProposed(
        by=by,
        at=at,
        conversation=call.conversation,
        agent=call.agent,
        call_id=call.call_id,
        tool=call.tool,
        digest=call.digest,
        amount=call.amount,
        epoch=call.epoch,
        turn=call.turn,
        decision=call.decision,
        repeated=repeated,
        person=call.person,
        arguments=call.arguments,
    )
    asked = _to(None, proposed, fact)
    if not _holds_floor(proposed, control):
        return asked.then(_refuse(proposed, NotRunWhy.STALE_EPOCH, by=by, at=at))
    if clearance is Clearance.STOPPED:
        return asked.then(_refuse(proposed, NotRunWhy.STOPPED, by=by, at=at))
    if clearance is Clearance.REFUSED:
        return asked.then(_refuse(proposed, NotRunWhy.POLICY, by=by, at=at))
    if clearance is Clearance.ASK_FIRST or repeated:
        return asked.then(_ask_first(proposed, approval, by=by, at=at))
    return asked.then(_clear(proposed, by=by, at=at))


def approve(
    action: Action, *, case: CaseId, person: PersonId, digest: str, valid_until: At, by: Actor, at: At
) -> Outcome[Action]:
    """A person approved exactly these arguments; the call may be leased until `valid_until`."""
    state = move(action, ActionVerb.APPROVE)
    if not _is_own_act(person, by):
        raise Forbidden("Only a person approves, signed in as themselves.")
    if case != action.approval:
        raise Invalid("Another case decides this call.", field="case")
    if digest != action.digest:
        raise Invalid("The approval is for other arguments.", field="digest", fix="Read the case again.")
    approved = replace(action, state=state, approved_digest=digest, valid_until=valid_until, due_at=valid_until)
    fact = ActionApproved(by=by, at=at, case=case, person=person, digest=digest, valid_until=valid_until)
    return _to(action, approved, fact)


def refuse(action: Action, *, why: NotRunWhy, by: Actor, at: At) -> Outcome[Action]:
    """It will never run: rejected, expired, withdrawn or stopped."""
    return _refuse(action, why, by=by, at=at)


def lease(action: Action, asked: Lease, *, control: Control, stopped: bool, by: Actor, at: At) -> Outcome[Action]:
    """Let the call run: the answer's state is `leased` with `asked.token`, or it must not run, and a fact says why.

    A call that is over gives its recorded result and no facts. `stopped`: an emergency stop covers it now.
    """
    if action.state in ENDED:
        return Outcome(state=action)
    state = move(action, ActionVerb.LEASE)
    if asked.digest != action.digest:
        return _to(action, action, LeaseRefused(by=by, at=at, why=NotRunWhy.DIGEST_MISMATCH))
    if stopped:
        return _to(action, action, LeaseRefused(by=by, at=at, why=NotRunWhy.STOPPED))
    against = _against(action, control, at)
    if against is not None:
        return _refuse(action, against, by=by, at=at)
    until = later(at, seconds=asked.seconds)
    leased = replace(action, state=state, lease=asked.token, leased_until=until, leases=action.leases + 1, due_at=until)
    fact = ActionLeased(by=by, at=at, fence=leased.leases, approval=action.approval, leased_until=until)
    return _to(action, leased, fact)


def complete(action: Action, *, token: str, result: str, by: Actor, at: At) -> Outcome[Action]:
    """The call was done; its result is recorded once. The executor's own late word settles an unknown call."""
    if action.state is ActionState.COMPLETED and token == action.lease:
        return Outcome(state=action)
    state = move(action, ActionVerb.COMPLETE)
    _fenced(action, token)
    done = replace(action, state=state, result=result, due_at=None)
    late = action.state is ActionState.UNKNOWN
    return _to(action, done, ActionCompleted(by=by, at=at, late=late, result=result))


def fail(action: Action, *, token: str, error: str, by: Actor, at: At) -> Outcome[Action]:
    """The tool failed and nothing was committed. Trying again is another call."""
    if action.state is ActionState.FAILED and token == action.lease:
        return Outcome(state=action)
    state = move(action, ActionVerb.FAIL)
    _fenced(action, token)
    failed = replace(action, state=state, error=error, due_at=None)
    late = action.state is ActionState.UNKNOWN
    return _to(action, failed, ActionFailed(by=by, at=at, late=late, error=error))


def action_due(action: Action, *, by: Actor, at: At) -> Outcome[Action]:
    """`action_due` fell due: not taken up in time, lost while it ran, or still not reconciled."""
    if action.due_at is None or at < action.due_at:
        raise MoveRefused("Nothing is due for this call.")
    match action.state:
        case ActionState.READY:
            why = NotRunWhy.APPROVAL_LAPSED if action.approved_digest else NotRunWhy.NOT_TAKEN_UP
            return _refuse(action, why, by=by, at=at)
        case ActionState.LEASED:
            return _lapse(action, by=by, at=at)
        case _:
            return _remind(action, by=by, at=at)


def reconcile(
    action: Action, *, person: PersonId, committed: bool, evidence: str, result: str | None, by: Actor, at: At
) -> Outcome[Action]:
    """A person found out whether the call was done. If it was not, it may be leased once more."""
    verb = ActionVerb.FIND_COMMITTED if committed else ActionVerb.FIND_NOT_COMMITTED
    state = move(action, verb)
    if not _is_own_act(person, by):
        raise Forbidden("Only a person reconciles a call, signed in as themselves.")
    if not evidence.strip():
        raise Invalid("Say how you know.", field="evidence", fix="Name the record that shows it.")
    fact = ActionReconciled(by=by, at=at, person=person, committed=committed, evidence=evidence, result=result)
    if committed:
        return _to(action, replace(action, state=state, result=result, due_at=None), fact)
    take_up_by = action.valid_until or later(at, seconds=TAKE_UP_SECONDS)
    again = replace(action, state=state, lease=None, leased_until=None, due_at=take_up_by)
    return _to(action, again, fact)


def _proposed(call: Call, at: At) -> Action:
    return Action(
        id=call.id,
        conversation=call.conversation,
        agent=call.agent,
        call_id=call.call_id,
        tool=call.tool,
        arguments=call.arguments,
        digest=call.digest,
        amount=call.amount,
        epoch=call.epoch,
        turn=call.turn,
        state=ActionState.PROPOSED,
        decision=call.decision,
        requested_at=at,
        here=call.here,
        person=call.person,
    )


def _clear(action: Action, *, by: Actor, at: At) -> Outcome[Action]:
    take_up_by = later(at, seconds=TAKE_UP_SECONDS)
    ready = replace(action, state=move(action, ActionVerb.CLEAR), due_at=take_up_by)
    return _to(action, ready, ActionCleared(by=by, at=at, take_up_by=take_up_by))


def _ask_first(action: Action, approval: CaseId | None, *, by: Actor, at: At) -> Outcome[Action]:
    if approval is None:
        raise Invalid("A call that asks first needs its approval case.", field="approval")
    waiting = replace(action, state=move(action, ActionVerb.ASK), approval=approval)
    return _to(action, waiting, ActionAskedFirst(by=by, at=at, case=approval))


def _refuse(action: Action, why: NotRunWhy, *, by: Actor, at: At) -> Outcome[Action]:
    refused = replace(action, state=move(action, ActionVerb.REFUSE), error=why.value, due_at=None)
    return _to(action, refused, ActionRefused(by=by, at=at, why=why))


def _against(action: Action, control: Control, at: At) -> NotRunWhy | None:
    """What stands against running it: the floor where nobody approved it, else the approval's own time and digest."""
    if action.approval is None:
        return None if _holds_floor(action, control) else NotRunWhy.STALE_EPOCH
    if action.valid_until is None or at >= action.valid_until:
        return NotRunWhy.APPROVAL_LAPSED
    return None if action.approved_digest == action.digest else NotRunWhy.DIGEST_MISMATCH


def _holds_floor(action: Action, control: Control) -> bool:
    """A person's act needs no floor token: whether they may is checked where they ask."""
    if action.person is not None:
        return True
    try:
        control.admit(action.agent, action.epoch)
    except StaleEpoch:
        return False
    return True


def _fenced(action: Action, token: str) -> None:
    if token != action.lease:
        raise LeaseLost(field="lease", fix="Do not run it again: read the call's recorded state.")


def _lapse(action: Action, *, by: Actor, at: At) -> Outcome[Action]:
    remind_at = later(at, seconds=REMIND_SECONDS)
    unknown = replace(action, state=move(action, ActionVerb.LAPSE), due_at=remind_at)
    fact = ActionUnknown(by=by, at=at, remind_at=remind_at)
    return _to(action, unknown, fact, _to_people(action, overdue=False))


def _remind(action: Action, *, by: Actor, at: At) -> Outcome[Action]:
    remind_at = later(at, seconds=REMIND_SECONDS)
    waiting = replace(action, state=move(action, ActionVerb.REMIND), due_at=remind_at)
    fact = ReconciliationOverdue(by=by, at=at, remind_at=remind_at)
    return _to(action, waiting, fact, _to_people(action, overdue=True))


def _to_people(action: Action, *, overdue: bool) -> AskToReconcile:
    return AskToReconcile(lane=f"action/{action.id}", action=action.id, overdue=overdue)


def _is_own_act(person: PersonId, by: Actor) -> bool:
    """Never an agent's word, never a reported one, never the system's."""
    signed_in = by.authenticated not in (Authenticated.REPORTED, Authenticated.AGENT_KEY, Authenticated.INTERNAL)
    return by.kind is ActorKind.PERSON and by.id == person and by.reported_by is None and signed_in


def _to(before: Action | None, after: Action, fact: Fact, *effects: Effect) -> Outcome[Action]:
    moved = (before.due_at if before else None) != after.due_at
    subject = Subject(kind=SubjectKind.ACTION, id=after.id)
    due = (Deadline(subject=subject, name=ACTION_DUE, due_at=after.due_at),) if moved else ()
    return Outcome(state=after, facts=(fact,), effects=effects, deadlines=due)
