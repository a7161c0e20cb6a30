"""The order of asking: text first, the gate, then the profile; and what a broken detector leaves behind."""

from dataclasses import dataclass, replace

from handrail_server.core.signals.detector import Reads
from handrail_server.core.signals.notice import gate_shut, notice, notice_profile, notice_text
from handrail_server.core.signals.signal import Reading, Signal
from handrail_server.core.signals.view import View
from handrail_server.core.turns.turn import SuppliedSignal
from server.tests.core.signals.scenes import DETECTORS, a_conversation, a_profile, a_turn, view_of

PROFILE_SIGNALS = {name for detector in DETECTORS if detector.reads is Reads.PROFILE for name in detector.signals}


@dataclass(frozen=True)
class Raises:
    name: str = "raises"
    version: str = "3"
    reads: Reads = Reads.TEXT
    signals: tuple[str, ...] = ("one", "two")

    def notice(self, view: View) -> tuple[Signal, ...]:
        raise ValueError(view.text)


@dataclass(frozen=True)
class SeesProfile:
    """Says whether it was shown a profile."""

    name: str = "peeks"
    version: str = "1"
    reads: Reads = Reads.TEXT
    signals: tuple[str, ...] = ("peeks",)

    def notice(self, view: View) -> tuple[Signal, ...]:
        return (Signal(name="peeks", score=float(view.profile is not None), detector="peeks@1"),)


def test_a_detector_that_raises_is_blind_with_the_class_of_its_error_and_no_text() -> None:
    one, two = notice(view_of(a_turn("secret words")), (Raises(),))
    assert (one.name, two.name) == ("one", "two")
    assert one.reading is two.reading is Reading.BLIND
    assert one.error == "ValueError"
    assert one.detector == "raises@3"
    assert "secret" not in repr(one)


def test_regulated_data_shuts_the_gate_and_no_profile_is_read() -> None:
    view = view_of(a_turn("I was diagnosed with cancer"))
    text = notice_text(view, DETECTORS)
    assert gate_shut(view, text)
    signals = notice_profile(view, text, DETECTORS, a_profile())
    shut = {signal.name for signal in signals if signal.reading is Reading.SHUT}
    assert shut == PROFILE_SIGNALS
    assert "Gold" not in repr(signals)


def test_a_sealed_conversation_keeps_the_gate_shut_whatever_is_said() -> None:
    view = view_of(a_turn("hello"), replace(a_conversation(), sealed=True))
    assert gate_shut(view, notice_text(view, DETECTORS))


def test_a_blind_reading_of_regulated_data_shuts_the_gate_too() -> None:
    broken = replace_name(Raises(), "regulated_data")
    view = view_of(a_turn("hello"))
    assert gate_shut(view, notice_text(view, (broken,)))


def test_text_detectors_never_see_a_profile() -> None:
    [signal] = notice(view_of(a_turn("hello"), profile=a_profile()), (SeesProfile(),))
    assert signal.score == 0.0


def test_a_profile_that_could_not_be_fetched_is_blind_not_nothing() -> None:
    view = view_of(a_turn("hello"))
    signals = notice_profile(view, notice_text(view, DETECTORS), DETECTORS, None, stale=True)
    assert {signal.name for signal in signals if signal.reading is Reading.BLIND} == PROFILE_SIGNALS


def test_signals_that_came_with_the_turn_are_passed_on_within_bounds() -> None:
    supplied = (
        SuppliedSignal(name="jailbreak", score=7.0, source="nemo@0.24"),
        SuppliedSignal(name="toxicity", score=0.0, source="guard@1", blind=True),
    )
    found = {signal.name: signal for signal in notice_text(view_of(replace(a_turn("hi"), signals=supplied)), DETECTORS)}
    assert found["jailbreak"].score == 1.0
    assert found["jailbreak"].detector == "nemo@0.24"
    assert found["toxicity"].reading is Reading.BLIND


def test_one_name_and_reading_is_one_signal() -> None:
    view = view_of(a_turn("this is the fourth time I'm calling"), profile=a_profile())
    names = [(signal.name, signal.reading) for signal in notice(view, DETECTORS)]
    assert len(names) == len(set(names))


def test_the_words_of_people_and_of_the_system_are_not_judged() -> None:
    words = "I want a refund, get me a human, you idiot"
    assert notice(view_of(a_turn(words, "person")), DETECTORS) == ()


def replace_name(detector: Raises, signal: str) -> Raises:
    return replace(detector, signals=(signal,))
