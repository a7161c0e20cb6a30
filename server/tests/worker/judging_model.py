"""A model behind a real endpoint on loopback that answers as a test tells it, and a shop that asks it."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace

import httpx2
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handrail_server.adapters.notify.guard import Guard
from handrail_server.adapters.responding.posting import Poster
from handrail_server.adapters.responding.second_opinion import ChatOpinion
from handrail_server.cli.listening import bound, listening, port_of
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import DecisionId, PolicyVersion
from handrail_server.core.policy.life import PolicyLife
from handrail_server.core.signals.opinion.settings import Asking, OpinionSettings
from handrail_server.flows.change_policy import draft_policy, policy_document, publish_policy
from handrail_server.flows.set_opinion import set_opinion
from handrail_server.house.house import House
from handrail_server.ports.reading import Head
from handrail_server.ports.writing import Judged
from handrail_server.worker.alarm import Alarm
from server.tests.flows.given import World, a_world
from server.tests.house import ACME

KEY = "sk-not-a-real-key"
DECLARED = """
inputs:
  signals:
    judged_needs_person: {about: Needs a person.}
    judged_upset: {about: Upset.}
    judged_risk: {about: A risk.}
    judged_wrong_answer: {about: A wrong answer.}
organisation:
  thresholds:
    judged_upset: {at: 0.7, then: hand_over, owner: Ada, reason: A second reader is sure., review: 2027-05-31}
    judged_wrong_answer: {at: 0.7, then: hand_over, owner: Ada, reason: It was wrong., review: 2027-05-31}
"""
Answers = Callable[[dict[str, object]], Response]


def says(**scores: tuple[float, list[str]]) -> Answers:
    """Answers every question asked: 0 where the test gives no score."""

    def answer(asked: dict[str, object]) -> Response:
        found = [{"signal": name, "score": score, "quotes": quotes} for name, (score, quotes) in scores.items()]
        return content(
            json.dumps(
                {
                    "findings": [
                        *found,
                        *({"signal": n, "score": 0, "quotes": []} for n in names_in(asked) if n not in scores),
                    ]
                }
            )
        )

    return answer


def content(words: str, *, finish: str = "stop") -> Response:
    """An answer of the endpoint with these words."""
    message = {"role": "assistant", "content": words}
    answer = {"choices": [{"index": 0, "message": message, "finish_reason": finish}]}
    return Response(json.dumps(answer), media_type="application/json")


def names_in(asked: dict[str, object]) -> list[str]:
    """The questions of a request."""
    messages = asked["messages"]
    assert isinstance(messages, list)
    return list(json.loads(messages[1]["content"])["questions"])


@dataclass(slots=True, kw_only=True)
class Judging:
    """The shop, the model, and what became of the opinions."""

    world: World
    address: str
    answers: Answers = field(default_factory=says)
    heard: list[str] = field(default_factory=list)
    """The requests, as text."""
    ends: list[str] = field(default_factory=list)
    slow: float = 0.0
    alarm: Alarm

    @property
    def house(self) -> House:
        return self.world.house

    def settings(self) -> OpinionSettings:
        return OpinionSettings(
            on=True, address=self.address, model="small", key=KEY, asking=Asking.SAMPLE, seconds=1, at_once=2
        )

    async def chooses(self, settings: OpinionSettings) -> None:
        await set_opinion(self.house, self.world.admin, settings)

    async def works(self, *, after: float = 0) -> None:
        """Let the worker do all that is due."""
        self.world.clock.wait(after)
        while await self.alarm.ring_once():
            await self.alarm.opinions.rest()
        await self.alarm.opinions.rest()

    async def given(self) -> list[Head]:
        """The facts of second opinions."""
        subject = Subject(kind=SubjectKind.CONVERSATION, id="c1")
        found = await self.house.library.history(ACME, subject)
        return [head for head, _ in found if head.verb == "OpinionGiven"]

    async def late(self) -> Judged:
        """The newest late decision, with its signals."""
        judged = await self.house.library.judged(ACME, DecisionId(str((await self.given())[-1].data["decision"])))
        assert judged is not None
        return judged

    def other_process(self) -> Alarm:
        return Alarm(self.house, lateness=lambda _: None, opinion_ended=self.ends.append)


@asynccontextmanager
async def judging(*, on: bool = True) -> AsyncIterator[Judging]:
    """The organisation of `a_world` with a policy that reads the late signals."""
    judge: Judging

    async def receive(request: Request) -> Response:
        body = await request.body()
        judge.heard.append(body.decode())
        assert request.headers["authorization"] == f"Bearer {KEY}"
        await asyncio.sleep(judge.slow)
        return judge.answers(json.loads(body))

    async with AsyncExitStack() as closing:
        listener = closing.enter_context(bound("127.0.0.1", 0))
        routes = [Route("/v1/chat/completions", receive, methods=["POST"])]
        await closing.enter_async_context(listening(Starlette(routes=routes), listener))
        client = await closing.enter_async_context(httpx2.AsyncClient())
        world = await a_world()
        opinion = ChatOpinion(Poster(client, Guard(["127.0.0.1"])), world.house.vault)
        world.house = replace(world.house, opinion=opinion)
        ends: list[str] = []
        judge = Judging(
            world=world,
            address=f"http://127.0.0.1:{port_of(listener)}/v1",
            alarm=Alarm(world.house, lateness=lambda _: None, opinion_ended=ends.append),
            ends=ends,
        )
        await publish(world)
        if on:
            await judge.chooses(judge.settings())
        yield judge


async def publish(world: World) -> None:
    """The default policy with the late signals declared."""
    text = await policy_document(world.house, world.admin, PolicyVersion(1))
    declared, _, thresholds = DECLARED.partition("organisation:\n")
    text = text.replace("\norganisation:\n  # Each alone", f"{declared}\norganisation:\n  # Each alone", 1)
    text = text.replace("  thresholds:\n", thresholds, 1)
    life: PolicyLife = await draft_policy(world.house, world.admin, text, "A second opinion.")
    await publish_policy(world.house, world.admin, PolicyVersion(len(life.versions)))
