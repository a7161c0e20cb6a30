"""What becomes of words and actions while Handrail cannot be reached, beyond the contract."""

import json
import logging

import httpx2
import pytest

from handrail import BufferFull, Conversation, Unreachable
from handrail._backlog import TURNS
from handrail.testing import FakeHandrail
from sdk.tests.network import Network, bad_gateway, problem


def test_a_reply_that_proceeds_unjudged_is_reported_later_as_said() -> None:
    fake = FakeHandrail()
    chat = fake.rail(on_unreachable="proceed").conversation("c-1")
    chat.customer("Where is my parcel?")
    fake.go_away()
    answer = chat.propose("It arrives today.")
    assert (answer.reached, answer.say_it, answer.words) == (False, True, "It arrives today.")
    fake.come_back()
    chat.customer("Thank you!")
    assert [(each.author, each.text, each.late) for each in fake.heard] == [
        ("customer", "Where is my parcel?", False),
        ("agent", "It arrives today.", True),
        ("customer", "Thank you!", False),
    ]


def test_the_backlog_of_one_conversation_follows_the_next_call_of_another() -> None:
    fake = FakeHandrail()
    rail = fake.rail()
    fake.go_away()
    rail.conversation("c-1").customer("Hello?")
    fake.come_back()
    rail.conversation("c-2").customer("Hi")
    assert rail.unsent == 0
    assert {each.conversation for each in fake.heard} == {"c-1", "c-2"}


def test_a_full_buffer_says_so_and_drops_nothing() -> None:
    fake = FakeHandrail()
    rail = fake.rail()
    fake.go_away()
    for number in range(TURNS):
        rail.conversation(f"c-{number}").customer("Hello?")
    with pytest.raises(BufferFull, match="1000"):
        rail.conversation("c-1").customer("Hello again?")
    fake.come_back()
    assert rail.flush() == 0
    assert len(fake.heard) == TURNS


def test_a_late_turn_says_when_it_was_said() -> None:
    fake = FakeHandrail()
    network = Network(fake)
    rail = network.rail()
    fake.go_away()
    rail.conversation("c-1").customer("Hello?")
    fake.come_back()
    rail.flush()
    late = json.loads(network.sent[-1].read())
    assert late["late"] is True
    assert late["said_at"]


def test_a_kept_turn_that_is_refused_is_dropped_with_a_warning_and_without_its_text(
    caplog: pytest.LogCaptureFixture,
) -> None:
    fake = FakeHandrail()
    rail = fake.rail()
    fake.go_away()
    chat = rail.conversation("c-1")
    chat.customer("my secret", language="klingon!")
    chat.customer("Hello?")
    fake.come_back()
    with caplog.at_level(logging.WARNING, "handrail"):
        assert rail.flush() == 0
    assert [each.text for each in fake.heard] == ["Hello?"]
    assert "secret" not in str([vars(record) for record in caplog.records])
    assert len(caplog.records) == 1


def test_a_wrong_key_keeps_the_backlog_until_it_is_mended() -> None:
    fake = FakeHandrail()
    rail = Network(fake, lambda _: problem(503, "unavailable"), lambda _: problem(403, "forbidden")).rail()
    rail.conversation("c-1").customer("Hello?")
    assert rail.flush() == 1
    assert rail.flush() == 0
    assert [each.text for each in fake.heard] == ["Hello?"]


def test_what_ran_while_the_server_went_away_is_recorded_later() -> None:
    fake = FakeHandrail()
    chat = fake.rail().conversation("c-1")
    chat.customer("I want my money back.")

    def refund(order: str) -> str:
        fake.go_away()
        return f"refunded {order}"

    done = chat.act("refund", {"order": "A1"}, call_id="call-1", run=refund)
    assert (done.result, done.recorded, fake.action("call-1").state) == ("refunded A1", False, "leased")
    fake.come_back()
    chat.customer("Thank you!")
    assert (fake.action("call-1").state, fake.action("call-1").result) == ("completed", "refunded A1")


