"""A day told from the heads of its facts: enough to say how it goes at any time of it, and how such days usually go.

A day knows only what happened in it, so that it is read from the ledger's part of that day and nothing else.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import fmean, median
from typing import Final, Literal

from handrail_server.core.basics.facts import SubjectKind
from handrail_server.core.basics.time import SECOND, At
from handrail_server.core.learning.head import Head

Unit = Literal["share", "seconds", "sentiment"]

ENDED: Final = ("CaseClosed", "CaseHandedBack")
LATELY: Final = 50
LEAST: Final = 5
"""Fewer conversations (cases, turns) than this make no usual day: one bad morning is not what is usual."""


@dataclass(slots=True)
class Line:
    """Moments with values, in the order of the moments."""

    at: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)

    def add(self, at: int, value: float) -> None:
        """One more; a fact that was placed a moment late takes the place where it belongs."""
        place = bisect_right(self.at, at)
        self.at.insert(place, at)
        self.values.insert(place, value)

    def until(self, at: int) -> list[float]:
        """The values up to and with that moment."""
        return self.values[: bisect_right(self.at, at)]


@dataclass(slots=True)
class Served:
    """A case of today and whether somebody took it in time; `queue` and `accept_by` are the last it waited by."""

    queue: str
    accept_by: int
    accepted_at: int | None = None
    handled_ms: int | None = None


class Day:
    """What happened from a midnight on."""

    def __init__(self, midnight: At) -> None:
        self.midnight: Final = midnight
        self.opened: Final = Line()
        self.escalated: Final = Line()
        self.resolved: Final = Line()
        """Seconds from the customer's turn that gave the reason to the end of the case, by its end."""
        self.sentiment: Final = Line()
        self.confidence: Final = Line()
        self.served: Final[dict[str, Served]] = {}
        self._begun: Final[set[str]] = set()
        self._escalated: Final[set[str]] = set()
        self._asked: Final[dict[str, int]] = {}
        """When a hand-over's clock started, by case."""
        self._practice: Final[set[str]] = set()

    def take(self, head: Head) -> None:
        """One more head; each is given once, in the order of its subject's versions."""
        if head.subject.kind is SubjectKind.CONVERSATION:
            self._take_conversation(head)
        elif head.subject.kind is SubjectKind.CASE:
            self._take_case(head)

    def _take_conversation(self, head: Head) -> None:
        if head.verb == "ConversationOpened":
            self._begun.add(head.subject.id)
            self.opened.add(head.at, 1.0)
        elif head.verb == "TurnObserved":
            author = head.text("author")
            score = head.score("sentiment") if author == "customer" else head.score("confidence")
            if score is not None and author in ("customer", "agent"):
                (self.sentiment if author == "customer" else self.confidence).add(head.at, score)

    def _take_case(self, head: Head) -> None:
        case = head.subject.id
        if head.verb == "CaseRequested":
            self._requested(head)
        elif head.verb in ENDED:
            self._ended(head)
        elif head.verb == "CaseAccepted" and case in self.served:
            self.served[case].accepted_at = self.served[case].accepted_at or head.at
        elif (accept_by := head.whole("accept_by")) is not None:
            self._waits(case, head.text("queue"), accept_by)

    def _requested(self, head: Head) -> None:
        if head.flag("practice"):
            self._practice.add(head.subject.id)
            return
        if head.text("kind") != "hand_over":
            return
        self._asked[head.subject.id] = head.whole("requested_at") or head.at
        talk = head.text("conversation") or ""
        if talk in self._begun and talk not in self._escalated:
            self._escalated.add(talk)
            self.escalated.add(head.at, 1.0)

    def _ended(self, head: Head) -> None:
        case = head.subject.id
        if case in self._asked:
            self.resolved.add(head.at, (head.at - self._asked[case]) / SECOND)
        if case in self.served:
            self.served[case].handled_ms = head.whole("handled_ms")

    def _waits(self, case: str, queue: str | None, accept_by: int) -> None:
        known = self.served.get(case)
        if known is None and queue is not None and case not in self._practice:
            self.served[case] = Served(queue=queue, accept_by=accept_by)
        elif known is not None and known.accepted_at is None:
            known.queue, known.accept_by = queue or known.queue, accept_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of a day up to a time of it, with how many it rests on."""

    value: float | None
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """Today's figure beside what is usual: the middle of the same weekdays' figures at the same time of day."""

    name: str
    unit: Unit
    definition: str
    today: Figure
    usual: float | None
    lowest: float | None
    highest: float | None
    days: int
    """From how many days the usual comes; 0: there is none yet."""
    of: int
    """How many conversations, cases or turns those days had until then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gauge:
    name: str
    unit: Unit
    definition: str
    read: Callable[[Day, int], Figure]


