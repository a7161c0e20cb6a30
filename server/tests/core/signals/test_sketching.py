"""What a turn leaves in the running state: numbers and references, no words."""

from dataclasses import replace

from handrail_server.core.signals.notice import notice
from handrail_server.core.signals.sketching import remember, sketch
from handrail_server.core.turns.remembered import Remembered
from handrail_server.core.turns.turn import Saying
from server.tests.core.signals.scenes import DETECTORS, a_turn, after, view_of


def remembered(text: str, by: str = "customer") -> Remembered:
    view = view_of(a_turn(text, by))
    return remember(view, notice(view, DETECTORS))


def test_a_sketch_holds_feeling_confidence_and_hashes_but_no_words() -> None:
    seen = remembered("This is ridiculous, where is my parcel?").sketch
    assert seen.sentiment is not None
    assert seen.sentiment < -0.5
    assert seen.question
    assert seen.words
    assert "parcel" not in repr(seen)
    assert remembered("It will arrive on Monday.", "agent").sketch.confidence is not None


def test_a_promise_is_kept_by_reference_to_its_words() -> None:
    [promise] = remembered("Sorry! A specialist will call you tomorrow.", "agent").promises
    assert promise.kind == "callback"
    assert "Sorry! A specialist will call you tomorrow."[promise.start : promise.end] == "specialist will call"
    assert remembered("Would you like me to transfer you to an agent?", "agent").promises == ()


def test_a_refusal_is_the_agents() -> None:
    assert remembered("I'm unable to do that.", "agent").refused
    assert not remembered("I'm unable to do that.").refused


def test_the_customer_shows_which_answer_failed_once() -> None:
    before = after(("customer", "my router is red"), ("agent", "Restart it."))
    turn = a_turn("still not working", number=3)
    view = view_of(turn, before)
    assert remember(view, notice(view, DETECTORS)).failed_attempt == 2
    again = view_of(turn, replace(before, attempted=(before.recent[-1].number,)))
    assert remember(again, notice(again, DETECTORS)).failed_attempt is None


def test_a_draft_is_marked_as_one() -> None:
    view = view_of(replace(a_turn("Hello", "agent"), saying=Saying.PROPOSED))
    assert sketch(view, ()).proposed