def test_a_tool_that_is_interrupted_records_nothing_for_nobody_knows() -> None:
    fake = FakeHandrail()
    chat = fake.rail().conversation("c-1")
    chat.customer("I want my money back.")

    def interrupted(order: str) -> str:
        raise KeyboardInterrupt(order)

    with pytest.raises(KeyboardInterrupt):
        chat.act("refund", {"order": "A1"}, call_id="call-1", run=interrupted)
    assert fake.action("call-1").state == "leased"


def test_a_wait_for_a_person_outlives_a_restart() -> None:
    fake = FakeHandrail(auto=None)
    network = Network(fake)
    chat = _asked(network)

    def approved(_request: httpx2.Request) -> httpx2.Response:
        fake.decide("call-1", "approve")
        return _recorded(fake)

    network.then(lambda _: _recorded(fake), bad_gateway, lambda _: problem(503, "unavailable"), approved)
    done = chat.act("refund", {"order": "A1"}, call_id="call-1", run=lambda order: f"refunded {order}")
    assert done.result == "refunded A1"
    assert network.waits == [1.0, 2.0]


def test_a_wait_for_a_person_does_not_outlive_a_long_outage() -> None:
    fake = FakeHandrail(auto=None)
    network = Network(fake)
    chat = _asked(network)
    network.then(lambda _: _recorded(fake), *[bad_gateway] * 99)
    with pytest.raises(Unreachable):
        chat.act("refund", {"order": "A1"}, call_id="call-1", run=dict)
    assert 120 <= sum(network.waits) < 150


def _asked(network: Network) -> Conversation:
    chat = network.rail().conversation("c-1")
    chat.customer("I want my money back.")
    assert chat.act("refund", {"order": "A1"}, call_id="call-1", wait=0).pending
    return chat


def _recorded(fake: FakeHandrail) -> httpx2.Response:
    return httpx2.Response(200, content=fake.action("call-1").model_dump_json(by_alias=True))


def test_a_first_turn_sent_late_gives_the_floor_that_was_missing() -> None:
    fake = FakeHandrail()
    chat = fake.rail().conversation("c-1")
    fake.go_away()
    assert chat.customer("Hello?").floor is None
    fake.come_back()
    assert chat.propose("Hello! How can I help?").say_it


def test_a_draft_that_arrived_as_held_and_was_said_all_the_same_is_reported_as_said() -> None:
    fake = FakeHandrail()
    chat = fake.rail(on_unreachable="proceed").conversation("c-1")
    chat.customer("Can I return it?")
    fake.script("hold", say="Let me check that for you.")
    fake.lose_next_answer()
    assert chat.propose("Of course!", id="draft-1").words == "Of course!"
    chat.customer("Thank you!")
    assert [(each.author, each.text) for each in fake.heard] == [
        ("customer", "Can I return it?"),
        ("agent", "Of course!"),
        ("customer", "Thank you!"),
    ]


def test_a_draft_that_arrived_as_said_is_not_reported_twice() -> None:
    fake = FakeHandrail()
    chat = fake.rail(on_unreachable="proceed").conversation("c-1")
    chat.customer("Where is my parcel?")
    fake.lose_next_answer()
    assert chat.propose("It arrives today.", id="draft-1").words == "It arrives today."
    chat.customer("Thank you!")
    assert [each.text for each in fake.heard] == ["Where is my parcel?", "It arrives today.", "Thank you!"]


def test_what_is_said_while_another_caller_sends_the_backlog_keeps_its_place() -> None:
    fake = FakeHandrail()
    network = Network(fake)
    rail = network.rail()
    fake.go_away()
    rail.conversation("c-1").customer("first")
    fake.come_back()

    def meanwhile(_request: httpx2.Request) -> httpx2.Response:
        assert not rail.conversation("c-1").customer("second").reached
        return bad_gateway(_request)

    network.then(meanwhile)
    assert rail.flush() == 2
    assert rail.flush() == 0
    assert [each.text for each in fake.heard] == ["first", "second"]
