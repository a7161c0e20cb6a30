"""Notices of a case: raised, folded, climbing until somebody acknowledges them. Each is a fact of the case.

The ladder: recipients → their supervisors → theirs → those on call, who are told again until somebody answers.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from handrail_server.core.basics.actors import Actor
from handrail_server.core.basics.effects import Deadline, Effect
from handrail_server.core.basics.errors import NotFound
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import CaseId, NoticeId, PersonId
from handrail_server.core.basics.money import Money
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import MINUTE, SECOND, At, later
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.notice import Notice, Severity
from handrail_server.core.routing.destination import Surroundings
from handrail_server.core.routing.facts import NoticeAcknowledged, NoticeClimbed, NoticeFolded, NoticeRaised
from handrail_server.core.routing.person import Means
from handrail_server.core.routing.recipients import above, last_resort, recipients

NOTICE_CLIMBS: Final = "notice_climbs"
"""The deadline of the case's notice that climbs next."""
CLIMB_SECONDS: Final = 120
REPEAT_SECONDS: Final = 600
"""How often those at the top of the ladder are told again."""
FOLD_WITHIN: Final = 10 * MINUTE
"""The same again within this time after an acknowledgement is not a new notice."""
TOP: Final = 3
"""The rung of those on call."""
KEPT: Final = 20
"""Acknowledged notices beyond this number are left to the facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendNotice(Effect):
    """Tell one person, or one outside address, by one means. Heads only: never the customer's words.

    Each recipient and means has a lane of its own, so that a dead mail server does not hold up Slack.
    """

    notice: NoticeId
    case: CaseId
    severity: Severity
    reasons: tuple[str, ...]
    amount: Money | None
    link: str
    rung: int
    person: PersonId | None
    """None: `address` is told."""
    means: Means
    address: str | None
    """Where the means finds them, such as `#escalations`; the person's own where None."""


def raise_notice(  # noqa: PLR0913  whom, why, how much, how urgent: each may be told apart from the case's own
    case: Case,
    notice: NoticeId,
    *,
    targets: Iterable[str],
    around: Surroundings,
    reasons: tuple[str, ...] = (),
    amount: Money | None = None,
    severity: Severity | None = None,
    by: Actor,
) -> Outcome[Case]:
    """Tell whoever the targets mean why this case waits; `reasons` are codes, the case's own where none is given, as
    is its severity.

    The same again is folded into the notice that stands: nobody is told twice. Practice tells nobody.
    """
    if case.practice:
        return Outcome(state=case)
    severity = severity or Severity(case.severity)
    reasons = tuple(sorted(set(reasons) or {reason.code for reason in case.reasons}))
    people, channels = recipients(targets, severity, case, around)
    same = _standing(case, severity, reasons, around.now)
    people = tuple(person for person in people if same is None or person not in same.told)
    channels = tuple(channel for channel in channels if same is None or channel not in same.channels)
    if same is not None and not people and not channels:
        return _folded(case, same, reasons, by, around.now)
    raised = Notice(
        id=notice,
        severity=severity,
        reasons=reasons,
        amount=amount,
        link=f"/cases/{case.id}",
        recipients=people,
        told=people,
        channels=channels,
        raised_at=around.now,
        climbs_at=later(around.now, seconds=CLIMB_SECONDS) if severity is Severity.CRITICAL else None,
    )
    fact = NoticeRaised(
        notice=notice,
        severity=severity,
        reasons=reasons,
        amount=amount,
        recipients=people,
        channels=channels,
        by=by,
        at=around.now,
    )
    sent = (*_to_people(case, raised, around), *_to_channels(case, raised))
    state = _with(case, raised)
    return Outcome(state=state, facts=(fact,), effects=sent, deadlines=_climbing(state))


def climb(case: Case, *, around: Surroundings, by: Actor) -> Outcome[Case]:
    """Tell the next people of every notice whose time to be acknowledged has passed."""
    outcome: Outcome[Case] = Outcome(state=case)
    for notice in case.notices:
        if notice.climbs_at is not None and notice.climbs_at <= around.now:
            outcome = outcome.then(_climbed(outcome.state, notice, around, by))
    return replace(outcome, deadlines=_climbing(outcome.state))


def acknowledge(case: Case, notice: NoticeId, *, by: Actor, at: At) -> Outcome[Case]:
    """Somebody has seen it and answers for it; the first to do so. Again changes nothing."""
    found = next((known for known in case.notices if known.id == notice), None)
    if found is None:
        raise NotFound(f"There is no notice `{notice}` on this case.", field="notice")
    return _acknowledged(case, (found,), by, at)


