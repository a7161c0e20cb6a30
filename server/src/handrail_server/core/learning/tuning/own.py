"""Choosing a number from an organisation's own conversations: the three ways of `choosing`, on weighed counts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from handrail_server.core.learning.tuning.binomial import least_that_certifies
from handrail_server.core.learning.tuning.choosing import Certificate, Chosen, Uncertified
from handrail_server.core.learning.tuning.strata import Faults, Strata, Weighed, bound, shows, weighed

Way = Literal["errors", "needless", "cost"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How the number is to be chosen."""

    way: Way
    alpha: float
    """The allowed rate; nothing where it is chosen by cost."""
    delta: float
    error: Decimal
    person: Decimal


def choose(scale: Sequence[float], strata: Strata, wish: Wish) -> Chosen | Uncertified:
    """The number with its certificates, or why nothing can be promised.

    The numbers are tested one after the other in an order that is fixed before the data are seen, as in `choosing`.
    """
    found = weighed(scale, strata)
    if unable := _unable(found, strata):
        return Uncertified(because=unable)
    if wish.way == "cost":
        return _cheapest(found, strata, wish)
    faults: Callable[[Weighed], Faults] = _errors if wish.way == "errors" else _needless
    order = range(len(found)) if wish.way == "errors" else range(len(found) - 1, -1, -1)
    last = None
    for place in order:
        if not shows(faults(found[place]), strata, wish.alpha, wish.delta):
            break
        last = place
    if last is None:
        return _why_not(faults(found[order[0]]), strata, wish)
    one = _certificate(wish.way, faults(found[last]), strata, wish.delta, alpha=wish.alpha)
    if wish.way == "errors":
        return Chosen(place=last, count=found[last].count, certificates=(one,))
    many = _certificate("errors", found[last].errors, strata, wish.delta / len(scale), told=wish.delta)
    return Chosen(place=last, count=found[last].count, certificates=(one, many))


def _errors(each: Weighed) -> Faults:
    return each.errors


def _needless(each: Weighed) -> Faults:
    return each.needless


def _unable(found: Sequence[Weighed], strata: Strata) -> str | None:
    if not strata.sample:
        return "No conversation that the agent handled alone was judged: nobody knows what it gets wrong there."
    if strata.escalated and not strata.labelled:
        return f"None of {len(strata.escalated):,} escalations is labelled: nobody knows which were needed."
    if found[0].count.escalated == found[-1].count.escalated:
        return "No conversation depends on this threshold."
    return None


def _cheapest(found: Sequence[Weighed], strata: Strata, wish: Wish) -> Chosen:
    def cost(place: int) -> Decimal:
        count = found[place].count
        return count.missed * wish.error + count.escalated * wish.person

    place = min(range(len(found)), key=cost)
    one = _certificate("errors", found[place].errors, strata, wish.delta / len(found), told=wish.delta)
    return Chosen(place=place, count=found[place].count, certificates=(one,))


def _certificate(
    of: str, faults: Faults, strata: Strata, level: float, *, alpha: float | None = None, told: float | None = None
) -> Certificate:
    return Certificate(
        of=of,
        n=len(strata.sample),
        delta=level if told is None else told,
        seen=faults.seen,
        bound=bound(faults, strata, level),
        alpha=alpha,
    )


def _why_not(faults: Faults, strata: Strata, wish: Wish) -> Uncertified:
    judged, sure = len(strata.sample), f"{100 * (1 - wish.delta):g} % sure"
    rate = f"{100 * wish.alpha:g} in 100"
    left = wish.alpha * strata.n - faults.certain
    if left <= 0:
        what = "may have needed nobody" if wish.way == "needless" else "may have needed somebody"
        return Uncertified(
            because=f"{faults.certain:,} of {strata.n:,} conversations are escalations that {what}, by their labels or "
            f"for want of one: more than {rate} already. Label more of them."
        )
    least = least_that_certifies(left / strata.alone, wish.delta) if left < strata.alone else 1
    if judged < least:
        return Uncertified(
            because=f"{judged:,} judged conversations of the audit sample cannot show a rate of at most {rate}, "
            f"{sure}, whatever they say: it takes at least {least:,}."
        )
    return Uncertified(
        because=f"Of {judged:,} judged conversations of the audit sample {faults.seen:,} went wrong even so: that "
        f"cannot show at most {rate}, {sure}. Moving this threshold does not help."
    )
