"""What the client makes of answers: of the server, of something else, of a newer version."""

from decimal import Decimal

import httpx2
import pytest

from handrail import Control, Forbidden, Handrail, NoFloor, RateLimited
from handrail.testing import FakeHandrail
from sdk.tests.network import Network, problem


def test_on_unreachable_has_no_default() -> None:
    with pytest.raises(TypeError, match="on_unreachable"):
        Handrail("http://handrail.test", "key")  # type: ignore[call-arg]


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
        return problem(429, "rate_limited", **{"retry-after": "1"})

    network = Network(FakeHandrail(), limit)
    assert network.rail().conversation("c-1").customer("Hello").reached
    assert network.waits == [1.0]
    chat = Network(FakeHandrail(), limit, limit).rail().conversation("c-1")
    with pytest.raises(RateLimited):
        chat.propose("It arrives today.", floor=1)


def test_words_that_meet_a_rate_limit_are_kept() -> None:
    rail = Network(FakeHandrail(), lambda _: problem(429, "rate_limited")).rail()
    assert not rail.conversation("c-1").customer("Hello").reached
    assert rail.flush() == 0


def test_a_refusal_is_raised_by_its_kind() -> None:
    rail = Network(FakeHandrail(), lambda _: problem(403, "forbidden")).rail()
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


def test_a_word_that_is_no_choice_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="on_unreachable"):
        Handrail("http://handrail.test", "key", on_unreachable="procede")  # type: ignore[arg-type]


def test_a_result_that_json_lacks_is_recorded_as_text() -> None:
    fake = FakeHandrail()
    chat = fake.rail().conversation("c-1")
    chat.customer("What is my balance?")
    done = chat.act("balance", {}, call_id="call-1", run=lambda: {"amount": Decimal("12.50"), "rate": float("nan")})
    assert done.recorded
    assert fake.action("call-1").result == {"amount": "12.50", "rate": "NaN"}


@pytest.mark.parametrize(
    ("sealed", "enforced", "holder", "may_answer"),
    [
        (False, True, "agent", True),
        (False, True, "queue", False),
        (False, True, "person", False),
        (True, True, "agent", False),
        (True, False, "agent", False),
        (False, False, "agent", True),
        (False, False, "person", False),
    ],
)
def test_the_agent_answers_only_what_is_not_sealed_and_only_while_it_has_the_floor(
    *, sealed: bool, enforced: bool, holder: str, may_answer: bool
) -> None:
    heard = FakeHandrail().rail().conversation("c-1").customer("Hello")
    control = Control.model_validate({"holder": holder, "id": None, "epoch": 2})
    judged = heard.model_copy(
        update={"sealed": sealed, "enforced": enforced, "control": control, "verdict": "hand_over"}
    )
    assert judged.may_answer is may_answer
