"""Listening for ever: what is acknowledged when, and how a broken stream is renewed."""

import httpx2
import pytest

from handrail import AsyncHandrail, Handrail, Unauthenticated
from handrail.testing import FakeHandrail


class Flaky(httpx2.BaseTransport):
    """Breaks the requests whose numbers are named, and carries the others to the fake."""

    def __init__(self, fake: FakeHandrail, *, broken: set[int], path: str = "") -> None:
        self._fake = fake
        self._broken = broken
        self._path = path
        self._count = 0

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        if self._path in request.url.path:
            self._count += 1
            if self._count in self._broken:
                raise httpx2.ConnectError("Nobody listens there.", request=request)
        return self._fake.transport.handle_request(request)


def _rail(transport: httpx2.BaseTransport, waits: list[float]) -> Handrail:
    return Handrail("http://h.test", "key", on_unreachable="hold", transport=transport, sleep=waits.append)


def test_a_broken_stream_is_renewed_after_growing_pauses() -> None:
    fake, waits = FakeHandrail(), list[float]()
    fake.say("c-1", "Hello, Ada here.")
    stream = _rail(Flaky(fake, broken={1, 2, 3}), waits).deliveries()
    assert [next(stream).kind, next(stream).kind] == ["control", "words"]
    assert waits == [0.5, 1.0, 2.0]
    stream.close()


def test_a_delivery_whose_acknowledgement_got_lost_is_not_passed_on_twice() -> None:
    fake, waits = FakeHandrail(), list[float]()
    fake.say("c-1", "Hello, Ada here.")
    stream = _rail(Flaky(fake, broken={1}, path="acknowledgement"), waits).deliveries()
    first, second = next(stream), next(stream)
    fake.say("c-1", "Still with me?")
    third = next(stream)
    assert [each.text for each in (first, second, third)] == [None, "Hello, Ada here.", "Still with me?"]
    stream.close()


def test_what_cannot_be_acknowledged_does_not_hold_the_loop() -> None:
    fake = FakeHandrail()
    fake.say("c-1", "Hello, Ada here.")
    rail = _rail(Flaky(fake, broken=set(range(1, 99)), path="acknowledgement"), [])
    assert [each.kind for each in rail.deliveries(follow=False)] == ["control", "words"]


def test_an_error_in_the_loop_leaves_the_delivery_for_later() -> None:
    fake = FakeHandrail()
    fake.take_over("c-1")
    rail = fake.rail()

    def deliver() -> None:
        for _ in rail.deliveries():
            raise LookupError("the customer's socket is closed")

    with pytest.raises(LookupError):
        deliver()
    assert [each.kind for each in rail.deliveries(follow=False)] == ["control"]


def test_a_wrong_key_ends_the_stream_at_once() -> None:
    rail = Handrail("http://h.test", "wrong", on_unreachable="hold", transport=FakeHandrail().transport)
    with pytest.raises(Unauthenticated):
        next(rail.deliveries())


async def test_the_asynchronous_stream_is_renewed_as_well() -> None:
    fake = FakeHandrail()
    fake.say("c-1", "Hello, Ada here.")
    async with fake.async_rail() as rail:
        stream = rail.deliveries()
        fake.go_away()
        fake.come_back()
        assert (await anext(stream)).kind == "control"
        assert (await anext(stream)).text == "Hello, Ada here."
        await stream.aclose()


async def test_the_asynchronous_stream_ends_with_a_wrong_key() -> None:
    rail = AsyncHandrail("http://h.test", "wrong", on_unreachable="hold", transport=FakeHandrail().async_transport)
    with pytest.raises(Unauthenticated):
        await anext(rail.deliveries())


def test_events_of_other_kinds_and_unreadable_ones_are_passed_over() -> None:
    fake = FakeHandrail()
    fake.take_over("c-1")
    good = fake.transport.handle_request(
        httpx2.Request(
            "GET", "http://h.test/v1/deliveries", headers={"accept": "text/event-stream", "authorization": "Bearer key"}
        )
    ).content
    noise = b': beat\n\nevent: hello\ndata: {}\n\nid: x\nevent: delivery\ndata: {"kind": "hologram"}\n\n'

    def handle(request: httpx2.Request) -> httpx2.Response:
        if request.method == "POST":
            return fake.transport.handle_request(request)
        return httpx2.Response(200, content=noise + good, headers={"content-type": "text/event-stream"})

    stream = _rail(httpx2.MockTransport(handle), []).deliveries()
    assert next(stream).kind == "control"
    stream.close()
