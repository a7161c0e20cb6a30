"""Soft signals together: is the expected cost of going on higher than that of a person?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from handrail_server.core.policy.decision import Reason, Strength, Verdict
from handrail_server.core.policy.document import Judged
from handrail_server.core.policy.failure import UNKNOWN_CONFIDENCE, Contribution, expected_cost, p_failure
from handrail_server.core.policy.fields import Inputs
from handrail_server.core.policy.finding import Finding
from handrail_server.core.policy.reasons import BUILT_IN, ESTIMATED_CONFIDENCE, EXPECTED_COST, LOW_CONFIDENCE
from handrail_server.core.policy.scope import Bar, InForce
from handrail_server.core.signals.signal import Signal

_TOLD = 0.3
"""What adds at least so much to the log-odds is named as a reason of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """The sum, and the reasons that come of it where it is too high: the sum itself first, then its parts."""

    p: float
    expected: float
    findings: tuple[Finding, ...] = ()


def judge_cost(
    inputs: Inputs,
    settings: InForce,
    judged: Judged,
    evidence: Mapping[str, Signal],
    is_old: Callable[[str, float], bool],
) -> Cost:
    """`hand_over` (an action: `ask_first`) where p(failure) × cost_of_error > cost_of_person.

    What `is_old` was dealt with by a person and adds nothing.
    """
    parts = [(bar, part) for bar, part in _contributions(inputs, settings, judged) if not is_old(part.code, part.score)]
    p = p_failure(settings.baseline, [part for _, part in parts])
    expected = expected_cost(p, settings.cost_of_error)
    if expected <= float(settings.cost_of_person):
        return Cost(p=p, expected=expected)
    verdict = Verdict.ASK_FIRST if judged is Judged.ACTION else Verdict.HAND_OVER
    told = sorted((each for each in parts if each[1].adds >= _TOLD), key=lambda each: (-each[1].adds, each[1].code))
    because = ", ".join(f"{part.code} {part.score:.2f}" for _, part in told) or "the baseline alone"
    sums = f"{p:.0%} × {settings.cost_of_error} = {expected:.2f} is above {settings.cost_of_person}"
    summed = Reason(
        code=EXPECTED_COST,
        strength=Strength.SOFT,
        verdict=verdict,
        rule=EXPECTED_COST,
        score=p,
        threshold=round(float(settings.cost_of_person / settings.cost_of_error), 6),
        line=f"Going on is likely to cost more than a person: {sums} ({because}).",
        signals=tuple(dict.fromkeys(bar.threshold.signal for bar, _ in told)),
    )
    apart = tuple(_part(bar, part, verdict, inputs, evidence) for bar, part in told)
    return Cost(p=p, expected=expected, findings=(Finding(reason=summed, about=EXPECTED_COST, wide=True), *apart))


def _contributions(inputs: Inputs, settings: InForce, judged: Judged) -> Iterator[tuple[Bar, Contribution]]:
    for bar in settings.weighed:
        threshold = bar.threshold
        if threshold.below:
            score = _doubt(inputs, threshold.code, judged)
        else:
            value = inputs.get(threshold.reads)
            score = value if isinstance(value, float) else 0.0
        if score > 0:
            yield bar, Contribution(code=threshold.code, score=score, weight=threshold.weight)


def _doubt(inputs: Inputs, code: str, judged: Judged) -> float:
    """1 - confidence, under the code that its origin belongs to. Of a customer's words there is no confidence."""
    if judged is Judged.CUSTOMER_TURN:
        return 0.0
    value = inputs.get("turn.confidence")
    known = isinstance(value, float)
    estimated = not known or inputs.get("turn.confidence_origin") == "estimated"
    if code != (ESTIMATED_CONFIDENCE if estimated else LOW_CONFIDENCE):
        return 0.0
    return 1.0 - (value if isinstance(value, float) else UNKNOWN_CONFIDENCE)


def _part(bar: Bar, part: Contribution, verdict: Verdict, inputs: Inputs, evidence: Mapping[str, Signal]) -> Finding:
    signal = evidence.get(bar.threshold.signal)
    kind = inputs.get(f"signal.{bar.threshold.signal}.kind")
    title = BUILT_IN[part.code].title if part.code in BUILT_IN else f"The signal {part.code}"
    reason = Reason(
        code=part.code,
        strength=Strength.SOFT,
        verdict=verdict,
        rule=EXPECTED_COST,
        score=part.score,
        line=f"{title}: {part.score:.2f}, a part of the expected cost.",
        signals=(bar.threshold.signal,),
        evidence=signal.evidence if signal else (),
    )
    return Finding(reason=reason, about=part.code, kind=kind if isinstance(kind, str) else None)
