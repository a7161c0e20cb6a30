"""A case takes its step of the ladder: the one place where routing's decision meets the case's own verbs."""

from dataclasses import dataclass, replace
from typing import Final

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.ids import NoticeId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.cases.address import address
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.escalate import chain_ended, escalate
from handrail_server.core.cases.notice import Severity
from handrail_server.core.routing.destination import Surroundings
from handrail_server.core.routing.facts import DemandsWidened
from handrail_server.core.routing.landing import Step, StepKind, first_step, home, next_step
from handrail_server.core.routing.notice import raise_notice
from handrail_server.core.routing.order import right_for

EXHAUSTED: Final = "targets_exhausted"
"""The reason in a notice that every target was tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rerouted:
    """The case where it waits now, and the step that led there."""

    step: Step
    outcome: Outcome[Case]


def enter(case: Case, around: Surroundings, *, notice: NoticeId, by: Actor) -> Rerouted:
    """Settle a case that is new at its target: just opened, transferred, or queued again after a broken promise.

    Tells those whom its route names. The customer has just been told what happens next, and is not told twice.
    """
    step = first_step(case.item, case.route, around, right_for(case.kind))
    outcome = Outcome(state=case)
    if step.kind is StepKind.LAND:
        outcome = chain_ended(case, by=by, at=around.now)
    elif step.item.target != case.item.target:
        outcome = replace(_moved(case, step, around, by), effects=())
    settled = _settled(outcome, step, around, by)
    return Rerouted(step=step, outcome=_announced(settled, step, case.route.notices, around, notice, by))


def go_on(case: Case, around: Surroundings, *, notice: NoticeId, by: Actor) -> Rerouted:
    """Take the next step with a case that nobody took in time, or that nobody here could ever take."""
    step = next_step(case.item, case.route, around, right_for(case.kind))
    landing = step.kind is StepKind.LAND
    outcome = chain_ended(case, by=by, at=around.now) if landing else _moved(case, step, around, by)
    settled = _settled(outcome, step, around, by)
    return Rerouted(step=step, outcome=_announced(settled, step, (), around, notice, by))


def _moved(case: Case, step: Step, around: Surroundings, by: Actor) -> Outcome[Case]:
    """At its new target; widening is a new start at the same one."""
    queue = home(case.queue, step, around)
    return escalate(case, to=step.item.target, queue=queue, by=by, at=around.now)


def _settled(outcome: Outcome[Case], step: Step, around: Surroundings, by: Actor) -> Outcome[Case]:
    """Asking for as much as somebody there can give, and bound to whom it waits for, unless it landed."""
    if step.kind is StepKind.LAND:
        return outcome
    widened = outcome.then(_widened(outcome.state, step, around, by))
    return widened.then(_bound(widened.state, step, around, by))


def _announced(
    outcome: Outcome[Case],
    step: Step,
    targets: tuple[str, ...],
    around: Surroundings,
    notice: NoticeId,
    by: Actor,
) -> Outcome[Case]:
    """Those told who alone are asked, those whom the route names, and a supervisor where every target was tried."""
    case = outcome.state
    targets = (*targets, *(f"person:{person}" for person in step.people))
    ended = (EXHAUSTED,) if case.exhausted else ()
    if ended:
        targets = (*targets, "supervisor")
    if not targets and case.severity != Severity.CRITICAL:
        return outcome
    amount = case.asked.amount if case.asked else None
    raised = raise_notice(case, notice, targets=targets, around=around, reasons=ended, amount=amount, by=by)
    return outcome.then(raised)


def _widened(case: Case, step: Step, around: Surroundings, by: Actor) -> Outcome[Case]:
    item = replace(case.item, skills=step.item.skills, language=step.item.language)
    if item == case.item:
        return Outcome(state=case)
    fact = DemandsWidened(skills=item.skills, language=item.language, by=by, at=around.now)
    return Outcome(state=replace(case, item=item), facts=(fact,))


def _bound(case: Case, step: Step, around: Surroundings, by: Actor) -> Outcome[Case]:
    queue, item = home(case.queue, step, around), step.item
    if (case.queue, case.item.preferred, case.item.preferred_required) == (
        queue,
        item.preferred,
        item.preferred_required,
    ):
        return Outcome(state=case)
    return address(case, queue=queue, preferred=item.preferred, required=item.preferred_required, by=by, at=around.now)
