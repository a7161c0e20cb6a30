"""What the agent's own words and doings show: doubt, refusal, promises, commitments, trouble."""

from dataclasses import replace

import pytest

from handrail_server.core.basics.ids import CaseId
from handrail_server.core.basics.time import SECOND, At
from handrail_server.core.signals.detectors.trouble import silence
from handrail_server.core.signals.signal import Reading
from handrail_server.core.turns.turn import Confidence, ConfidenceOrigin, Source, ToolCall
from server.tests.core.signals.scenes import NOW, a_conversation, a_turn, after, noticed, score


def test_a_supplied_confidence_is_taken_as_it_is() -> None:
    turn = replace(a_turn("Yes.", "agent"), confidence=Confidence(value=0.62, origin=ConfidenceOrigin.JUDGE))
    found = noticed(turn)["low_confidence"]
    assert found.score == pytest.approx(0.38)
    assert found.values["origin"] == "judge"


def test_an_absent_confidence_is_estimated_and_never_certain() -> None:
    plain = noticed("Your parcel is on its way.", "agent")["low_confidence"]
    doubtful = noticed("I think it might be Monday, I'm not sure.", "agent")["low_confidence"]
    assert plain.values["origin"] == doubtful.values["origin"] == "estimated"
    assert 0.1 <= plain.score < 0.25 < doubtful.score


def test_sources_that_carry_the_answer_raise_the_estimate_and_missing_ones_lower_it() -> None:
    said = a_turn("You have 30 days and the fee is 12.50.", "agent")
    carried = replace(said, sources=(Source(id="s", text="Returns within 30 days. Fee 12.50."),))
    loose = replace(said, sources=(Source(id="s", text="Returns are possible."),))
    assert noticed(carried)["low_confidence"].score < noticed(loose)["low_confidence"].score
    assert "unsupported_answer" not in noticed(carried)
    assert noticed(loose)["unsupported_answer"].score > 0.5


def test_saying_the_same_again_lowers_the_estimate_and_is_a_loop() -> None:
    same = "Please restart the router, wait ten minutes, then open the settings page and update the firmware."
    before = after(("customer", "it is broken"), ("agent", same), ("customer", "still not working"), ("agent", same))
    found = noticed(a_turn(same, "agent", 5), before=before)
    assert found["low_confidence"].score > 0.25
    assert found["repeated_failure"].score > 0.5
    assert found["repeated_failure"].values["kind"] == "loop"


def test_what_the_topic_was_worth_before_weighs() -> None:
    doubtful = replace(a_turn("I'm not sure, maybe, probably.", "agent", 1), topic="tax")
    now = replace(a_turn("It is due in May.", "agent", 2), topic="tax")
    assert noticed(now, before=after(doubtful))["low_confidence"].score > noticed(now)["low_confidence"].score


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I'll transfer you to a specialist right away.", "transfer"),
        ("I will transfer you to a human agent who can help. Please hold on.", "transfer"),
        ("A specialist will call you tomorrow.", "callback"),
        ("I have escalated your case to our billing team.", "escalation"),
        ("Ein Mitarbeiter wird Sie anrufen.", "callback"),
    ],
)
def test_a_promised_person_without_a_case_is_a_false_promise(text: str, kind: str) -> None:
    assert noticed(text, "agent")["false_promise"].values["kind"] == kind
    case_open = replace(a_conversation(), open_case=CaseId("k"))
    assert "false_promise" not in noticed(text, "agent", before=case_open)


@pytest.mark.parametrize(
    "text",
    [
        "Would you like me to transfer you to a human agent?",
        "If you like, I'll transfer you to a specialist.",
        "I can transfer you to an agent",
        "I will transfer you to the payment page.",
        "I cannot transfer you to a person.",
        "Let me know if you need anything else.",
    ],
)
def test_an_offer_promises_nothing(text: str) -> None:
    assert "false_promise" not in noticed(text, "agent")


def test_an_agent_that_calls_its_hand_over_tool_asks_for_a_person_and_promises_nothing_false() -> None:
    call = ToolCall(name="transfer_to_human_agents", arguments='{"summary": "refund"}', result="ok")
    found = noticed(replace(a_turn("I'll transfer you to a human agent.", "agent"), tool_calls=(call,)))
    assert found["agent_request"].values["kind"] == "tool"
    assert "false_promise" not in found


def test_refusals_and_limits_are_noticed() -> None:
    assert score("out_of_scope", "I'm sorry, I can only help with flights.", "agent") >= 0.5
    assert score("out_of_scope", "Sure, I can help with that.", "agent") == 0.0


def test_commitments_are_noticed() -> None:
    assert score("commitment", "I can offer you a 20 percent discount.", "agent") >= 0.5
    assert score("commitment", "We have waived the late fee.", "agent") >= 0.5
    assert score("commitment", "I can offer you two flights.", "agent") == 0.0


def test_trouble_has_its_kind_and_several_in_a_row_are_an_outage() -> None:
    failing = (ToolCall(name="lookup", arguments="{}", failed=True),)
    one = replace(a_turn("One moment.", "agent", 1), tool_calls=failing)
    two = replace(a_turn("One moment.", "agent", 2), tool_calls=failing)
    three = replace(a_turn("One moment.", "agent", 3), tool_calls=failing)
    assert noticed(one)["agent_error"].values["kind"] == "tool"
    assert noticed(three, before=after(one, two))["agent_error"].values["kind"] == "outage"
    assert noticed(replace(a_turn("", "agent"), error="Timeout"))["agent_error"].score == 1.0
    assert noticed("", "agent")["agent_error"].values["kind"] == "empty"
    assert score("agent_error", "No, laundry service is not available.", "agent") == 0.0


def test_one_refusal_of_a_tool_weighs_less_than_several() -> None:
    failing = ToolCall(name="book", arguments="{}", result="Error: no seat left", failed=True)
    once = replace(a_turn("There is no seat left. Shall I look for another day?", "agent"), tool_calls=(failing,))
    again = replace(once, tool_calls=(failing, failing))
    assert noticed(once)["agent_error"].score < noticed(again)["agent_error"].score


def test_a_tool_that_failed_and_then_worked_is_no_trouble() -> None:
    calls = (ToolCall(name="lookup", arguments="{}", failed=True), ToolCall(name="lookup", arguments="{}", result="ok"))
    assert "agent_error" not in noticed(replace(a_turn("Here it is.", "agent"), tool_calls=calls))


def test_silence_grows_while_the_customer_waits_and_ends_with_an_answer() -> None:
    waiting = after(("customer", "hello?"))
    short, long = silence(waiting, At(NOW + 5 * SECOND)), silence(waiting, At(NOW + 600 * SECOND))
    assert short
    assert long
    assert short.score < 0.2
    assert long.score > 0.8
    assert short.reading is Reading.READ
    assert silence(after(("customer", "hello?"), ("agent", "Hi!")), At(NOW + 600 * SECOND)) is None
    assert silence(a_conversation(), NOW) is None
