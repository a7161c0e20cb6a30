"""Where facts are found by verb, by who did it and by time: an index over the ledger's numbers, and nothing of what
they say.

Kept as the book is, from heads one by one in the ledger's order; about 25 bytes a fact.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import merge
from typing import Final

from handrail_server.core.basics.time import DAY, At
from handrail_server.core.learning.head import Head

_SLACK: Final = DAY
"""Facts are placed in the order of their commits, which their times follow to within seconds; a day is plenty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which facts; None and empty mean any. `by` is `<kind>/<id>`."""

    verbs: tuple[str, ...] = ()
    by: str | None = None
    since: At | None = None
    until: At | None = None


@dataclass(slots=True)
class Trail:
    """The numbers of facts by verb and by actor, and each number's time."""

    _times: "array[int]" = field(default_factory=lambda: array("q"))
    _latest: "array[int]" = field(default_factory=lambda: array("q"))
    """The latest time up to each number, so that a moment's place can be found by halving."""
    _verbs: "dict[str, array[int]]" = field(default_factory=dict)
    _actors: "dict[str, array[int]]" = field(default_factory=dict)

    @property
    def verbs(self) -> tuple[tuple[str, int], ...]:
        """Every verb that came up, with how often."""
        return tuple((verb, len(self._verbs[verb])) for verb in sorted(self._verbs))

    def take(self, head: Head) -> None:
        """Write the fact of the next number down."""
        number = len(self._times)
        self._times.append(head.at)
        self._latest.append(max(head.at, self._latest[-1]) if number else head.at)
        _posted(self._verbs, head.verb).append(number)
        _posted(self._actors, f"{head.by.get('kind')}/{head.by.get('id')}").append(number)

    def newest(self, sought: Sought, *, before: int | None = None, limit: int) -> list[int]:
        """The numbers of the facts sought, the newest first, all below `before`."""
        first = 0 if sought.since is None else bisect_left(self._latest, sought.since)
        last = len(self._times) if before is None else min(before, len(self._times))
        if sought.until is not None:
            last = min(last, bisect_right(self._latest, sought.until + _SLACK))
        found: list[int] = []
        for number in self._candidates(sought, first, last):
            at = self._times[number]
            if (sought.since is None or at >= sought.since) and (sought.until is None or at < sought.until):
                found.append(number)
                if len(found) == limit:
                    break
        return found

    def _candidates(self, sought: Sought, first: int, last: int) -> Iterator[int]:
        """Downwards through the shorter of the lists that apply, leaving out what the other does not hold."""
        lists = [self._verbs.get(verb, array("I")) for verb in dict.fromkeys(sought.verbs)]
        theirs = None if sought.by is None else self._actors.get(sought.by, array("I"))
        if not lists:
            return iter(range(last - 1, first - 1, -1)) if theirs is None else _down(theirs, first, last)
        of_verbs = merge(*(_down(each, first, last) for each in lists), reverse=True)
        if theirs is None:
            return of_verbs
        if sum(map(len, lists)) < len(theirs):
            return (each for each in of_verbs if _holds(theirs, each))
        return (each for each in _down(theirs, first, last) if any(_holds(some, each) for some in lists))


def _posted(lists: "dict[str, array[int]]", key: str) -> "array[int]":
    known = lists.get(key)
    if known is None:
        known = lists[key] = array("I")
    return known


def _down(numbers: Sequence[int], first: int, last: int) -> Iterator[int]:
    for place in range(bisect_left(numbers, last) - 1, bisect_left(numbers, first) - 1, -1):
        yield numbers[place]


def _holds(numbers: Sequence[int], number: int) -> bool:
    place = bisect_left(numbers, number)
    return place < len(numbers) and numbers[place] == number
