"""Who needs a person now, and why: points for each sign, added up; docs/reference/board.md prints the same table.

A sign that begins or ends by the clock alone says when, so that whoever keeps a board knows what time has changed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean
from typing import Final

from handrail_server.core.basics.time import MINUTE, SECOND, At
from handrail_server.core.cases.case import CaseKind
from handrail_server.core.turns.control import HolderKind
from handrail_server.core.work.watched import Waiting, Watched

PATIENCE: Final = 30 * SECOND
"""For so long a customer may wait for the agent's answer before it is a sign."""
SOON: Final = 2 * MINUTE
"""So long before it runs out, what waits for a decision is about to expire."""
BAD_FEELING: Final = -0.5
FALL: Final = 0.3
"""Between the mean of the last two points and that of the two before."""
ATTEMPTS: Final = 2
REFUSALS: Final = 2


class Sign(StrEnum):
    """Why somebody should look, from the strongest to the weakest."""

    CRITICAL_NOTICE = "critical_notice"
    OVERDUE = "overdue"
    REPLY_OVERDUE = "reply_overdue"
    WAITS_FOR_PERSON = "waits_for_person"
    EXPIRES_SOON = "expires_soon"
    REPLY_HELD = "reply_held"
    NOBODY_SPEAKS = "nobody_speaks"
    APPROVAL_WAITS = "approval_waits"
    BAD_SENTIMENT = "bad_sentiment"
    CRITICAL = "critical"
    UNANSWERED = "unanswered"
    LOW_CONFIDENCE = "low_confidence"
    SENTIMENT_FALLS = "sentiment_falls"
    PROMISE_OPEN = "promise_open"
    CONFIDENCE_FALLS = "confidence_falls"
    GOING_ROUND = "going_round"
    CANNOT_HELP = "cannot_help"


POINTS: Final[dict[Sign, int]] = {
    Sign.CRITICAL_NOTICE: 400,
    Sign.OVERDUE: 300,
    Sign.REPLY_OVERDUE: 250,
    Sign.WAITS_FOR_PERSON: 200,
    Sign.EXPIRES_SOON: 150,
    Sign.REPLY_HELD: 150,
    Sign.NOBODY_SPEAKS: 150,
    Sign.APPROVAL_WAITS: 120,
    Sign.BAD_SENTIMENT: 120,
    Sign.CRITICAL: 100,
    Sign.UNANSWERED: 100,
    Sign.LOW_CONFIDENCE: 80,
    Sign.SENTIMENT_FALLS: 80,
    Sign.PROMISE_OPEN: 60,
    Sign.CONFIDENCE_FALLS: 50,
    Sign.GOING_ROUND: 40,
    Sign.CANNOT_HELP: 40,
}
"""Stated beliefs, not measured ones. What waits for a person outranks any sign that one may be needed."""

_OF_TALK: Final = frozenset({
    Sign.BAD_SENTIMENT, Sign.LOW_CONFIDENCE, Sign.SENTIMENT_FALLS, Sign.PROMISE_OPEN, Sign.CONFIDENCE_FALLS,
    Sign.GOING_ROUND, Sign.CANNOT_HELP,
})  # fmt: skip
"""Half as many points once a person has the floor: somebody is looking already."""


class Level(StrEnum):
    """How urgent, in three words."""

    NOW = "now"
    SOON = "soon"
    CALM = "calm"


NOW_AT: Final = 200
SOON_AT: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One sign, with its points and since when it holds, where that is known."""

    sign: Sign
    points: int
    since: At | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Urgency:
    """How much a conversation needs a person. Order: more points first, then the longest wait, then the id."""

    points: int
    level: Level
    needs: tuple[Need, ...]
    """Most points first."""
    waiting_since: At | None
    """Since when the customer, or a decision, has waited for somebody."""
    moved_at: At
    """When the clock alone last changed this; 0 where it has not."""
    moves_at: At | None
    """When the clock alone will change it next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Where the organisation's policy draws its lines."""

    low_confidence: float = 0.75


def urgency(talk: Watched, cases: Iterable[Waiting], *, now: At, bars: Bars) -> Urgency:
    """The points of one conversation with its open cases, at this moment."""
    mine = [case for case in cases if not case.practice]
    clock = _Clock(now)
    signs = [*_of_cases(mine, clock), *_of_floor(talk, mine, clock), *_of_talk(talk, bars)]
    by_person = talk.control.holder.kind is HolderKind.PERSON
    needs = sorted((_need(sign, since, by_person=by_person) for sign, since in signs), key=lambda need: -need.points)
    points = sum(need.points for need in needs)
    level = Level.NOW if points >= NOW_AT else Level.SOON if points >= SOON_AT else Level.CALM
    return Urgency(
        points=points,
        level=level,
        needs=tuple(needs),
        waiting_since=_waiting_since(talk, mine),
        moved_at=clock.last,
        moves_at=clock.next,
    )