def acknowledge_all(case: Case, *, by: Actor, at: At) -> Outcome[Case]:
    """Whoever takes the case answers for all of its notices."""
    return _acknowledged(case, case.notices, by, at)


def _standing(case: Case, severity: Severity, reasons: tuple[str, ...], now: At) -> Notice | None:
    """The notice that the same is folded into: no reason is new, it is no more severe, and it is not long settled."""
    for notice in case.notices:
        covers = set(reasons) <= set(notice.reasons) and severity in {notice.severity, Severity.NORMAL}
        settled = notice.acknowledged_at is not None and now - notice.acknowledged_at > FOLD_WITHIN
        if covers and not settled:
            return notice
    return None


def _folded(case: Case, notice: Notice, reasons: tuple[str, ...], by: Actor, at: At) -> Outcome[Case]:
    more = replace(notice, repeats=notice.repeats + 1)
    fact = NoticeFolded(notice=notice.id, reasons=reasons, repeats=more.repeats, by=by, at=at)
    return Outcome(state=_with(case, more), facts=(fact,))


def _climbed(case: Case, notice: Notice, around: Surroundings, by: Actor) -> Outcome[Case]:
    rung, people = _next_rung(notice, around)
    pause = REPEAT_SECONDS if rung == TOP else CLIMB_SECONDS
    climbed = replace(
        notice,
        rung=rung,
        recipients=people,
        told=tuple(dict.fromkeys((*notice.told, *people))),
        climbs_at=later(around.now, seconds=pause),
    )
    fact = NoticeClimbed(notice=notice.id, rung=rung, recipients=people, by=by, at=around.now)
    return Outcome(state=_with(case, climbed), facts=(fact,), effects=_to_people(case, climbed, around))


def _next_rung(notice: Notice, around: Surroundings) -> tuple[int, tuple[PersonId, ...]]:
    """Rungs with nobody new are passed over; the top is told again and again."""
    people = notice.recipients
    for rung in range(notice.rung + 1, TOP):
        people = above(people, around)
        new = tuple(person for person in people if person not in notice.told)
        if new:
            return rung, new
    return TOP, last_resort(around)


def _acknowledged(case: Case, notices: tuple[Notice, ...], by: Actor, at: At) -> Outcome[Case]:
    outcome: Outcome[Case] = Outcome(state=case)
    for notice in notices:
        if notice.acknowledged_at is None:
            seen = replace(notice, acknowledged_by=PersonId(by.id), acknowledged_at=at, climbs_at=None)
            seconds = (at - notice.raised_at) // SECOND
            fact = NoticeAcknowledged(notice=notice.id, seconds=seconds, by=by, at=at)
            outcome = outcome.then(Outcome(state=_with(outcome.state, seen), facts=(fact,)))
    return replace(outcome, deadlines=_climbing(outcome.state)) if outcome.facts else outcome


def _to_people(case: Case, notice: Notice, around: Surroundings) -> tuple[Effect, ...]:
    return tuple(
        _send(case, notice, person=person.id, means=means, address=None)
        for name in notice.recipients
        if (person := around.active(name)) is not None
        for means in dict.fromkeys((Means.IN_APP, *person.means))
    )


def _to_channels(case: Case, notice: Notice) -> tuple[Effect, ...]:
    known = {means.value for means in Means}
    split = (channel.partition(":") for channel in notice.channels)
    return tuple(
        _send(case, notice, person=None, means=Means(means), address=address)
        for means, _, address in split
        if means in known
    )


def _send(case: Case, notice: Notice, *, person: PersonId | None, means: Means, address: str | None) -> SendNotice:
    return SendNotice(
        lane=f"notice/{means.value}/{person or address}",
        notice=notice.id,
        case=case.id,
        severity=notice.severity,
        reasons=notice.reasons,
        amount=notice.amount,
        link=notice.link,
        rung=notice.rung,
        person=person,
        means=means,
        address=address,
    )


def _climbing(case: Case) -> tuple[Deadline, ...]:
    """The one deadline of all the case's notices: the earliest."""
    due = min((notice.climbs_at for notice in case.notices if notice.climbs_at is not None), default=None)
    return (Deadline(subject=Subject(kind=SubjectKind.CASE, id=case.id), name=NOTICE_CLIMBS, due_at=due),)


def _with(case: Case, notice: Notice) -> Case:
    """The case with the notice added or altered; the oldest acknowledged ones make room."""
    kept = {known.id: known for known in case.notices} | {notice.id: notice}
    settled = [known.id for known in kept.values() if known.acknowledged_at is not None]
    for name in settled[: max(0, len(kept) - KEPT)]:
        del kept[name]
    return replace(case, notices=tuple(kept.values()))
