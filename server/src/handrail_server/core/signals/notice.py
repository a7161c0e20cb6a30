"""Asking the detectors: the text first, so that a regulated signal shuts the gate before a profile is read.

A flow calls `notice_text`; where `gate_shut` is false it fetches the profile; then it calls `notice_profile`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import isfinite

from handrail_server.core.signals.detector import Detector, Named, Reads
from handrail_server.core.signals.profile import Profile
from handrail_server.core.signals.signal import Reading, Signal
from handrail_server.core.signals.spoken import MOST_EVIDENCE
from handrail_server.core.signals.view import View
from handrail_server.core.turns.turn import SuppliedSignal

REGULATED = "regulated_data"
GATE = 0.5
"""A regulated signal of this score shuts the gate; so does one that is blind."""
SUPPLIED = "supplied"
PROFILE_AWAY = "ProfileAway"
"""The error of a detector whose profile could not be fetched."""


def notice(view: View, detectors: Iterable[Detector]) -> tuple[Signal, ...]:
    """Both steps with the profile already in the view; it is not shown to anyone where the gate is shut."""
    known = tuple(detectors)
    text = notice_text(view, known)
    return notice_profile(view, text, known, view.profile, stale=view.profile_stale)


def notice_text(view: View, detectors: Iterable[Detector], own: Sequence[Detector] = ()) -> tuple[Signal, ...]:
    """The signals of the turn's text and running state, and those that came in with the turn. No profile is seen.

    `own` detectors of the organisation speak in place of whatever else gives a signal of the same name.
    """
    blindfolded = view if view.profile is None else replace(view, profile=None)
    found = [signal for detector in detectors if detector.reads is Reads.TEXT for signal in ask(detector, blindfolded)]
    if own:
        theirs = {name for detector in own for name in detector.signals}
        found = [signal for signal in found if signal.name not in theirs]
        found += [signal for detector in own for signal in ask(detector, blindfolded)]
    return merged((*found, *supplied(view)))


def gate_shut(view: View, text_signals: Iterable[Signal]) -> bool:
    """Whether profiles must stay unread: the conversation is sealed, or this turn holds regulated data."""
    return view.before.sealed or gate_shut_by(text_signals)


def gate_shut_by(signals: Iterable[Signal]) -> bool:
    """Whether one of the turn's own signals shuts the gate."""
    return any(
        signal.name == REGULATED and (signal.reading is not Reading.READ or signal.score >= GATE) for signal in signals
    )


def notice_profile(
    view: View,
    text_signals: tuple[Signal, ...],
    detectors: Iterable[Detector],
    profile: Profile | None,
    *,
    stale: bool = False,
) -> tuple[Signal, ...]:
    """All signals of the turn: those of the text, and those of the profile, `shut` where the gate is shut.

    `stale` without a profile says that it could not be fetched: its detectors are `blind`.
    """
    readers = [detector for detector in detectors if detector.reads is Reads.PROFILE]
    if gate_shut(view, text_signals):
        return merged((*text_signals, *(signal for detector in readers for signal in shut(detector))))
    if profile is None and stale:
        return merged((*text_signals, *(signal for detector in readers for signal in blind(detector, PROFILE_AWAY))))
    seeing = replace(view, profile=profile, profile_stale=stale)
    return merged((*text_signals, *(signal for detector in readers for signal in ask(detector, seeing))))


def ask(detector: Detector, view: View) -> tuple[Signal, ...]:
    """What the detector notices; `blind` where it raises, never silence (law 4)."""
    try:
        return detector.notice(view)
    except Exception as error:  # noqa: BLE001  whatever a detector does wrong, the turn goes on and the policy knows
        return blind(detector, type(error).__name__)


def blind(detector: Named, error: str) -> tuple[Signal, ...]:
    """Each of the detector's signals as `blind`. `error` is a code or class name, never text."""
    return _all(detector, Reading.BLIND, error)


def shut(detector: Named) -> tuple[Signal, ...]:
    """Each of the detector's signals as `shut`: not read, because the gate is shut."""
    return _all(detector, Reading.SHUT)


def supplied(view: View) -> tuple[Signal, ...]:
    """The signals that came in with the turn, from guardrails the agent already runs."""
    return tuple(_supplied(given) for given in view.turn.signals)


def _supplied(given: SuppliedSignal) -> Signal:
    if given.blind or not isfinite(given.score):
        return Signal(name=given.name, score=0.0, detector=given.source, reading=Reading.BLIND, error="supplied_blind")
    score = min(1.0, max(0.0, given.score))
    return Signal(name=given.name, score=score, detector=given.source, values={SUPPLIED: True})


def merged(signals: Iterable[Signal]) -> tuple[Signal, ...]:
    """At most one signal of a name and reading: the strongest, with the evidence and values of all."""
    kept: dict[tuple[str, Reading], Signal] = {}
    for signal in signals:
        key = (signal.name, signal.reading)
        kept[key] = _together(kept[key], signal) if key in kept else signal
    return tuple(kept.values())


def _together(one: Signal, other: Signal) -> Signal:
    stronger, weaker = (one, other) if one.score >= other.score else (other, one)
    evidence = stronger.evidence + tuple(seen for seen in weaker.evidence if seen not in stronger.evidence)
    return replace(stronger, evidence=evidence[: 2 * MOST_EVIDENCE], values={**weaker.values, **stronger.values})


def _all(detector: Named, reading: Reading, error: str | None = None) -> tuple[Signal, ...]:
    version = f"{detector.name}@{detector.version}"
    return tuple(
        Signal(name=name, score=0.0, detector=version, reading=reading, error=error) for name in detector.signals
    )
