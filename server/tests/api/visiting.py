"""Customers in a widget, as a browser of some site would speak for them."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx2
from joserfc import jwt
from joserfc.jwk import OctKey

from handrail_server.adapters.channels.mailbox import Mailbox
from handrail_server.adapters.channels.post import ChannelPost
from handrail_server.core.turns.delivery import DeliverControl, DeliverWords
from handrail_server.ports.working import Parcel
from handrail_server.worker.post import Post
from server.tests.api.office import Json, Office, answer, inner

SITE = "https://shop.example"
WIDGET: Json = {"agent": "shop", "origins": [SITE], "title": "Help"}
CHAT = "/v1/chat/acme.web"
PIXEL = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@dataclass(slots=True, kw_only=True)
class Visitor:
    """One browser with one visit."""

    office: Office
    session: Json
    origin: str = SITE

    @property
    def conversation(self) -> str:
        return str(self.session["conversation"])

    def headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.session['token']}", "origin": self.origin}

    async def ask(self, method: str, path: str, body: Json | None = None, **params: object) -> httpx2.Response:
        query = {name: str(value) for name, value in params.items()}
        return await self.office.http.request(method, f"{CHAT}{path}", json=body, params=query, headers=self.headers())

    async def upload(self, name: str, content: bytes, called: str = "photo.png") -> httpx2.Response:
        headers = {**self.headers(), "content-type": "application/octet-stream"}
        return await self.office.http.put(
            f"{CHAT}/attachments/{name}", content=content, params={"name": called}, headers=headers
        )

    async def say(self, text: str, name: str = "m1", **more: object) -> Json:
        return answer(await self.ask("POST", "/messages", {"id": name, "text": text, **more}))

    async def heard(self) -> list[Json]:
        read = answer(await self.ask("GET", "/messages"))["messages"]
        assert isinstance(read, list)
        return read


async def a_widget(office: Office, **more: object) -> Json:
    """The widget `web` of the shop's agent."""
    put = await office.http.put("/v1/widgets/web", json={**WIDGET, **more}, headers=office.headers("ada"))
    return inner(answer(put), "widgets", 0)


async def a_visitor(office: Office, *, origin: str = SITE, **body: object) -> Visitor:
    """Somebody who has opened the widget."""
    opened = await office.http.post(f"{CHAT}/sessions", json=dict(body), headers={"origin": origin})
    return Visitor(office=office, session=answer(opened), origin=origin)


async def post(office: Office) -> None:
    """Let what waits in the lanes reach the customers."""
    house = office.world.house
    channels = ChannelPost(house.journal, {"chat": Mailbox(house.bell)}, NoApplication())
    posting = Post(house, {DeliverWords: channels, DeliverControl: channels}, ended=lambda _: None)
    while await posting.round_once():
        pass


class NoApplication:
    """Nothing of a widget's conversation goes to an agent's application."""

    async def deliver(self, parcel: Parcel) -> None:
        raise AssertionError(parcel)


async def signed(office: Office, customer: str, **claims: object) -> str:
    """The shop's word for who its customer is."""
    secret = str((await office.read("/widgets/web/secret", "ada"))["secret"])
    expires = office.world.clock.now() // 1000 + 300
    content = {"sub": customer, "exp": expires, **claims}
    return jwt.encode({"alg": "HS256"}, content, OctKey.import_key(secret.encode()), algorithms=["HS256"])


@dataclass(slots=True, kw_only=True)
class Stream:
    """A live stream as it comes over the wire."""

    status: int
    headers: dict[str, str]
    chunks: asyncio.Queue[bytes]

    async def next(self, name: str) -> Json:
        """The next event of this name."""
        async with asyncio.timeout(10):
            while True:
                fields = dict(
                    line.split(": ", 1) for line in (await self.chunks.get()).decode().splitlines() if ": " in line
                )
                if fields.get("event") == name:
                    read = json.loads(fields["data"])
                    assert isinstance(read, dict)
                    return read


@asynccontextmanager
async def streaming(visitor: Visitor, path: str = "/stream", **headers: str) -> AsyncIterator[Stream]:
    """Listen. The in-process client would wait for the end of an answer that has none."""
    sent = {**visitor.headers(), "host": "handrail", **headers}
    chunks: asyncio.Queue[bytes] = asyncio.Queue()
    began: asyncio.Future[tuple[int, dict[str, str]]] = asyncio.get_running_loop().create_future()
    route, _, query = f"{CHAT}{path}".partition("?")
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": route,
        "raw_path": route.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode()) for name, value in sent.items()],
        "client": ("203.0.113.7", 1),
        "server": ("handrail", 80),
    }

    async def receive() -> dict[str, object]:
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            status, raw = message["status"], message["headers"]
            assert isinstance(status, int)
            assert isinstance(raw, list)
            began.set_result((status, {name.decode(): value.decode() for name, value in raw}))
        else:
            body = message.get("body", b"")
            assert isinstance(body, bytes)
            chunks.put_nowait(body)

    serving = asyncio.create_task(visitor.office.app(scope, receive, send))  # type: ignore[arg-type]
    try:
        status, answered = await began
        yield Stream(status=status, headers=answered, chunks=chunks)
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
