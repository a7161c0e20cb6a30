"""Drift: whether what is seen lately differs from the reference by more than chance explains.

The unit is the conversation, for turns of one conversation are not independent. The **reference** is the first
conversations since people last changed what judges (a policy was published, a version adopted or rolled back) or
acknowledged an alarm of the series; the **recent window** is the newest after it. A fixed reference finds slow drift.

Once a day each series is compared. On the k-th day after its reference was complete an alarm needs
p ≤ α / (m k(k+1)), m being the series compared that day. As Σ 1/(k(k+1)) = 1, by the union bound over series and days
(Bonferroni) the chance of *any* false alarm between two changes, however long nothing changes, is at most α where
conversations are independent and alike.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from handrail_server.core.basics.time import DAY, At
from handrail_server.core.learning.book import Book
from handrail_server.core.learning.confidence import right_or_wrong
from handrail_server.core.learning.rows import ConversationRow
from handrail_server.core.learning.two_samples import fisher, kolmogorov_smirnov, mean_between, share_between

ALPHA: Final = 0.05
"""The chance of any false alarm between two changes."""
FEWEST: Final = 200
"""Conversations below which a window tells nothing."""
REFERENCE: Final = 14
"""Days of the reference at least: two of each weekday."""
MOST: Final = 2_000
"""Conversations of the recent window: the newest."""
RECENT: Final = 28
"""Days that the recent window reaches back."""


class Kind(StrEnum):
    """What is watched."""

    CONFIDENCE = "confidence"
    """How sure the agents are: the mean of each conversation's turns."""
    FIRING = "firing"
    """The share of conversations in which a threshold or rule fired."""
    AVOIDABLE = "avoidable"
    """Of the conversations with a labelled escalation, the share with one that was avoidable."""
    WRONG = "wrong"
    """Of the conversations with a judged answer, the share with a wrong one."""
    MISSED = "missed"
    """Of the judged conversations of the audit sample, the share that should have reached a person."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Series:
    """What is compared; `rule` names the threshold or rule that fires."""

    kind: Kind
    rule: str | None = None

    def __str__(self) -> str:
        return self.kind.value if self.rule is None else f"{self.kind}:{self.rule}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A series in one window: a share, or the mean of confidence, with its 95 % interval."""

    value: float
    between: tuple[float, float]
    of: int
    """Conversations that it rests on."""
    since: At
    until: At


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A series beside its reference."""

    series: Series
    before: Side
    after: Side
    chance: float
    """How often chance alone makes a difference like this, at most."""
    bound: float
    """An alarm needs a chance as small as this."""

    @property
    def moved(self) -> bool:
        """Whether chance does not explain it."""
        return self.chance <= self.bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """The conversations that are compared; `day` counts the days since the reference was complete, from 1."""

    before: Sequence[ConversationRow]
    after: Sequence[ConversationRow]
    day: int


def compared(book: Book, *, begun: Mapping[str, At], now: At) -> tuple[Compared, ...]:
    """Every series that can be compared on the day of `now`, those that moved first.

    What began before yesterday is compared: a conversation that still goes on would seem to need less than it will.

    `begun`: by series, since when it has a reference of its own; else since the last change that people made.
    """
    until = book.days.start(book.days.of(now) - 1)
    talks = sorted((each for each in book.conversations.values() if each.opened_at < until), key=_opened)
    shared = windows(talks, book, since=book.changed_at, until=until)
    found: list[tuple[Series, Windows, _Values, _Values]] = []
    for series in _watched(shared, begun):
        own = shared if str(series) not in begun else _own(talks, book, begun[str(series)], until)
        if own is not None:
            before, after = _values(series, own.before, book), _values(series, own.after, book)
            if before and after:
                found.append((series, own, before, after))
    sides = [_beside(series, own, before, after, len(found)) for series, own, before, after in found]
    return tuple(sorted(sides, key=lambda each: (not each.moved, each.chance, each.series)))


def windows(talks: Sequence[ConversationRow], book: Book, *, since: At, until: At) -> Windows | None:
    """The reference and the recent window; None while either is too small. `talks` in the order of their opening."""
    mine = [each for each in talks if each.opened_at >= since]
    if len(mine) < 2 * FEWEST:
        return None
    least = max(mine[0].opened_at + REFERENCE * DAY, mine[FEWEST - 1].opened_at + 1)
    closed = book.days.of(At(least - 1)) + 1
    end = book.days.start(closed)
    before = [each for each in mine if each.opened_at < end]
    after = [each for each in mine[len(before) :] if each.opened_at >= until - RECENT * DAY][-MOST:]
    if len(after) < FEWEST:
        return None
    return Windows(before=before, after=after, day=book.days.of(until) - closed)


_Values = Sequence[float]
"""One of each conversation; of a share 1 or 0."""


def _opened(talk: ConversationRow) -> tuple[At, str]:
    return talk.opened_at, talk.id


def _own(talks: Sequence[ConversationRow], book: Book, since: At, until: At) -> Windows | None:
    return windows(talks, book, since=max(since, book.changed_at), until=until)


def _watched(shared: Windows | None, begun: Iterable[str]) -> tuple[Series, ...]:
    rules: set[str] = {each.removeprefix("firing:") for each in begun if each.startswith("firing:")}
    if shared is not None:
        rules.update(rule for talk in (*shared.before, *shared.after) for rule in talk.fired)
    kinds = tuple(Series(kind=kind) for kind in Kind if kind is not Kind.FIRING)
    return (*kinds, *(Series(kind=Kind.FIRING, rule=rule) for rule in sorted(rules)))


def _values(series: Series, talks: Sequence[ConversationRow], book: Book) -> _Values:
    match series.kind:
        case Kind.CONFIDENCE:
            return [talk.confidence.mean for talk in talks if talk.confidence.count]
        case Kind.FIRING:
            return [float(series.rule in talk.fired) for talk in talks]
        case Kind.AVOIDABLE:
            return [float(said) for talk in talks if (said := _avoidable(talk, book)) is not None]
        case Kind.WRONG:
            return [float(not all(right)) for talk in talks if (right := _judged(talk))]
        case Kind.MISSED:
            return [float(talk.needed_a_person) for talk in talks if talk.needed_a_person is not None]


def _avoidable(talk: ConversationRow, book: Book) -> bool | None:
    labelled = [case for each in talk.cases if (case := book.cases[each]).labels and not case.practice]
    return any(case.avoidable for case in labelled) if labelled else None


def _judged(talk: ConversationRow) -> list[bool]:
    return [said for number in talk.answers if (said := right_or_wrong(talk, number)) is not None]


def _beside(series: Series, own: Windows, before: _Values, after: _Values, number: int) -> Compared:
    if series.kind is Kind.CONFIDENCE:
        chance = kolmogorov_smirnov(before, after)
    else:
        chance = fisher((round(sum(before)), len(before)), (round(sum(after)), len(after)))
    return Compared(
        series=series,
        before=_side(series, before, own.before),
        after=_side(series, after, own.after),
        chance=chance,
        bound=ALPHA / (number * own.day * (own.day + 1)),
    )


def _side(series: Series, values: _Values, talks: Sequence[ConversationRow]) -> Side:
    is_mean = series.kind is Kind.CONFIDENCE
    low, high = mean_between(values) if is_mean else share_between(round(sum(values)), len(values))
    return Side(
        value=round(sum(values) / len(values), 4),
        between=(round(low, 4), round(high, 4)),
        of=len(values),
        since=talks[0].opened_at,
        until=At(talks[-1].opened_at + 1),
    )
