"""An organisation's own conversations: every escalation, and a random sample of what the agent handled alone.

The two were not drawn alike, so they are not counted alike. Each conversation stands for as many as its chance to be
looked at says (D. G. Horvitz, D. J. Thompson: A generalization of sampling without replacement from a finite universe.
Journal of the American Statistical Association 47, 1952): an escalation, which is always kept, for itself; one of the
audit sample for all that were handled alone, divided by those judged. A bound rests on the sample alone (Clopper and
Pearson in that stratum, times its size): whoever chooses which escalations to label cannot bend it, because an
escalation that nobody labelled counts against the promise.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handrail_server.core.learning.tuning.binomial import chance_of_at_most, upper_bound
from handrail_server.core.learning.tuning.tried import Count, Tried


@dataclass(frozen=True, slots=True, kw_only=True)
class Strata:
    """Of a span of time."""

    escalated: Sequence[Tried]
    """Every conversation that was handed over; `needed` where people labelled it."""
    sample: Sequence[Tried]
    """The judged ones of the audit sample, drawn by the hash of their id."""
    alone: int
    """How many the agent handled alone; the sample is drawn from these."""

    @property
    def n(self) -> int:
        """All conversations."""
        return len(self.escalated) + self.alone

    @property
    def labelled(self) -> int:
        """Escalations of which people said whether they were needed."""
        return sum(each.needed is not None for each in self.escalated)

    @property
    def stands_for(self) -> float:
        """How many conversations each of the sample stands for."""
        return self.alone / max(1, len(self.sample))


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """What would go wrong one way under a number: counted among escalations, seen in the sample."""

    certain: int
    """Escalations; the unlabelled ones are counted with them."""
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What one number would have done with all conversations: estimates in `count`, and what bounds rest on."""

    count: Count
    errors: Faults
    needless: Faults


def weighed(scale: Sequence[float], strata: Strata) -> tuple[Weighed, ...]:
    """Each number's, the strictest first."""
    escalated, sample = _Reaching(strata.escalated), _Reaching(strata.sample)
    each, labels = strata.stands_for, len(strata.escalated) / max(1, strata.labelled)
    found = []
    for place, at in enumerate(scale):
        missed, spare = sample.passed(place, needed=True), sample.reached(place, needed=False)
        count = Count(
            at=at,
            n=strata.n,
            escalated=round(escalated.reached(place) + each * sample.reached(place)),
            needless=round(labels * escalated.reached(place, needed=False) + each * spare),
            missed=round(labels * escalated.passed(place, needed=True) + each * missed),
        )
        certain = escalated.passed(place) - escalated.passed(place, needed=False)
        spared = escalated.reached(place) - escalated.reached(place, needed=True)
        found.append(
            Weighed(
                count=count,
                errors=Faults(certain=certain, seen=missed),
                needless=Faults(certain=spared, seen=spare),
            )
        )
    return tuple(found)


def bound(faults: Faults, strata: Strata, delta: float) -> float:
    """The rate among all conversations at or below which it lies, wrongly said with a chance of at most `delta`."""
    rate = upper_bound(faults.seen, len(strata.sample), delta) if strata.sample else 1.0
    return (faults.certain + strata.alone * rate) / max(1, strata.n)


def shows(faults: Faults, strata: Strata, alpha: float, delta: float) -> bool:
    """Whether "the rate among all conversations lies above `alpha`" is refuted: the same as `bound` ≤ `alpha`."""
    left = alpha * strata.n - faults.certain
    if left >= strata.alone:
        return True
    return left > 0 and chance_of_at_most(faults.seen, len(strata.sample), left / strata.alone) <= delta


class _Reaching:
    """How many of some conversations reach a person under each number, and how many pass."""

    def __init__(self, tried: Iterable[Tried]) -> None:
        self._places: dict[bool | None, list[int]] = {True: [], False: [], None: []}
        for each in tried:
            self._places[each.needed].append(each.reaches)
        for places in self._places.values():
            places.sort()

    def passed(self, place: int, *, needed: bool | None = None) -> int:
        """Those who meet nobody; of all, or of those who needed somebody, or nobody."""
        lists = self._places.values() if needed is None else [self._places[needed]]
        return sum(bisect_right(places, place) for places in lists)

    def reached(self, place: int, *, needed: bool | None = None) -> int:
        """Those who meet a person."""
        lists = self._places.values() if needed is None else [self._places[needed]]
        return sum(len(places) for places in lists) - self.passed(place, needed=needed)
