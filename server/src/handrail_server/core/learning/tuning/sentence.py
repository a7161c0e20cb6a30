"""The one sentence that a director can repeat, and no other number in it than those that were counted or promised."""

from dataclasses import dataclass
from math import ceil

from handrail_server.core.learning.tuning.choosing import Certificate, Chosen

_MINUTES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What escalations cost in time: minutes of a person each; how many conversations a week brings, where known."""

    minutes: float
    a_week: float | None = None


def sentence(chosen: Chosen, load: Load) -> str:
    """How many of 1,000 conversations reach a person, how many of them needlessly, what is promised, and the work."""
    n = max(1, chosen.count.n)
    escalated, needless = 1_000 * chosen.count.escalated / n, 1_000 * chosen.count.needless / n
    promised = "; ".join(_promise(each) for each in chosen.certificates)
    return (
        f"Of 1,000 conversations {escalated:,.0f} reach{'es' if round(escalated) == 1 else ''} a person, "
        f"{needless:,.0f} needlessly; {promised}; {_work(escalated / 1_000, load)}."
    )


def _promise(certificate: Certificate) -> str:
    rate = certificate.alpha if certificate.alpha is not None else certificate.bound
    what = {
        "errors": "a wrong answer gets through",
        "needless": "a person comes whom nobody needed",
    }[certificate.of]
    return f"in at most {_in_100(rate)} of 100 {what}, {100 * (1 - certificate.delta):g} % sure"


def _in_100(rate: float) -> str:
    """Rounded up: a promise is never told smaller than it is."""
    tenths = ceil(round(rate * 1_000, 6))
    return f"{min(tenths, 1_000) / 10:g}"


def _work(share: float, load: Load) -> str:
    if load.a_week is None:
        return f"{_hours(share * 1_000 * load.minutes)} of work for them"
    return f"{_hours(share * load.a_week * load.minutes)} of work a week"


def _hours(minutes: float) -> str:
    if minutes < _MINUTES:
        return f"{minutes:.0f} minutes"
    hours = round(minutes / _MINUTES)
    return f"{hours:,} hour{'' if hours == 1 else 's'}"
