"""What becomes of words and actions while Handrail cannot be reached, beyond the contract."""

import json
import logging
from collections.abc import Callable

import httpx2
import pytest

from handrail import BufferFull, Conversation, Forbidden, Handrail, NoFloor, RateLimited, Unreachable
from handrail._backlog import TURNS
from handrail.testing import FakeHandrail

Handle = Callable[[httpx2.Request], httpx2.Response]


def _problem(status: int, reason: str, **headers: str) -> httpx2.Response:
    body = {"status": status, "reason": reason, "detail": "No.", "title": "", "type": "about:blank"}
    return httpx2.Response(status, json=body, headers=headers)


class Network:
    """Answers with each handler once, then with the fake; keeps what was sent and how long was waited."""

    def __init__(self, fake: FakeHandrail, *handlers: Handle) -> None:
        self._fake = fake
        self._handlers = list(handlers)
        self.sent: list[httpx2.Request] = []
        self.waits: list[float] = []

    def then(self, *handlers: Handle) -> None:
        """Answer with these next."""
        self._handlers = list(handlers)

    def rail(self) -> Handrail:
        return Handrail(
            "http://handrail.test",
            "key",
            on_unreachable="hold",
            transport=httpx2.MockTransport(self._handle),
            sleep=self.waits.append,
        )

    def _handle(self, request: httpx2.Request) -> httpx2.Response:
        self.sent.append(request)
        if self._handlers:
            return self._handlers.pop(0)(request)
        with httpx2.Client(transport=self._fake.transport) as client:
            answer = client.send(
                httpx2.Request(request.method, request.url, headers=request.headers, content=request.read())
            )
            return httpx2.Response(answer.status_code, content=answer.content, headers=answer.headers)


def test_on_unreachable_has_no_default() -> None:
    with pytest.raises(TypeError, match="on_unreachable"):
        Handrail("http://handrail.test", "key")  # type: ignore[call-arg]


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
    rail = Network(fake, lambda _: _problem(503, "unavailable"), lambda _: _problem(403, "forbidden")).rail()
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

    network.then(lambda _: _recorded(fake), _bad_gateway, lambda _: _problem(503, "unavailable"), approved)
    done = chat.act("refund", {"order": "A1"}, call_id="call-1", run=lambda order: f"refunded {order}")
    assert done.result == "refunded A1"
    assert network.waits == [1.0, 2.0]


def test_a_wait_for_a_person_does_not_outlive_a_long_outage() -> None:
    fake = FakeHandrail(auto=None)
    network = Network(fake)
    chat = _asked(network)
    network.then(lambda _: _recorded(fake), *[_bad_gateway] * 99)
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


def _bad_gateway(_request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(502, text="Bad gateway")


def test_an_answer_of_something_else_is_no_answer() -> None:
    portal = Network(FakeHandrail(), lambda _: httpx2.Response(200, text="<html>Please sign in</html>"))
    assert not portal.rail().conversation("c-1").customer("Hello").reached
    lost = Network(FakeHandrail(), lambda _: httpx2.Response(404, text="no such page"))
    assert not lost.rail().conversation("c-1").customer("Hello").reached


def test_a_verdict_this_version_cannot_read_is_never_taken_for_proceed() -> None:
    fake = FakeHandrail()
    judged = fake.rail().conversation("c-1").customer("Hello").model_dump(mode="json", by_alias=True)
    network = Network(fake, lambda _: httpx2.Response(200, json=judged | {"verdict": "ask_a_committee"}))
    heard = network.rail().conversation("c-1").customer("Hello")
    assert (heard.reached, heard.verdict) == (False, "hold")


def test_a_field_this_version_does_not_know_is_ignored() -> None:
    fake = FakeHandrail()
    judged = fake.rail().conversation("c-1").customer("Hello").model_dump(mode="json", by_alias=True)
    network = Network(fake, lambda _: httpx2.Response(200, json=judged | {"mood": "sunny"}))
    assert network.rail().conversation("c-1").customer("Hello").may_answer


def test_a_broken_connection_is_tried_once_more_with_the_same_id() -> None:
    def broken(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.RemoteProtocolError("The server closed the connection.", request=request)

    network = Network(FakeHandrail(), broken)
    assert network.rail().conversation("c-1").customer("Hello").reached
    assert network.sent[0].read() == network.sent[1].read()


def test_a_rate_limit_is_waited_for_once() -> None:
    def limit(_request: httpx2.Request) -> httpx2.Response:
        return _problem(429, "rate_limited", **{"retry-after": "1"})

    network = Network(FakeHandrail(), limit)
    assert network.rail().conversation("c-1").customer("Hello").reached
    assert network.waits == [1.0]
    chat = Network(FakeHandrail(), limit, limit).rail().conversation("c-1")
    with pytest.raises(RateLimited):
        chat.propose("It arrives today.", floor=1)


def test_words_that_meet_a_rate_limit_are_kept() -> None:
    rail = Network(FakeHandrail(), lambda _: _problem(429, "rate_limited")).rail()
    assert not rail.conversation("c-1").customer("Hello").reached
    assert rail.flush() == 0


def test_a_refusal_is_raised_by_its_kind() -> None:
    rail = Network(FakeHandrail(), lambda _: _problem(403, "forbidden")).rail()
    with pytest.raises(Forbidden, match=r"No\."):
        rail.conversation("c-1").customer("Hello")


def test_without_a_floor_nothing_is_proposed_or_done() -> None:
    chat = FakeHandrail().rail().conversation("c-1")
    for verb in (
        lambda: chat.propose("Hi"),
        lambda: chat.hand_over(reason="x"),
        lambda: chat.act("t", {}, call_id="1"),
    ):
        with pytest.raises(NoFloor):
            verb()


def test_a_first_turn_sent_late_gives_the_floor_that_was_missing() -> None:
    fake = FakeHandrail()
    chat = fake.rail().conversation("c-1")
    fake.go_away()
    assert chat.customer("Hello?").floor is None
    fake.come_back()
    assert chat.propose("Hello! How can I help?").say_it
