"""When each state of a case runs out, and what happens then (law 3): a function of the case, so that none is forgotten.

Each name, while what it is armed, and the verb to call when it falls due:

- `case_accept`: queued or offered. `escalate.accept_due` tries the next target, or lands.
- `case_offer`: offered; the earliest of the offers. `offers.offer_due` takes those offers back.
- `case_reply`: the customer waits for a person's words. `requeue.reply_due` queues it again, age and packet kept.
- `case_silence`: the person waits for the customer's words. `wrap_up.silence_due` wraps up.
- `case_wrap_up`: wrapping. `wrap_up.wrap_up_due` closes, or asks for the missing documentation.
- `case_promise`: a call-back or e-mail was promised. `landing.promise_due` says so and starts anew, first in line.
- `case_expiry`: an approval or review is undecided. `expiry.expire` ends it, never by doing what was asked.
- `consult_due`: somebody was consulted; the earliest. `consult.consult_due` goes on without the answer.
"""

from typing import Final

from handrail_server.core.basics.effects import Deadline
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import CaseId
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case, CaseState
from handrail_server.core.cases.moves import OVER

CASE_ACCEPT: Final = "case_accept"
CASE_OFFER: Final = "case_offer"
CASE_REPLY: Final = "case_reply"
CASE_SILENCE: Final = "case_silence"
CASE_WRAP_UP: Final = "case_wrap_up"
CASE_PROMISE: Final = "case_promise"
CASE_EXPIRY: Final = "case_expiry"
CONSULT_DUE: Final = "consult_due"

CUSTOMER_SILENCE_SECONDS: Final = 86_400
"""How long an engaged case waits for the customer's next words before it is wrapped up."""


def subject(case: CaseId) -> Subject:
    """The case as the subject of facts and deadlines."""
    return Subject(kind=SubjectKind.CASE, id=case)


def due_times(case: Case) -> dict[str, At]:
    """Every deadline that the case has now; at least one while it is open, none when it is over."""
    if case.state in OVER:
        return {}
    times = {**_of_state(case), CASE_EXPIRY: _expiry(case), CONSULT_DUE: _consultation(case)}
    return {name: at for name, at in times.items() if at is not None}


def rearmed(before: Case | None, after: Case) -> tuple[Deadline, ...]:
    """What must be armed, moved or disarmed, so that exactly the deadlines of `after` stand."""
    old = due_times(before) if before else {}
    new = due_times(after)
    return tuple(
        Deadline(subject=subject(after.id), name=name, due_at=new.get(name))
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name)
    )


def expires_at(case: Case) -> At:
    """When an approval or a review expires; a hand-over never does."""
    at = _expiry(case)
    assert at is not None
    return at


def _of_state(case: Case) -> dict[str, At | None]:
    match case.state:
        case CaseState.REQUESTED | CaseState.QUEUED | CaseState.OFFERED:
            offers = [offer.expires_at for offer in case.offers]
            return {**_waiting(case), CASE_OFFER: min(offers, default=None)}
        case CaseState.ACCEPTED | CaseState.ENGAGED:
            return {CASE_REPLY: case.reply_due_at, CASE_SILENCE: case.silence_due_at}
        case _:
            return {CASE_WRAP_UP: case.wrap_up_until}


def _waiting(case: Case) -> dict[str, At | None]:
    if case.promised_for is not None:
        return {CASE_PROMISE: case.promised_for}
    return {CASE_ACCEPT: None if case.exhausted else case.item.target_accept_at}


def _expiry(case: Case) -> At | None:
    for part in (case.asked, case.held, case.score_card):
        if part is not None:
            return part.expires_at
    return None


def _consultation(case: Case) -> At | None:
    open_ones = (asked.due_at for asked in case.consultations if asked.answer is None and not asked.lapsed)
    return min(open_ones, default=None)
