"""Takeovers against replies in flight, over HTTP: who speaks after whom, seen from outside.

The agent is an application on loopback that is asked by webhook and takes its time. As soon as it is asked for a
conversation, a person takes that conversation over, a moment before or after the answer is there. What goes out is
fetched by a receiver that notes, for each message, the moment before which its sending cannot have begun. An agent's
words whose sending began after the takeover was acknowledged are a leak.
"""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random
from time import perf_counter
from typing import Protocol

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from handrail_server.cli.listening import bound, listening, port_of

THINKS = 0.08
"""Seconds that the agent takes at most."""
SPREADS = (0.16, 1.5)
"""Seconds after the asking within which a takeover comes: on the heels of the answer, or while it is on its way out."""
GIVES_UP = 30.0
ROUNDS = 4
TALKS = (
    ("When are the shops open on Thursdays?", "On Thursdays the shops are open until 20:00."),
    ("How do I wash the linen sheets?", "Wash linen at 40 degrees with a mild detergent."),
    ("Where do I hand in a parcel?", "Hand small parcels in at any pick-up point."),
    ("Do you repair old oak chairs?", "The workshop in Dublin restores oak chairs."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A message that went out. Its sending began not before `began` (on this process's clock)."""

    talk: str
    author: str
    text: str
    began: float


class Side(Protocol):
    """What is raced against: the gateway, or the control."""

    async def hear(self, talk: str, message: str, text: str) -> None:
        """The customer speaks."""
        ...

    async def take_over(self, talk: str, word: str, text: str | None) -> bool:
        """A person takes the conversation: by saying so, or with words; True once it is acknowledged."""
        ...

    async def speak(self, talk: str, word: str, text: str) -> bool:
        """The person who has it says something; True once it is accepted."""
        ...

    async def hand_back(self, talk: str) -> None:
        """The agent has it again."""
        ...

    async def fetch(self) -> list[Sent]:
        """What has gone out since the last time."""
        ...


@dataclass(slots=True)
class Agent:
    """The application that is asked."""

    url: str
    random: Random
    asked: defaultdict[str, asyncio.Event] = field(default_factory=lambda: defaultdict(asyncio.Event))

    async def answer(self, request: Request) -> JSONResponse:
        """Think for a while, sometimes call a tool first, and say something that names its talk and round."""
        body = json.loads(await request.body())
        talk = str(body["conversation"])
        last = next(turn["text"] for turn in reversed(body["turns"]) if turn["author"] == "customer")
        mark = str(last).rsplit("#", 1)[-1]
        self.asked[f"{talk}#{mark}"].set()
        await asyncio.sleep(self.random.uniform(0, THINKS))
        if not body["steps"] and self.random.random() < 0.3:
            arguments = {"order": "FB-21007", "asked": mark}
            return JSONResponse({"calls": [{"id": "1", "tool": "look_up_order", "arguments": arguments}]})
        text = f"{TALKS[int(mark) % len(TALKS)][1]} #{mark}"
        sure = {"value": 0.97, "origin": "model"}
        return JSONResponse({"text": text, "confidence": sure, "sources": [{"id": "kb", "text": text}]})


@asynccontextmanager
async def thinking_agent(seed: int) -> AsyncIterator[Agent]:
    """The agent on a socket of this machine."""
    with bound("127.0.0.1", 0) as listener:
        agent = Agent(url=f"http://127.0.0.1:{port_of(listener)}/answer", random=Random(seed))
        async with listening(Starlette(routes=[Route("/answer", agent.answer, methods=["POST"])]), listener):
            yield agent


@dataclass(slots=True, kw_only=True)
class Race:
    """Who did what, when."""

    side: Side
    agent: Agent
    random: Random
    taken_at: dict[str, float] = field(default_factory=dict)
    """By talk and round: when a takeover was acknowledged."""
    words: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """By talk: what people said, in order, as it was accepted."""
    sent: list[Sent] = field(default_factory=list)
    unasked: int = 0
    running: bool = True

    async def run(self, *, takeovers: int, at_once: int) -> None:
        """So many takeovers, that many conversations at a time."""
        talks = iter(range(-(-takeovers // ROUNDS)))
        receiver = asyncio.create_task(self._receive())
        try:
            await asyncio.gather(*(self._work(talks) for _ in range(at_once)))
            await self._drain()
        finally:
            self.running = False
            await receiver

    @property
    def leaks(self) -> list[Sent]:
        """Words of the agent whose sending began after the takeover of their round was acknowledged."""
        return [
            each
            for each in self.sent
            if each.author == "agent" and each.began > self.taken_at.get(_round_of(each), float("inf"))
        ]

    @property
    def told(self) -> int:
        """Answers that went out before a person was there."""
        return sum(each.author == "agent" for each in self.sent)

    def lost(self) -> list[str]:
        """Words of people that did not go out, or not in their order."""
        out: defaultdict[str, list[str]] = defaultdict(list)
        for each in self.sent:
            if each.author == "person":
                out[each.talk].append(each.text)
        return [talk for talk, said in self.words.items() if out[talk] != said]

    async def _work(self, talks: Iterator[int]) -> None:
        for number in talks:
            await self._talk(f"race-{number}")

    async def _talk(self, talk: str) -> None:
        for round_ in range(ROUNDS):
            asked = self.agent.asked[f"{talk}#{round_}"]
            await self.side.hear(talk, f"{talk}-{round_}", f"{TALKS[round_ % len(TALKS)][0]} #{round_}")
            try:
                await asyncio.wait_for(asked.wait(), GIVES_UP)
            except TimeoutError:
                self.unasked += 1
            await asyncio.sleep(self.random.uniform(0, self.random.choice(SPREADS)))
            word = f"{talk}-{round_}-word"
            text = f"I am with you now, {word}." if self.random.random() < 0.5 else None
            if await self.side.take_over(talk, word, text):
                self.taken_at[f"{talk}#{round_}"] = perf_counter()
            if text is not None:
                self.words[talk].append(text)
            more = f"Let me look at that, {word}."
            if await self.side.speak(talk, f"{word}-more", more):
                self.words[talk].append(more)
            if round_ < ROUNDS - 1:
                await self.side.hand_back(talk)

    async def _receive(self) -> None:
        while self.running:
            found = await self.side.fetch()
            self.sent.extend(found)
            if not found:
                await asyncio.sleep(0.02)

    async def _drain(self) -> None:
        """Until every word of a person has gone out, or nothing more comes."""
        for _ in range(600):
            before = len(self.sent)
            await asyncio.sleep(0.5)
            if not self.lost() and len(self.sent) == before:
                return


def _round_of(sent: Sent) -> str:
    return f"{sent.talk}#{sent.text.rsplit('#', 1)[-1]}"
