"""The one contract of the SDK: what each client promises, against the fake and against the server.

A stage plays the people and the network. It knows two tools: `REFUND` of an unstated amount asks first, `FIND` may
proceed.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier
from typing import Protocol

import pytest

from handrail import (
    ActionFailed,
    AlreadyRan,
    FloorLost,
    Handrail,
    IdReused,
    InvalidRequest,
    Pending,
    Rejected,
    Unreachable,
)
from sdk.tests.blocking import BlockingRail

REFUND = "refund"
FIND = "find_order"
Rail = Handrail | BlockingRail


class Stage(Protocol):
    """The people and the network around the client."""

    def rail(self) -> Rail:
        """A client, with `on_unreachable="hold"`."""

    def approve(self, call_id: str) -> None:
        """An entitled person approves the call that waits."""

    def reject(self, call_id: str, ground: str) -> None:
        """An entitled person rejects it."""

    def take_over(self, conversation: str) -> None:
        """A person takes the floor."""

    def hand_back(self, conversation: str, note: str) -> None:
        """The person gives it back."""

    def say(self, conversation: str, text: str) -> None:
        """A person speaks to the customer."""

    def teach(self, question: str, answer: str) -> None:
        """A person answers a question for the agent and adopts the lesson of it."""

    def words_for_a_person(self) -> str:
        """What a customer says so that the policy hands over, silently until somebody accepts."""

    def go_away(self) -> None:
        """The server cannot be reached from now on."""

    def come_back(self) -> None:
        """It can be reached again."""

    def lose_next_answer(self) -> None:
        """The next request is done, but its answer is lost."""


class Tool:
    """A tool that counts its runs."""

    def __init__(self) -> None:
        self.runs: list[dict[str, object]] = []

    def __call__(self, **arguments: object) -> str:
        self.runs.append(arguments)
        return f"done {len(self.runs)}"


class Contract:
    """Each test is a promise. Subclasses give the fixture `stage`."""

    @pytest.fixture
    def rail(self, stage: Stage) -> Iterator[Rail]:
        rail = stage.rail()
        yield rail
        rail.close()

    def test_the_answer_to_a_customers_turn_carries_the_floor(self, rail: Rail) -> None:
        chat = rail.conversation("c-1", channel="chat", language="en")
        heard = chat.customer("Where is my parcel?")
        assert (heard.verdict, heard.may_answer, heard.reached) == ("proceed", True, True)
        assert heard.floor == chat.floor == 1

    def test_the_same_turn_again_is_the_same_answer(self, rail: Rail) -> None:
        chat = rail.conversation("c-1")
        assert chat.customer("Hello", id="m-1") == chat.customer("Hello", id="m-1")

    def test_another_text_under_the_same_id_is_refused(self, rail: Rail) -> None:
        chat = rail.conversation("c-1")
        chat.customer("Hello", id="m-1")
        with pytest.raises(IdReused):
            chat.customer("Good-bye", id="m-1")

    def test_a_bad_field_is_named(self, rail: Rail) -> None:
        with pytest.raises(InvalidRequest) as refused:
            rail.conversation("c-1").customer("")
        assert refused.value.problem.field == "text"

    def test_a_draft_that_proceeds_may_be_said(self, rail: Rail) -> None:
        chat = rail.conversation("c-1")
        chat.customer("Where is my parcel?")
        answer = chat.propose("It arrives today.")
        assert (answer.say_it, answer.words) == (True, "It arrives today.")

    def test_a_draft_after_a_takeover_is_refused(self, rail: Rail, stage: Stage) -> None:
        chat = rail.conversation("c-1")
        chat.customer("Where is my parcel?")
        stage.take_over("c-1")
        with pytest.raises(FloorLost):
            chat.propose("It arrives today.")

    def test_no_other_answer_renews_the_floor(self, rail: Rail, stage: Stage) -> None:
        chat = rail.conversation("c-1")
        heard = chat.customer("Where is my parcel?")
        stage.take_over("c-1")
        stage.hand_back("c-1", "I sent a replacement.")
        told = chat.agent("One moment, please.")
        assert told.floor != heard.floor
        assert chat.floor == heard.floor
        with pytest.raises(FloorLost):
            chat.propose("It arrives today.")

    def test_a_hand_back_note_comes_with_the_next_turn(self, rail: Rail, stage: Stage) -> None:
        chat = rail.conversation("c-1")
        chat.customer("Where is my parcel?")
        stage.take_over("c-1")
        assert not chat.customer("Hello?").may_answer
        stage.hand_back("c-1", "I sent a replacement.")
        heard = chat.customer("Thank you!")
        assert (heard.note, heard.may_answer) == ("I sent a replacement.", True)
        assert chat.propose("You are welcome.").say_it

    def test_a_persons_words_are_a_takeover(self, rail: Rail) -> None:
        chat = rail.conversation("c-1")
        chat.customer("Where is my parcel?")
        told = chat.person("Ada here.")
        assert told.control is not None
        assert told.control.holder == "person"
        with pytest.raises(FloorLost):
            chat.propose("It arrives today.")

    def test_a_customer_who_needs_a_person_is_handed_over(self, rail: Rail, stage: Stage) -> None:
        chat = rail.conversation("c-1")
        heard = chat.customer(stage.words_for_a_person())
        assert (heard.verdict, heard.may_answer) == ("hand_over", False)
        assert heard.say
        assert heard.reasons
        with pytest.raises(FloorLost):
            chat.propose("I can help as well.")

    def test_the_agent_asks_for_a_person_itself(self, rail: Rail) -> None:
        chat = rail.conversation("c-1")
        chat.customer("I need terms that are not in the list.")
        asked = chat.hand_over(reason="custom_terms", note="Wants three years.")
        assert asked.verdict == "hand_over"

    def test_a_call_that_may_proceed_runs_once(self, rail: Rail) -> None:
        chat, tool = rail.conversation("c-1"), Tool()
        chat.customer("Where is my parcel?")
        done = chat.act(FIND, {"order": "A1"}, call_id="call-1", run=tool)
        again = chat.act(FIND, {"order": "A1"}, call_id="call-1", run=tool)
        assert (done.result, done.duplicate, done.recorded) == ("done 1", False, True)
        assert (again.result, again.duplicate) == ("done 1", True)
        assert tool.runs == [{"order": "A1"}]

    def test_a_call_waits_for_a_person_and_then_runs_once(self, rail: Rail, stage: Stage) -> None:
        chat, tool = rail.conversation("c-1"), Tool()
        chat.customer("I want my money back.")
        asked = chat.act(REFUND, {"order": "A1"}, call_id="call-1", run=tool, wait=0)
        assert (asked.pending, asked.verdict, tool.runs) == (True, "ask_first", [])
        with pytest.raises(Pending):
            _ = asked.result
        stage.approve("call-1")
        assert chat.act(REFUND, {"order": "A1"}, call_id="call-1", run=tool).result == "done 1"
        assert chat.act(REFUND, {"order": "A1"}, call_id="call-1", run=tool).result == "done 1"
        assert len(tool.runs) == 1

    def test_a_waiting_caller_hears_of_the_decision(self, rail: Rail, stage: Stage) -> None:
        chat, tool = rail.conversation("c-1"), Tool()
        chat.customer("I want my money back.")
        chat.act(REFUND, {"order": "A1"}, call_id="call-1", wait=0)
        with ThreadPoolExecutor(1) as people:
            waiting = people.submit(chat.act, REFUND, {"order": "A1"}, call_id="call-1", run=tool)
            stage.approve("call-1")
            assert waiting.result(timeout=10).result == "done 1"

    def test_a_rejected_call_is_not_run_and_the_ground_is_told(self, rail: Rail, stage: Stage) -> None:
        chat, tool = rail.conversation("c-1"), Tool()
        chat.customer("I want my money back.")
        chat.act(REFUND, {"order": "A1"}, call_id="call-1", run=tool, wait=0)
        stage.reject("call-1", "Outside the return period.")
        with pytest.raises(Rejected) as said:
            chat.act(REFUND, {"order": "A1"}, call_id="call-1", run=tool)
        assert said.value.action.ground == "Outside the return period."
        assert tool.runs == []

    def test_nothing_but_an_approval_gives_a_lease(self, rail: Rail) -> None:
        chat = rail.conversation("c-1")
        chat.customer("I want my money back.")
        with pytest.raises(Pending), chat.lease(REFUND, {"order": "A1"}, call_id="call-1", wait=0):
            pytest.fail("the body ran without an approval")

    def test_the_same_call_with_other_arguments_is_refused(self, rail: Rail, stage: Stage) -> None:
        chat, tool = rail.conversation("c-1"), Tool()
        chat.customer("I want my money back.")
        chat.act(REFUND, {"order": "A1"}, call_id="call-1", run=tool, wait=0)
        stage.approve("call-1")
        with pytest.raises(IdReused):
            chat.act(REFUND, {"order": "B2"}, call_id="call-1", run=tool)
        assert tool.runs == []

    def test_an_approved_call_runs_after_a_takeover_for_it_is_the_approvers_act(self, rail: Rail, stage: Stage) -> None:
        chat, tool = rail.conversation("c-1"), Tool()
        chat.customer("I want my money back.")
        chat.act(REFUND, {"order": "A1"}, call_id="call-1", run=tool, wait=0)
        stage.approve("call-1")
        stage.take_over("c-1")
        assert chat.act(REFUND, {"order": "A1"}, call_id="call-1", run=tool).result == "done 1"

    def test_a_call_for_a_turn_before_a_takeover_is_not_run(self, rail: Rail, stage: Stage) -> None:
        chat, tool = rail.conversation("c-1"), Tool()
        chat.customer("Where is my parcel?")
        stage.take_over("c-1")
        with pytest.raises(FloorLost):
            chat.act(FIND, {"order": "A1"}, call_id="call-1", run=tool)
        assert tool.runs == []

    def test_a_call_cleared_before_a_takeover_is_not_run_after_it(self, rail: Rail, stage: Stage) -> None:
        chat, tool = rail.conversation("c-1"), Tool()
        chat.customer("Where is my parcel?")
        assert chat.act(FIND, {"order": "A1"}, call_id="call-1").state == "ready"
        stage.take_over("c-1")
        with pytest.raises(FloorLost):
            chat.act(FIND, {"order": "A1"}, call_id="call-1", run=tool)
        assert tool.runs == []

    def test_a_tools_own_error_is_recorded_and_raised_again(self, rail: Rail) -> None:
        chat = rail.conversation("c-1")
        chat.customer("Where is my parcel?")

        def broken(order: str) -> str:
            raise LookupError(order)

        with pytest.raises(LookupError):
            chat.act(FIND, {"order": "A1"}, call_id="call-1", run=broken)
        with pytest.raises(ActionFailed) as recorded:
            chat.act(FIND, {"order": "A1"}, call_id="call-1", run=broken)
        assert recorded.value.action.error == "LookupError: A1"

    def test_two_callers_at_once_run_it_once_and_both_get_the_result(self, rail: Rail, stage: Stage) -> None:
        heard = rail.conversation("c-1").customer("Where is my parcel?")
        tool, both = Tool(), Barrier(2)

        def call() -> object:
            mine = stage.rail()
            both.wait(timeout=10)
            chat = mine.conversation("c-1")
            done = chat.act(FIND, {"order": "A1"}, call_id="call-1", run=tool, floor=heard.floor)
            mine.close()
            return done.result

        with ThreadPoolExecutor(2) as callers:
            results = [each.result(timeout=20) for each in [callers.submit(call), callers.submit(call)]]
        assert (results, len(tool.runs)) == (["done 1", "done 1"], 1)

    def test_a_lease_is_the_body_of_a_with(self, rail: Rail) -> None:
        chat = rail.conversation("c-1")
        chat.customer("Where is my parcel?")
        with chat.lease(FIND, {"order": "A1", "amount": Decimal("12.50")}, call_id="call-1") as lease:
            assert lease.arguments == {"order": "A1", "amount": "12.50"}
            lease.complete({"state": "sent"})
        with (
            pytest.raises(AlreadyRan) as ran,
            chat.lease(FIND, {"order": "A1", "amount": Decimal("12.50")}, call_id="call-1"),
        ):
            pytest.fail("the body ran twice")
        assert ran.value.action.result == {"state": "sent"}

    def test_an_exception_in_the_body_of_a_lease_is_a_failure(self, rail: Rail) -> None:
        chat = rail.conversation("c-1")
        chat.customer("Where is my parcel?")
        with pytest.raises(LookupError), chat.lease(FIND, {"order": "A1"}, call_id="call-1"):
            raise LookupError("A1")
        with pytest.raises(ActionFailed):
            chat.act(FIND, {"order": "A1"}, call_id="call-1", run=Tool())

    def test_a_persons_words_come_as_a_delivery_once(self, rail: Rail, stage: Stage) -> None:
        rail.conversation("c-1").customer("Where is my parcel?")
        stage.say("c-1", "Hello, Ada here.")
        words = [each for each in rail.deliveries(follow=False) if each.kind == "words"]
        assert [(each.conversation, each.author, each.text) for each in words] == [
            ("c-1", "person", "Hello, Ada here.")
        ]
        assert list(rail.deliveries(follow=False)) == []

    def test_a_delivery_that_was_not_passed_on_comes_again(self, rail: Rail, stage: Stage) -> None:
        rail.conversation("c-1").customer("Where is my parcel?")
        stage.say("c-1", "Hello, Ada here.")
        for delivery in rail.deliveries(follow=False):
            if delivery.kind == "words":
                break
        again = [each.text for each in rail.deliveries(follow=False)]
        assert again == ["Hello, Ada here."]

    def test_the_stream_brings_deliveries_as_they_come(self, rail: Rail, stage: Stage) -> None:
        rail.conversation("c-1").customer("Where is my parcel?")
        stage.say("c-1", "Hello, Ada here.")
        stream = rail.deliveries()
        assert next(stream).kind == "control"
        assert next(stream).text == "Hello, Ada here."
        stage.say("c-1", "Still with me?")
        assert next(stream).text == "Still with me?"
        stream.close()
        assert [each.text for each in rail.deliveries(follow=False)] == ["Still with me?"]

    def test_a_plain_number_is_the_models_own_confidence(self, rail: Rail) -> None:
        chat = rail.conversation("c-1")
        chat.customer("Where is my parcel?")
        assert chat.propose("It arrives today.", confidence=0.95).say_it
        with pytest.raises(ValueError, match="less than or equal to 1"):
            chat.propose("It arrives today.", confidence=95)

    def test_while_the_server_is_away_turns_are_kept_and_follow_in_order(self, rail: Rail, stage: Stage) -> None:
        chat = rail.conversation("c-1")
        first = chat.customer("Where is my parcel?")
        stage.go_away()
        heard = chat.customer("Hello?")
        assert (heard.reached, heard.verdict, heard.may_answer, rail.unsent) == (False, "hold", False, 1)
        answer = chat.propose("It arrives today.")
        assert (answer.reached, answer.say_it, answer.words) == (False, False, None)
        stage.come_back()
        assert chat.customer("Are you there?").floor == first.floor
        assert rail.unsent == 0

    def test_while_the_server_is_away_an_action_is_not_run(self, rail: Rail, stage: Stage) -> None:
        chat, tool = rail.conversation("c-1"), Tool()
        chat.customer("Where is my parcel?")
        stage.go_away()
        with pytest.raises(Unreachable):
            chat.act(FIND, {"order": "A1"}, call_id="call-1", run=tool)
        assert tool.runs == []

    def test_a_takeover_during_an_outage_makes_a_draft_stale(self, rail: Rail, stage: Stage) -> None:
        chat = rail.conversation("c-1")
        chat.customer("Where is my parcel?")
        stage.go_away()
        chat.customer("Hello?")
        stage.take_over("c-1")
        stage.hand_back("c-1", "I sent a replacement.")
        stage.come_back()
        with pytest.raises(FloorLost):
            chat.propose("It arrives today.")

    def test_a_turn_whose_answer_was_lost_is_recorded_once(self, rail: Rail, stage: Stage) -> None:
        chat = rail.conversation("c-1")
        stage.lose_next_answer()
        assert not chat.customer("Hello", id="m-1").reached
        assert rail.flush() == 0
        assert chat.floor == 1
        assert chat.customer("Hello", id="m-1").turn == 1

    def test_a_wish_for_a_person_survives_an_outage(self, rail: Rail, stage: Stage) -> None:
        chat = rail.conversation("c-1")
        stage.go_away()
        chat.customer("I need terms that are not in the list.")
        asked = chat.hand_over(reason="custom_terms")
        assert (asked.reached, asked.verdict, rail.unsent) == (False, "hand_over", 2)
        stage.come_back()
        assert rail.flush() == 0
        with pytest.raises(FloorLost):
            chat.propose("Let me see.")

    def test_a_lesson_is_there_as_soon_as_it_is_adopted(self, stage: Stage) -> None:
        rail = stage.rail()
        asked = "Can I still bring opened headphones back?"
        assert rail.lessons(asked) == ()
        stage.teach("May I bring back opened headphones?", "Within fourteen days, less ten euros.")
        (known,) = rail.lessons(asked)
        assert (known.question, known.answer) == (
            "May I bring back opened headphones?",
            "Within fourteen days, less ten euros.",
        )
        assert 0.3 <= known.likeness <= 1
        assert rail.lessons("Where does the parcel linger?") == ()
        rail.close()
