"""Three ways to choose a number from a scale, each with what it promises.

Learn-then-Test with a fixed sequence (A. N. Angelopoulos, S. Bates, E. J. Candès, M. I. Jordan, L. Lei: Learn then
Test, 2021): the numbers are tested in an order that was fixed before the data were seen, each for "the rate lies above
α" at level δ, and testing ends at the first that is not refuted. The chance to promise too much is then at most δ,
however many numbers were tested.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from handrail_server.core.learning.tuning.binomial import chance_of_at_most, least_that_certifies, upper_bound
from handrail_server.core.learning.tuning.tried import Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """On conversations like these, the rate lies at or below `bound`, wrongly said with a chance of at most `delta`."""

    of: str
    """`errors`: a person was needed and none came; `needless`: a person came and was not needed."""
    n: int
    delta: float
    seen: int
    bound: float
    alpha: float | None = None
    """The rate that was allowed, where one was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The number with the counts under it; `certificates` is empty where the data promise nothing."""

    place: int
    count: Count
    certificates: tuple[Certificate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncertified:
    """No number can be promised, and why in one sentence."""

    because: str


def by_errors(counts: Sequence[Count], *, alpha: float, delta: float) -> Chosen | Uncertified:
    """The loosest number under which at most `alpha` of all conversations need a person and meet none."""
    place = _last_refuted(counts, lambda count: count.missed, alpha, delta)
    if place is None:
        return _why_not(counts, counts[0].missed, alpha, delta, "need a person and meet none, by the strictest")
    certificate = _certificate("errors", counts[place], counts[place].missed, delta, alpha)
    return Chosen(place=place, count=counts[place], certificates=(certificate,))


def by_needless(counts: Sequence[Count], *, alpha: float, delta: float) -> Chosen | Uncertified:
    """The strictest number under which at most `alpha` of all conversations meet a person whom nobody needed."""
    backwards = counts[::-1]
    place = _last_refuted(backwards, lambda count: count.needless, alpha, delta)
    if place is None:
        return _why_not(counts, backwards[0].needless, alpha, delta, "meet a person needlessly, by the loosest")
    count = backwards[place]
    certificates = (
        _certificate("needless", count, count.needless, delta, alpha),
        _certificate("errors", count, count.missed, delta / len(counts), None, told=delta),
    )
    return Chosen(place=len(counts) - 1 - place, count=count, certificates=certificates)


def by_cost(counts: Sequence[Count], *, error: Decimal, person: Decimal, delta: float) -> Chosen:
    """The number under which errors and persons together cost least; of equals the strictest.

    It was picked among all by its counts, so its bound takes δ divided by how many there were to pick from.
    """
    place = min(range(len(counts)), key=lambda at: counts[at].missed * error + counts[at].escalated * person)
    count = counts[place]
    certificate = _certificate("errors", count, count.missed, delta / len(counts), None, told=delta)
    return Chosen(place=place, count=count, certificates=(certificate,))


def _last_refuted(counts: Sequence[Count], seen: Callable[[Count], int], alpha: float, delta: float) -> int | None:
    """The last place before the first at which "the rate lies above α" is not refuted."""
    last = None
    for place, count in enumerate(counts):
        if count.n == 0 or chance_of_at_most(seen(count), count.n, alpha) > delta:
            return last
        last = place
    return last


def _certificate(
    of: str, count: Count, seen: int, level: float, alpha: float | None, *, told: float | None = None
) -> Certificate:
    bound = upper_bound(seen, count.n, level) if count.n else 1.0
    return Certificate(of=of, n=count.n, delta=level if told is None else told, seen=seen, bound=bound, alpha=alpha)


def _why_not(counts: Sequence[Count], seen: int, alpha: float, delta: float, what: str) -> Uncertified:
    n, least = counts[0].n, least_that_certifies(alpha, delta)
    sure = f"{100 * (1 - delta):g} % sure"
    if n < least:
        because = (
            f"{n:,} labelled conversations cannot show a rate of at most {100 * alpha:g} in 100, {sure}, whatever they "
            f"say: it takes at least {least:,}."
        )
    else:
        because = (
            f"Of {n:,} labelled conversations {seen:,} {what} number there is: that cannot show at most "
            f"{100 * alpha:g} in 100, {sure}. Moving this threshold does not help."
        )
    return Uncertified(because=because)