def order(talk: Watched, urgent: Urgency) -> tuple[int, int, str]:
    """The key that ranks the board."""
    return (-urgent.points, urgent.waiting_since or talk.active_at, talk.id)


class _Clock:
    """Asks whether moments have come, and remembers the last that has and the next that will."""

    def __init__(self, now: At) -> None:
        self._now = now
        self.last = At(0)
        self.next: At | None = None

    def has_come(self, at: int) -> bool:
        if at <= self._now:
            self.last = At(max(self.last, at))
            return True
        self.next = At(at if self.next is None else min(self.next, at))
        return False


_Signs = Iterator[tuple[Sign, At | None]]


def _of_cases(cases: Sequence[Waiting], clock: _Clock) -> _Signs:
    """What its open cases say. Each sign counts once, however many cases show it."""
    seen: dict[Sign, At] = {}
    for case in cases:
        for sign, since in _of_case(case, clock):
            seen[sign] = min(seen.get(sign, since), since)
    yield from seen.items()


def _of_case(case: Waiting, clock: _Clock) -> Iterator[tuple[Sign, At]]:
    since = case.requested_at
    if case.notices:
        yield Sign.CRITICAL_NOTICE, min(notice.raised_at for notice in case.notices)
    if case.severity == "critical":
        yield Sign.CRITICAL, since
    if case.expires_at is not None and clock.has_come(case.expires_at - SOON):
        yield Sign.EXPIRES_SOON, At(case.expires_at - SOON)
    if case.kind is CaseKind.APPROVAL:
        yield Sign.APPROVAL_WAITS, since
    elif case.kind is CaseKind.REVIEW:
        if case.held:
            yield Sign.REPLY_HELD, since
    elif not case.taken:
        yield Sign.WAITS_FOR_PERSON, since
        if clock.has_come(case.accept_by):
            yield Sign.OVERDUE, case.accept_by
    elif case.reply_by is not None and clock.has_come(case.reply_by):
        yield Sign.REPLY_OVERDUE, case.reply_by


def _of_floor(talk: Watched, cases: Sequence[Waiting], clock: _Clock) -> _Signs:
    """Whether anybody will answer the customer. What waits for a person already says so itself."""
    since = talk.unanswered_since
    if since is None or any(case.kind is CaseKind.HAND_OVER or case.held for case in cases):
        return
    paused = talk.paused_until is not None and not clock.has_come(talk.paused_until)
    if talk.control.holder.kind is HolderKind.NOBODY or (talk.by_agent and paused):
        yield Sign.NOBODY_SPEAKS, since
    elif talk.by_agent and clock.has_come(since + PATIENCE):
        yield Sign.UNANSWERED, since


def _of_talk(talk: Watched, bars: Bars) -> _Signs:
    """What the lines and counters say."""
    if talk.sentiment and talk.sentiment[-1] <= BAD_FEELING:
        yield Sign.BAD_SENTIMENT, None
    if _falls(talk.sentiment):
        yield Sign.SENTIMENT_FALLS, None
    if talk.confidence and talk.confidence[-1] < bars.low_confidence:
        yield Sign.LOW_CONFIDENCE, None
    if _falls(talk.confidence):
        yield Sign.CONFIDENCE_FALLS, None
    if talk.open_promises:
        yield Sign.PROMISE_OPEN, None
    if talk.attempts >= ATTEMPTS:
        yield Sign.GOING_ROUND, None
    if talk.refusals >= REFUSALS:
        yield Sign.CANNOT_HELP, None


def _falls(line: tuple[float, ...]) -> bool:
    if len(line) < 4:
        return False
    return fmean(line[-4:-2]) - fmean(line[-2:]) >= FALL


def _need(sign: Sign, since: At | None, *, by_person: bool) -> Need:
    halved = by_person and sign in _OF_TALK
    return Need(sign=sign, points=POINTS[sign] // 2 if halved else POINTS[sign], since=since)


def _waiting_since(talk: Watched, cases: Sequence[Waiting]) -> At | None:
    """The earliest of what waits: a case nobody has, a decision, the customer's unanswered words."""
    waits = [case.requested_at for case in cases if not case.taken or case.kind is not CaseKind.HAND_OVER]
    if talk.unanswered_since is not None:
        waits.append(talk.unanswered_since)
    return min(waits, default=None)
