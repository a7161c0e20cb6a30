"""Built-in reasons against their thresholds: each alone, each explained in one line."""

from collections.abc import Mapping

from handrail_server.core.policy.decision import Reason, Strength, Verdict
from handrail_server.core.policy.document import Judged
from handrail_server.core.policy.fields import Inputs
from handrail_server.core.policy.finding import PROTECTION, Finding, fitting
from handrail_server.core.policy.reasons import BLIND, ESTIMATED_CONFIDENCE, LOW_CONFIDENCE, SITUATION, Threshold
from handrail_server.core.policy.scope import Bar, InForce
from handrail_server.core.signals.signal import Signal

_ESTIMATED = "estimated"


def judge_bars(
    inputs: Inputs, settings: InForce, judged: Judged, evidence: Mapping[str, Signal]
) -> tuple[list[Finding], list[str]]:
    """The reasons whose threshold is passed, and the codes of those that could not be read."""
    found: list[Finding] = []
    blind: list[str] = []
    for bar in settings.bars:
        reads = bar.threshold.reads
        if reads not in inputs:
            continue
        value = inputs[reads]
        if value is None:
            blind.append(bar.threshold.code)
            found.extend(_when_blind(bar, judged))
        elif isinstance(value, float) and _fires(bar, value, inputs, settings):
            found.extend(_finding(bar, value, inputs, judged, evidence))
    return found, blind


def _fires(bar: Bar, value: float, inputs: Inputs, settings: InForce) -> bool:
    threshold = bar.threshold
    if threshold.below:
        estimated = inputs.get("turn.confidence_origin") == _ESTIMATED
        asked = ESTIMATED_CONFIDENCE if estimated else LOW_CONFIDENCE
        return threshold.code == asked and value < threshold.at
    if threshold.kind is not None and inputs.get(f"signal.{threshold.signal}.kind") != threshold.kind:
        return False
    if threshold.code in {"opportunity", "commitment"} and settings.charter.terms is not None:
        return False  # the charter says itself what lies within it, and what does not is a hard reason
    return value >= threshold.at and not _may_wait(threshold, inputs)


def _may_wait(threshold: Threshold, inputs: Inputs) -> bool:
    """Whether the agent may answer first; never where the reason is hard."""
    turns = inputs.get("conversation.customer_turns")
    return (
        threshold.strength is Strength.SOFT
        and isinstance(turns, float)
        and turns <= threshold.patience
        and inputs.get(f"signal.{threshold.signal}.about") == SITUATION
    )


def _finding(bar: Bar, value: float, inputs: Inputs, judged: Judged, evidence: Mapping[str, Signal]) -> list[Finding]:
    threshold = bar.threshold
    verdict = fitting(_wanted(bar, judged), judged)
    if verdict is Verdict.PROCEED:
        return []
    signal = evidence.get(threshold.signal)
    kind = inputs.get(f"signal.{threshold.signal}.kind")
    reason = Reason(
        code=threshold.code,
        strength=threshold.strength,
        verdict=verdict,
        rule=f"{bar.scope}/{threshold.code}",
        score=value,
        threshold=threshold.at,
        line=_line(bar, value, kind if isinstance(kind, str) else None),
        signals=(threshold.signal,),
        evidence=signal.evidence if signal else (),
    )
    return [
        Finding(
            reason=reason,
            about=threshold.code,
            kind=kind if isinstance(kind, str) else None,
            waiting=bar.waiting,
            seals=threshold.seals,
            standing=signal is not None
            and bool(signal.evidence)
            and all(each.turn is None for each in signal.evidence),
        )
    ]


def _wanted(bar: Bar, judged: Judged) -> Verdict:
    match judged:
        case Judged.ACTION:
            return bar.threshold.acting
        case Judged.SAID:
            return bar.threshold.said
        case Judged.CUSTOMER_TURN | Judged.DRAFT:
            return bar.threshold.then


def _when_blind(bar: Bar, judged: Judged) -> list[Finding]:
    """A soft reason does not fire; a hard one does what is stated for it, and an action asks first (law 4)."""
    threshold = bar.threshold
    if threshold.strength is Strength.SOFT:
        return []
    default = max(threshold.when_blind, Verdict.ASK_FIRST, key=PROTECTION.__getitem__)
    otherwise = default if judged is Judged.ACTION else threshold.when_blind
    verdict = fitting(otherwise if bar.when_blind is None else bar.when_blind, judged)
    if verdict is Verdict.PROCEED:
        return []
    reason = Reason(
        code=BLIND,
        strength=Strength.HARD,
        verdict=verdict,
        rule=f"{bar.scope}/{threshold.code}",
        score=0.0,
        line=f"The signal {threshold.signal} could not be read, so {threshold.code} cannot be ruled out.",
        signals=(threshold.signal,),
    )
    return [Finding(reason=reason, about=threshold.code, waiting=bar.waiting, seals=threshold.seals)]


def _line(bar: Bar, value: float, kind: str | None) -> str:
    threshold = bar.threshold
    what = f"{threshold.title} ({kind.replace('_', ' ')})" if kind else threshold.title
    sign = "below" if threshold.below else "at or above"
    return f"{what}: {value:.2f} is {sign} {threshold.at:g}, set by {bar.scope}."