def against(today: Day, past: Sequence[Day], *, now: At) -> tuple[Against, ...]:
    """Today so far, against the same part of the past days."""
    passed = now - today.midnight
    return tuple(_against(gauge, today, past, passed) for gauge in GAUGES)


def service_level(day: Day, queue: str, *, now: At) -> Figure:
    """Of the cases in this queue that were taken, or should have been by now, the share taken in time."""
    due = [each for each in day.served.values() if each.queue == queue and _counts(each, now)]
    kept = sum(each.accepted_at is not None and each.accepted_at <= each.accept_by for each in due)
    return Figure(value=kept / len(due) if due else None, of=len(due))


def handle_seconds(day: Day, queue: str) -> float | None:
    """The mean time that the newest cases of this queue took today; None where none has ended yet."""
    took = [each.handled_ms for each in day.served.values() if each.queue == queue and each.handled_ms is not None]
    return fmean(took[-LATELY:]) / SECOND if took else None


def _counts(each: Served, now: At) -> bool:
    return each.accepted_at is not None or each.accept_by <= now


def _against(gauge: _Gauge, today: Day, past: Sequence[Day], passed: int) -> Against:
    before = [gauge.read(day, day.midnight + passed) for day in past]
    known = [(figure.value, figure.of) for figure in before if figure.value is not None and figure.of >= LEAST]
    values = sorted(value for value, _ in known)
    return Against(
        name=gauge.name,
        unit=gauge.unit,
        definition=gauge.definition,
        today=gauge.read(today, today.midnight + passed),
        usual=median(values) if values else None,
        lowest=values[0] if values else None,
        highest=values[-1] if values else None,
        days=len(values),
        of=sum(count for _, count in known),
    )


def _escalation(day: Day, until: int) -> Figure:
    opened = len(day.opened.until(until))
    return Figure(value=len(day.escalated.until(until)) / opened if opened else None, of=opened)


def _resolution(day: Day, until: int) -> Figure:
    took = day.resolved.until(until)
    return Figure(value=median(took) if took else None, of=len(took))


def _mean(values: list[float]) -> Figure:
    return Figure(value=fmean(values) if values else None, of=len(values))


GAUGES: Final = (
    _Gauge(
        name="escalation_rate",
        unit="share",
        definition="Conversations opened today that were handed over today, of all opened today.",
        read=_escalation,
    ),
    _Gauge(
        name="resolution_time",
        unit="seconds",
        definition="From the customer's turn that gave the reason to the end of the hand-over, of those that were asked"
        " for and ended today; the median.",
        read=_resolution,
    ),
    _Gauge(
        name="sentiment",
        unit="sentiment",
        definition="The mean sentiment of the customers' turns today, from −1 to 1.",
        read=lambda day, until: _mean(day.sentiment.until(until)),
    ),
    _Gauge(
        name="confidence",
        unit="share",
        definition="The mean confidence of the agents' turns today, from 0 to 1.",
        read=lambda day, until: _mean(day.confidence.until(until)),
    ),
)
