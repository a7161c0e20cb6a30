"""Takeovers against replies in flight, over HTTP: who speaks after whom, seen from outside.

The agent is an application on loopback that is asked by webhook and takes its time. A person takes the conversation
over at a moment of its own (`Moment`): while the agent thinks, between its answer and the answer's going out, or as it
has gone out. What goes out is fetched by a receiver that notes, for each message, the moment before which its sending
cannot have begun. An agent's words whose sending began after the takeover was acknowledged are a leak.
"""

import asyncio
import json
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from statistics import median
from time import perf_counter
from typing import Protocol

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from handrail_server.cli.listening import bound, listening, port_of

THINKS = 0.08
"""Seconds that the agent takes at most."""
GIVES_UP = 30.0
ROUNDS = 4
TALKS = (
    ("When are the shops open on Thursdays?", "On Thursdays the shops are open until 20:00."),
    ("How do I wash the linen sheets?", "Wash linen at 40 degrees with a mild detergent."),
    ("Where do I hand in a parcel?", "Hand small parcels in at any pick-up point."),
    ("Do you repair old oak chairs?", "The workshop in Dublin restores oak chairs."),
)


class Moment(StrEnum):
    """When a takeover comes."""

    ASKED = "asked"
    """The agent has been asked, and thinks."""
    ON_ITS_WAY = "on its way"
    """The agent has answered: the answer is judged, committed, waits in the outbox, or is being sent."""
    GONE_OUT = "gone out"
    """The answer is with the customer; what the agent does next is not."""


WEIGHTS = {Moment.ASKED: 3, Moment.ON_ITS_WAY: 4, Moment.GONE_OUT: 3}


@dataclass(slots=True)
class Milestones:
    """What has become of one answer, as its agent and its receiver see it."""

    asked: asyncio.Event = field(default_factory=asyncio.Event)
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    answered_at: float = 0.0
    gone_out: asyncio.Event = field(default_factory=asyncio.Event)


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
    seen: defaultdict[str, Milestones] = field(default_factory=lambda: defaultdict(Milestones))
    """By talk and round."""

    async def answer(self, request: Request) -> JSONResponse:
        """Think for a while, sometimes call a tool first, and say something that names its talk and round."""
        body = json.loads(await request.body())
        talk = str(body["conversation"])
        last = next(turn["text"] for turn in reversed(body["turns"]) if turn["author"] == "customer")
        mark = str(last).rsplit("#", 1)[-1]
        seen = self.seen[f"{talk}#{mark}"]
        seen.asked.set()
        await asyncio.sleep(self.random.uniform(0, THINKS))
        if not body["steps"] and self.random.random() < 0.3:
            arguments = {"order": "FB-21007", "asked": mark}
            return JSONResponse({"calls": [{"id": "1", "tool": "look_up_order", "arguments": arguments}]})
        text = f"{TALKS[int(mark) % len(TALKS)][1]} #{mark}"
        sure = {"value": 0.97, "origin": "model"}
        seen.answered_at = perf_counter()
        seen.answered.set()
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
    moments: Counter[Moment] = field(default_factory=Counter)
    unasked: int = 0
    running: bool = True
    way: deque[float] = field(default_factory=lambda: deque([0.1], maxlen=50))
    """Seconds that the last answers took from their agent to their customer."""

    async def run(self, *, takeovers: int, at_once: int) -> None:
        """So many takeovers, that many conversations at a time."""
        talks = iter(range(-(-takeovers // ROUNDS)))
        async with asyncio.TaskGroup() as receiving:  # a receiver that fails ends the race at once
            receiving.create_task(self._receive())
            async with asyncio.TaskGroup() as working:
                for _ in range(at_once):
                    working.create_task(self._work(talks))
            await self._drain()
            self.running = False

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
            await self.side.hear(talk, f"{talk}-{round_}", f"{TALKS[round_ % len(TALKS)][0]} #{round_}")
            await self._moment(self.agent.seen[f"{talk}#{round_}"])
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

    async def _moment(self, seen: Milestones) -> None:
        """Wait for the moment of this takeover; how long an answer is on its way is learnt from those that went out."""
        moment = self.random.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        part = self.random.random()
        try:
            async with asyncio.timeout(GIVES_UP):
                await seen.asked.wait()
                match moment:
                    case Moment.ASKED:
                        await asyncio.sleep(part * THINKS)
                    case Moment.ON_ITS_WAY:
                        await seen.answered.wait()
                        await asyncio.sleep(part * 1.2 * median(self.way))
                    case Moment.GONE_OUT:
                        await seen.gone_out.wait()
                        await asyncio.sleep(part * THINKS)
            self.moments[moment] += 1
        except TimeoutError:
            self.unasked += 1

    async def _receive(self) -> None:
        while self.running:
            found = await self.side.fetch()
            self.sent.extend(found)
            for each in found:
                self._note(each)
            if not found:
                await asyncio.sleep(0.02)

    def _note(self, sent: Sent) -> None:
        seen = self.agent.seen[_round_of(sent)]
        if sent.author == "agent" and not seen.gone_out.is_set():
            self.way.append(perf_counter() - seen.answered_at)
            seen.gone_out.set()

    async def _drain(self) -> None:
        """Until every word of a person has gone out, or nothing more comes."""
        for _ in range(600):
            before = len(self.sent)
            await asyncio.sleep(0.5)
            if not self.lost() and len(self.sent) == before:
                return


def _round_of(sent: Sent) -> str:
    return f"{sent.talk}#{sent.text.rsplit('#', 1)[-1]}"
