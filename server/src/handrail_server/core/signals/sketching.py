"""What a turn adds to the running state of its conversation: hashes, numbers and references, no text."""

from collections.abc import Iterable

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.ids import TurnNumber
from handrail_server.core.signals.calibration import CONFIDENCE, RAW
from handrail_server.core.signals.detectors.promise import promises_in
from handrail_server.core.signals.signal import Reading, Signal
from handrail_server.core.signals.view import View
from handrail_server.core.turns.conversation import Promise, Sketch
from handrail_server.core.turns.remembered import Remembered
from handrail_server.core.turns.turn import Saying

DISSATISFIED = 0.4
"""A customer with this much of `repeated_failure` says that the last answer did not end the matter."""


def remember(view: View, signals: Iterable[Signal]) -> Remembered:
    """What this turn adds; the turns room leaves out what only words that were said can do."""
    sketched = sketch(view, signals)
    return Remembered(
        sketch=sketched,
        promises=_promises(view) if view.author is ActorKind.AGENT else (),
        refused=sketched.refusal,
        failed_attempt=_failed_attempt(view, sketched),
    )


def sketch(view: View, signals: Iterable[Signal]) -> Sketch:
    """What detectors may remember of this turn."""
    turn = view.turn
    read = {signal.name: signal for signal in signals if signal.reading is Reading.READ}
    by_agent = view.author is ActorKind.AGENT
    failure = read.get("repeated_failure")
    return Sketch(
        number=turn.number,
        author=view.author,
        words=view.hashes,
        sentiment=_number(read.get("sentiment"), "valence"),
        confidence=_as_given(read.get("low_confidence")),
        topic=turn.topic,
        question="?" in view.folded,
        refusal=by_agent and any(not hit.quoted for hit in view.hits.get("refusal", ())),
        dissatisfied=not by_agent and failure is not None and failure.score >= DISSATISFIED,
        proposed=turn.saying is Saying.PROPOSED,
        tool_failed=turn.error is not None or bool(turn.tool_calls and turn.tool_calls[-1].failed),
        at=turn.received_at,
    )


def _as_given(signal: Signal | None) -> float | None:
    """The confidence before it was calibrated."""
    raw = _number(signal, RAW)
    return _number(signal, CONFIDENCE) if raw is None else raw


def _promises(view: View) -> tuple[Promise, ...]:
    return tuple(
        Promise(turn=view.turn.number, kind=hit.kind, start=hit.start, end=hit.end) for hit in promises_in(view)
    )


def _failed_attempt(view: View, sketched: Sketch) -> TurnNumber | None:
    if view.author is ActorKind.AGENT:
        return view.turn.number if sketched.tool_failed or _unknown(view) else None
    if not sketched.dissatisfied:
        return None
    answered = (seen for seen in reversed(view.before.recent) if seen.author is not ActorKind.CUSTOMER)
    last = next(answered, None)
    if last is None or last.author is not ActorKind.AGENT or last.proposed or last.number in view.before.attempted:
        return None
    return last.number


def _unknown(view: View) -> bool:
    """`I don't know` helps nobody; `I cannot do that` may be the right answer."""
    return any(hit.kind == "unknown" and not hit.quoted for hit in view.hits.get("refusal", ()))


def _number(signal: Signal | None, value: str) -> float | None:
    found = signal.values.get(value) if signal else None
    return found if isinstance(found, float) else None
