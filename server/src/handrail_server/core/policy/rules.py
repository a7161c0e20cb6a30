"""The organisation's own rules: each condition evaluated once, in a context that is built once."""

from collections.abc import Mapping
from typing import Final

from handrail_server.core.policy.cel import Blind, Facts
from handrail_server.core.policy.decision import Reason, Strength, Verdict
from handrail_server.core.policy.document import Judged
from handrail_server.core.policy.fields import Inputs
from handrail_server.core.policy.finding import Finding, fitting
from handrail_server.core.policy.loaded import Ground, Ready
from handrail_server.core.policy.reasons import BLIND
from handrail_server.core.signals.signal import Signal

MOST_EVIDENCE: Final = 16


def judge_rules(
    inputs: Inputs, ground: Ground, judged: Judged, evidence: Mapping[str, Signal]
) -> tuple[list[Finding], list[str]]:
    """The rules that fired, and the ids of those that could not be decided."""
    found: list[Finding] = []
    blind: list[str] = []
    asked = ground.rules_on[judged]
    if not asked:
        return found, blind
    facts = Facts(inputs, reads=ground.reads, asks=ground.asks)
    for ready in asked:
        try:
            if facts.holds(ready.condition):
                found.extend(_fired(ready, judged, evidence))
        except Blind:
            blind.append(ready.rule.id)
            found.extend(_when_blind(ready, judged))
    return found, blind


def _fired(ready: Ready, judged: Judged, evidence: Mapping[str, Signal]) -> list[Finding]:
    rule = ready.rule
    verdict = fitting(rule.then, judged)
    if verdict is Verdict.PROCEED:
        return []
    code = rule.code or rule.id
    named = _signals(ready)
    seen = [evidence[name] for name in named if name in evidence]
    reason = Reason(
        code=code,
        strength=rule.strength,
        verdict=verdict,
        rule=f"{ready.scope}/{rule.id}",
        score=max((signal.score for signal in seen), default=1.0),
        line=rule.line or f"The rule {rule.id} holds: {' '.join(rule.when.split())}",
        signals=named,
        evidence=tuple(each for signal in seen for each in signal.evidence)[:MOST_EVIDENCE],
    )
    return [Finding(reason=reason, about=code, waiting=rule.waiting, standing=ready.standing)]


def _when_blind(ready: Ready, judged: Judged) -> list[Finding]:
    if not ready.hard:
        return []
    rule = ready.rule
    otherwise = Verdict.ASK_FIRST if judged is Judged.ACTION else Verdict.PROCEED
    verdict = fitting(otherwise if rule.when_blind is None else rule.when_blind, judged)
    if verdict is Verdict.PROCEED:
        return []
    reason = Reason(
        code=BLIND,
        strength=Strength.HARD,
        verdict=verdict,
        rule=f"{ready.scope}/{rule.id}",
        score=0.0,
        line=f"The rule {rule.id} could not be decided, so it cannot be ruled out.",
        signals=_signals(ready),
    )
    return [Finding(reason=reason, about=rule.code or rule.id, waiting=rule.waiting, standing=ready.standing)]


def _signals(ready: Ready) -> tuple[str, ...]:
    named = (path.split(".")[1] for path in ready.condition.reads if path.startswith("signal."))
    return tuple(dict.fromkeys(named))
