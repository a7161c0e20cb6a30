"""A customer in a widget of Fernbrook's, over a real socket: what they write, and what their page is told."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count

import httpx2
from joserfc import jwt
from joserfc.jwk import OctKey

from handrail_server.demo.places import ORG
from handrail_server.house.house import House
from handrail_server.house.widgets import placed_widget, secret_of
from server.tests.acceptance.running import PATIENCE, Json

_NUMBERS = count(1)


@dataclass(slots=True, kw_only=True)
class Chatting:
    """One browser with one visit. Another server of the same store takes its token as well."""

    client: httpx2.AsyncClient
    session: Json
    widget: str
    told: list[Json] = field(default_factory=list)
    """What the live stream has brought, words and states, each with the `event` it came as."""
    news: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def conversation(self) -> str:
        return str(self.session["conversation"])

    async def says(self, text: str, name: str | None = None) -> None:
        body = {"id": name or f"m{next(_NUMBERS)}", "text": text}
        response = await self.client.post(self._path("messages"), json=body, headers=self._headers())
        assert not response.is_error, response.text

    async def history(self) -> list[tuple[str, str]]:
        """Author and text of all that the customer may see, in order."""
        response = await self.client.get(self._path("messages"), params={"limit": 200}, headers=self._headers())
        assert not response.is_error, response.text
        return [(each["author"], each["text"]) for each in response.json()["messages"]]

    async def reads(self, author: str, part: str, *, seconds: float = PATIENCE) -> str:
        """Wait for words of `author` that hold `part`, asking again and again as a page that lost its stream does."""
        async with asyncio.timeout(seconds):
            while True:
                for said, text in await self.history():
                    if said == author and part in text:
                        return text
                await asyncio.sleep(0.1)

    async def is_told(self, event: str, **wanted: object) -> Json:
        """Wait until the live stream brings such an event."""
        async with asyncio.timeout(PATIENCE):
            while True:
                self.news.clear()
                for each in self.told:
                    if each["event"] == event and wanted.items() <= each.items():
                        return each
                await self.news.wait()

    async def listen(self) -> None:
        """Follow the live stream until cancelled."""
        name = ""
        async with self.client.stream("GET", self._path("stream"), headers=self._headers()) as response:
            async for line in response.aiter_lines():
                kind, _, rest = line.partition(": ")
                if kind == "event":
                    name = rest
                elif kind == "data":
                    self.told.append({"event": name, **json.loads(rest)})
                    self.news.set()

    def _path(self, name: str) -> str:
        return f"/v1/chat/{ORG}.{self.widget}/{name}"

    def _headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.session['token']}"}


async def vouched(house: House, customer: str, widget: str = "shop") -> str:
    """The shop's word for who its customer is."""
    placed = await placed_widget(house, f"{ORG}.{widget}")
    claims = {"sub": customer, "exp": house.clock.now() // 1000 + 300}
    secret = OctKey.import_key(secret_of(house, ORG, placed.widget).encode())
    return jwt.encode({"alg": "HS256"}, claims, secret, algorithms=["HS256"])


@asynccontextmanager
async def chatting(url: str, widget: str = "shop", customer_token: str | None = None) -> AsyncIterator[Chatting]:
    """Somebody opens the widget: the customer that the token vouches for, or nobody knows whom."""
    async with httpx2.AsyncClient(base_url=url, timeout=30) as client:
        opened = await client.post(f"/v1/chat/{ORG}.{widget}/sessions", json={"customer_token": customer_token})
        assert not opened.is_error, opened.text
        yield Chatting(client=client, session=opened.json(), widget=widget)


@asynccontextmanager
async def elsewhere(chat: Chatting, url: str) -> AsyncIterator[Chatting]:
    """The same visit, by another server."""
    async with httpx2.AsyncClient(base_url=url, timeout=30) as client:
        yield Chatting(client=client, session=chat.session, widget=chat.widget)
