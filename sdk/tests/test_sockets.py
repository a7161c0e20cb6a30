"""Over a real socket: paths with slashes, an open stream, a server that never answers, one that is not there."""

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx2
import pytest

from handrail import AsyncHandrail, Handrail, Unreachable
from handrail.testing import FakeHandrail


@pytest.fixture
def fake() -> FakeHandrail:
    return FakeHandrail()


@pytest.fixture
def url(fake: FakeHandrail) -> Iterator[str]:
    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _pass_on(self) -> None:
            length = int(self.headers.get("content-length", "0"))
            request = httpx2.Request(
                self.command, f"http://fake{self.path}", headers=dict(self.headers), content=self.rfile.read(length)
            )
            answer = fake.transport.handle_request(request)
            self.send_response(answer.status_code)
            self.send_header("content-type", answer.headers["content-type"])
            self.send_header("content-length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        do_GET = do_POST = _pass_on  # noqa: N815  http.server's names

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  http.server's name
            """A test is quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_whole_exchange_over_a_socket(fake: FakeHandrail, url: str) -> None:
    with Handrail(url, "key", on_unreachable="hold") as rail:
        chat = rail.conversation("whatsapp:+49/7?x#y")
        assert chat.customer("I want my money back.").may_answer
        done = chat.act("refund", {"order": "Ä1"}, call_id="call-1", run=lambda order: f"refunded {order}")
        assert done.result == "refunded Ä1"
        fake.say("whatsapp:+49/7?x#y", "Hello, Ada here.")
        stream = rail.deliveries()
        assert [next(stream).kind for _ in range(3)] == ["action", "control", "words"]
        stream.close()
        assert fake.heard[0].conversation == "whatsapp:+49/7?x#y"


async def test_a_whole_exchange_over_a_socket_awaited(fake: FakeHandrail, url: str) -> None:
    async with AsyncHandrail(url, "key", on_unreachable="hold") as rail:
        chat = rail.conversation("c-1")
        assert (await chat.customer("Where is my parcel?")).may_answer
        assert (await chat.propose("It arrives today.")).say_it
        fake.say("c-1", "Hello, Ada here.")
        stream = rail.deliveries()
        assert (await anext(stream)).kind == "control"
        assert (await anext(stream)).text == "Hello, Ada here."
        await stream.aclose()


def test_a_server_that_accepts_and_never_answers_is_given_up_after_the_timeout() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with Handrail(url, "key", on_unreachable="proceed", timeout=0.1) as rail:
            chat, began = rail.conversation("c-1"), time.monotonic()
            heard = chat.customer("Hello?")
            assert (heard.reached, heard.may_answer) == (False, True)
            assert time.monotonic() - began < 1
            with pytest.raises(Unreachable):
                chat.act("refund", {}, call_id="call-1", run=dict, floor=1)


def test_a_port_where_nobody_listens_is_unreachable_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        url = f"http://127.0.0.1:{gone.getsockname()[1]}"
    with Handrail(url, "key", on_unreachable="hold") as rail:
        assert not rail.conversation("c-1").customer("Hello?").reached
