"""Figures of a selection: every measure, for each part of it, for each day or week, and the rows behind one of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeVar

from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.time import At
from handrail_server.core.learning.book import Book
from handrail_server.core.learning.days import WEEK, Days, week_of
from handrail_server.core.learning.measures import BY_NAME, MEASURES
from handrail_server.core.learning.measuring import Measure, Row, Scope, Value
from handrail_server.core.learning.rows import CaseRow, ConversationRow
from handrail_server.core.learning.selection import EVERYTHING, NONE, Selection

Measured = tuple[tuple[Measure, Value], ...]
Every = Literal["day", "week"]
MOST_PERIODS: Final = 400
K = TypeVar("K", str, int)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A day or week of the organisation's, by the number of its first day, with its figures."""

    day: int
    start: At
    measured: Measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """One conversation (or one case of it) that a figure rests on."""

    conversation: str
    case: str | None
    at: At
    topic: str | None
    agent: str
    channel: str
    value: float
    """Seconds of a time, a score, else 1 or 0."""
    counts: bool
    """Of a share: it is among those that count, and not only among all."""


def scope_of(book: Book, which: Selection, *, at: At) -> Scope:
    """What a selection is measured on."""
    return Scope(book=book, cases=which.cases(book), talks=which.conversations(book), at=at)


def measure(
    book: Book, which: Selection = EVERYTHING, *, at: At, targets: Mapping[str, float] | None = None
) -> Measured:
    """Every measure of the selection, in the order of `MEASURES`, beside its target where it has one."""
    return measured(scope_of(book, which, at=at), MEASURES, targets)


def measured(scope: Scope, wanted: Iterable[Measure], targets: Mapping[str, float] | None = None) -> Measured:
    """These measures of a scope."""
    goals = targets or {}
    return tuple((one, replace(one.value(scope), target=goals.get(one.name))) for one in wanted)


def by(
    book: Book, which: Selection, dimension: str, *, at: At, wanted: Iterable[Measure] = MEASURES
) -> dict[str, Measured]:
    """The measures for each value of a dimension that comes up in the selection; `(none)` where a row has no value."""
    scope, asked = scope_of(book, which, at=at), tuple(wanted)
    parts = _parted(scope, lambda row: _values(book, row, dimension))
    return {value: measured(parts[value], asked) for value in sorted(parts)}


def series(
    book: Book, which: Selection, every: Every, days: Days, *, at: At, wanted: Iterable[Measure] = MEASURES
) -> tuple[Period, ...]:
    """The measures for each day or week, those without anything included."""
    scope, asked = scope_of(book, which, at=at), tuple(wanted)
    first = (lambda day: day) if every == "day" else week_of
    parts = _parted(scope, lambda row: (first(days.of(_when(row))),))
    empty = replace(scope, cases=[], talks=[])
    return tuple(
        Period(day=day, start=days.start(day), measured=measured(parts.get(day, empty), asked))
        for day in _periods(which, parts, days, every)
    )


def behind(book: Book, which: Selection, name: str, *, at: At) -> list[Behind]:
    """What a figure rests on, the newest first."""
    one = named(name)
    rows = [_behind(one, row, float(value)) for row, value in one.rows(scope_of(book, which, at=at))]
    return sorted(rows, key=lambda each: (each.at, each.conversation, each.case or ""), reverse=True)


def named(name: str) -> Measure:
    """The measure of this name; raises `Invalid`."""
    known = BY_NAME.get(name)
    if known is None:
        raise Invalid(f"`{name}` is no measure.", field="measure", fix="GET /v1/measures names them all.")
    return known


def _parted(scope: Scope, of: Callable[[Row], Iterable[K]]) -> dict[K, Scope]:
    cases: defaultdict[K, list[CaseRow]] = defaultdict(list)
    talks: defaultdict[K, list[ConversationRow]] = defaultdict(list)
    for case in scope.cases:
        for key in of(case):
            cases[key].append(case)
    for talk in scope.talks:
        for key in of(talk):
            talks[key].append(talk)
    keys = cases.keys() | talks.keys()
    return {key: replace(scope, cases=cases.get(key, []), talks=talks.get(key, [])) for key in keys}


def _values(book: Book, row: Row, dimension: str) -> Iterable[str]:
    match dimension:
        case "topic":
            return (row.topic or NONE,)
        case "query_type":
            return (book.query_type(row) or NONE,)
        case "agent":
            return (row.agent or NONE,)
        case "channel":
            return (row.channel or NONE,)
        case "reason":
            return _of_cases(book, row, lambda case: case.codes)
        case _:
            return _of_cases(book, row, lambda case: case.people[-1:])


def _of_cases(book: Book, row: Row, values: Callable[[CaseRow], Iterable[str]]) -> Iterable[str]:
    if isinstance(row, CaseRow):
        return values(row)
    cases = (book.cases[case] for case in row.cases)
    return {value for case in cases if not case.practice for value in values(case)}


def _when(row: Row) -> At:
    return row.requested_at if isinstance(row, CaseRow) else row.opened_at


def _periods(which: Selection, parts: Iterable[int], days: Days, every: Every) -> range:
    """The first days of all periods from the selection's beginning to its end, or of all that has anything."""
    known = sorted(parts)
    first = days.of(which.since) if which.since is not None else known[0] if known else 0
    last = days.of(At(which.until - 1)) if which.until is not None else known[-1] if known else first - 1
    step = 1 if every == "day" else WEEK
    start = first if every == "day" else week_of(first)
    found = range(start, last + 1, step)
    if len(found) > MOST_PERIODS:
        raise Invalid(
            f"That is more than {MOST_PERIODS} periods.", field="since", fix="Ask for weeks, or for a shorter range."
        )
    return found


def _behind(one: Measure, row: Row, value: float) -> Behind:
    seconds = value / 1_000 if one.unit == "seconds" else value
    is_case = isinstance(row, CaseRow)
    return Behind(
        conversation=row.conversation if isinstance(row, CaseRow) else row.id,
        case=row.id if is_case else None,
        at=_when(row),
        topic=row.topic,
        agent=row.agent,
        channel=row.channel,
        value=round(seconds, 4),
        counts=one.counts(value),
    )
