"""How likely the agent's answer is wrong: as supplied, or estimated where nothing is. Absent is never certain."""

from dataclasses import dataclass

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.signals.detector import Reads
from handrail_server.core.signals.detectors.answer import CLAIMS, HEDGES, has_carrier, support
from handrail_server.core.signals.grammar import Phrases
from handrail_server.core.signals.likeness import likeness
from handrail_server.core.signals.signal import Evidence, Signal
from handrail_server.core.signals.spoken import MOST_EVIDENCE, spans
from handrail_server.core.signals.view import View
from handrail_server.core.turns.turn import ConfidenceOrigin

_PLAIN = 0.84
"""An ordinary answer that nothing speaks for or against."""
_MOST = 0.9
"""An estimate never claims more than this."""
_LEAST = 0.05
_HEDGED = 0.08
_REFUSED = 0.3
_CARRIED = 0.06
_UNCARRIED = 0.05
_UNCARRIED_BY_SOURCES = 0.2
"""An answer given with sources should rest on them; tool results of earlier turns are not seen here."""
_TOOL_FAILED = 0.2
_REPEATED = 0.2
_ALIKE = 0.9
_SAYS_ENOUGH = 6
"""An answer of fewer content words is small talk and may come back."""
_EMPTY = 0.6
_HISTORY = 0.25
"""Weight of what the same topic's earlier answers in this conversation were worth."""


@dataclass(frozen=True, slots=True)
class LowConfidence:
    """`score` is 1 − confidence; `confidence`, `origin`, and for estimates `why`: what moved it."""

    name: str = "low_confidence"
    version: str = "1"
    reads: Reads = Reads.TEXT
    signals: tuple[str, ...] = ("low_confidence",)

    def notice(self, view: View) -> tuple[Signal, ...]:
        if view.author is not ActorKind.AGENT:
            return ()
        supplied = view.turn.confidence
        if supplied is not None:
            value, origin, why = min(1.0, max(0.0, supplied.value)), supplied.origin, ""
            evidence: tuple[Evidence, ...] = (Evidence(fact="turn.confidence", value=f"{value:.4f}"),)
        else:
            value, why = _estimate(view)
            origin = ConfidenceOrigin.ESTIMATED
            evidence = spans(view, (*view.hits.get("hedge", ()), *view.hits.get("refusal", ())))
        values: dict[str, str | float | bool] = {"confidence": value, "origin": origin.value}
        if why:
            values["why"] = why
        return (
            Signal(
                name=self.name,
                score=round(1.0 - value, 4),
                detector=f"{self.name}@{self.version}",
                evidence=evidence,
                values=values,
            ),
        )


def _estimate(view: View) -> tuple[float, str]:
    moved = dict(_movements(view))
    value = _PLAIN + sum(moved.values())
    history = [
        seen.confidence
        for seen in view.before.recent
        if seen.author is ActorKind.AGENT and seen.confidence is not None and seen.topic == view.turn.topic
    ]
    if view.turn.topic and history:
        value += _HISTORY * (sum(history) / len(history) - value)
        moved["topic_history"] = 0.0
    return round(min(_MOST, max(_LEAST, value)), 4), ",".join(moved)


def _movements(view: View) -> list[tuple[str, float]]:
    """What moves the estimate, each with how far."""
    moved: list[tuple[str, float]] = []
    if not view.folded.strip():
        return [("empty", -_EMPTY)]
    hedges = [hit for hit in view.hits.get("hedge", ()) if not hit.quoted]
    if hedges:
        moved.append(("hedging", -_HEDGED * min(3, len(hedges))))
    if any(not hit.quoted for hit in view.hits.get("refusal", ())):
        moved.append(("refusal", -_REFUSED if _unknown(view) else -_HEDGED / 2))
    if view.turn.error or (view.turn.tool_calls and view.turn.tool_calls[-1].failed):
        moved.append(("tool_failed", -_TOOL_FAILED))
    carried = support(view) if has_carrier(view) else None
    if carried and carried.checked and carried.claims:
        part = carried.carried / carried.claims
        uncarried = _UNCARRIED_BY_SOURCES if view.turn.sources else _UNCARRIED
        moved.append(("support", _CARRIED * part - uncarried * (1.0 - part)))
    earlier = (seen for seen in view.before.recent if seen.author is ActorKind.AGENT and not seen.proposed)
    if len(view.hashes) >= _SAYS_ENOUGH and any(likeness(view.hashes, seen.words) >= _ALIKE for seen in earlier):
        moved.append(("repetition", -_REPEATED))
    return moved


def _unknown(view: View) -> bool:
    """`I don't know` doubts the answer; `I cannot do that` may be exactly right."""
    return any(hit.kind == "unknown" and not hit.quoted for hit in view.hits.get("refusal", ()))


LOW_CONFIDENCE = LowConfidence()


_WEIGHTS = (0.35, 0.5, 0.8)
"""A loose figure with nothing to check against, beside tool results, beside sources."""


@dataclass(frozen=True, slots=True)
class UnsupportedAnswer:
    """Figures and rules in the answer that no source, tool result or earlier turn carries."""

    name: str = "unsupported_answer"
    version: str = "1"
    reads: Reads = Reads.TEXT
    signals: tuple[str, ...] = ("unsupported_answer",)
    phrases: tuple[Phrases, ...] = (*HEDGES, *CLAIMS)

    def notice(self, view: View) -> tuple[Signal, ...]:
        if view.author is not ActorKind.AGENT:
            return ()
        found = support(view)
        missing = found.claims - found.carried
        if missing <= 0:
            return ()
        weight = _WEIGHTS[2 if view.turn.sources else 1 if found.checked else 0]
        return (
            Signal(
                name=self.name,
                score=round(weight * missing / found.claims * (missing / (missing + 0.5)), 4),
                detector=f"{self.name}@{self.version}",
                evidence=(
                    tuple(view.evidence(start, end) for start, end in found.loose[:MOST_EVIDENCE])
                    or spans(view, view.hits.get("claim", ()))
                ),
                values={"claims": float(found.claims), "missing": float(missing), "checked": found.checked},
            ),
        )


UNSUPPORTED_ANSWER = UnsupportedAnswer()
