"""Customers who talk to Fernbrook while the demo runs, at a human pace, so that there is something to take part in.

The four stories come first. What reaches a person waits for the newcomer; what waits long is taken by one of the two
colleagues who are always at their desks, and nothing new that needs a person begins while much waits, so that queues
stay such as one person can look at.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import count
from random import Random
from typing import Final

import structlog

from handrail_server.core.basics.actors import ActorKind, customer
from handrail_server.core.basics.errors import HandrailError
from handrail_server.core.basics.ids import CaseId, ConversationId, PersonId, TurnNumber
from handrail_server.core.basics.time import SECOND
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.moves import OPEN, is_open
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.turn import TurnStatus
from handrail_server.core.turns.why import VerifiedBy
from handrail_server.demo.colleagues import answered_by
from handrail_server.demo.doubts import TAUGHT
from handrail_server.demo.past import of_somebody
from handrail_server.demo.places import ORG
from handrail_server.demo.playing import Playing
from handrail_server.demo.talks import CALM, REFUNDS, STORIES, TROUBLE, Talk
from handrail_server.flows.hear_customer import Heard, hear_customer
from handrail_server.house.caller import Caller
from handrail_server.house.house import House
from handrail_server.house.judgement import Judgement
from handrail_server.ports.reading import CaseFilter, StoredTurn

AT_THEIR_DESKS: Final = frozenset({PersonId("aiko.mori"), PersonId("jonas.keller")})
MOST_AT_ONCE: Final = 5
MOST_WAITING: Final = 8
"""Open cases; while there are more, only calm talk begins."""
EVERY: Final = (12.0, 30.0)
"""Seconds between one customer and the next."""
AT_FIRST: Final = (0.3, 2.0)
"""The same for those who are there when the demo begins, so that nobody looks at an empty board."""
STAYS: Final = (40.0, 140.0)
"""Seconds that a customer has the window open after the last answer."""
READS: Final = (4.0, 11.0)
"""Seconds in which a customer reads an answer and writes."""
PATIENT: Final = 90.0
"""Seconds that a customer waits for an answer of the agent, and that a case waits for the newcomer."""
LEAVES_AFTER: Final = 1_200.0
"""Seconds after which a customer whom nobody answers has gone."""
LOOKS: Final = 1.0
_BEGIN: Final = (
    *(STORIES[0], CALM[2], STORIES[3], REFUNDS[0], CALM[0], STORIES[1], CALM[3], STORIES[2]),
    *(TAUGHT[0], CALM[5], REFUNDS[2], CALM[8], TROUBLE[1]),
)

log = structlog.get_logger()


class Channel(Playing):
    """Customers who come by the channel that Handrail owns; the agent answers by itself."""

    async def customer(self, talk: Talk, name: ConversationId, text: str) -> Judgement:
        """The customer says it."""
        who = customer(talk.customer, reported_by=None)
        turn = replace(self._turn(talk, name, text), author=who, topic=None)
        heard = Heard(turn=turn, agent=talk.agent, customer=talk.customer, verified_by=VerifiedBy.SIGNED_TOKEN)
        return await hear_customer(self.house, Caller(org=ORG, actor=who), heard)


class Traffic:
    """Lets customers come, one after the other, until it is cancelled. `pace` 0 lets nobody wait (in tests)."""

    def __init__(self, house: House, *, pace: float = 1.0, seed: int | None = None) -> None:
        self._channel = Channel(house)
        self._house = house
        self._pace = pace
        self._random = Random(seed)  # noqa: S311  the demo's dice, no secret
        self._under_way: dict[str, asyncio.Task[None]] = {}

    async def run(self, talks: Sequence[Talk] | None = None) -> None:
        """Play these talks, or go on for ever."""
        started = self._house.clock.now()
        for number in count():
            talk = talks[number] if talks is not None else await self._next(number)
            if talk is not None and talk.name not in self._under_way:
                name = ConversationId(f"{talk.name}-{started // SECOND % 1_000_000:06}-{number}")
                task = asyncio.create_task(self._played(talk, name))
                self._under_way[talk.name] = task
                task.add_done_callback(partial(self._ended, talk.name))
            if talks is not None and number + 1 == len(talks):
                break
            await self._pause(AT_FIRST if number < len(_BEGIN) and talks is None else EVERY)
        await asyncio.gather(*self._under_way.values())

    def _ended(self, talk: str, _: asyncio.Task[None]) -> None:
        self._under_way.pop(talk, None)

    async def stop(self) -> None:
        """Send everybody home."""
        tasks = tuple(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _next(self, number: int) -> Talk | None:
        if len(self._under_way) >= MOST_AT_ONCE + MOST_WAITING:
            return None
        if number < len(_BEGIN):
            return of_somebody(_BEGIN[number], self._random)
        waiting = await self._house.library.cases(ORG, CaseFilter(states=tuple(OPEN)), limit=MOST_WAITING + 1)
        calm = len(waiting.items) > MOST_WAITING
        kinds = (CALM,) if calm else (CALM, TAUGHT, TROUBLE, REFUNDS, STORIES)
        talk = self._random.choice(self._random.choices(kinds, weights=(62, 8, 16, 6, 8)[: len(kinds)])[0])
        return of_somebody(talk, self._random)

    async def _played(self, talk: Talk, name: ConversationId) -> None:
        try:
            await self._play(talk, name)
        except HandrailError as refusal:
            log.info("A customer of the demo went away.", talk=talk.name, reason=refusal.reason)
        except Exception:
            log.exception("A customer of the demo could not go on.", talk=talk.name)

    async def _play(self, talk: Talk, name: ConversationId) -> None:
        case = None
        for line in talk.lines:
            await self._channel.customer(talk, name, line.said)
            case = await self._answered(name)
            if case is not None:
                break
            await self._pause(READS)
        if case is not None:
            await self._with_a_person(talk, name, case)
        if self._random.random() < 0.6:
            await self._channel.rate(talk, name, max(1, min(5, talk.satisfied + self._random.choice((-1, 0, 0, 1)))))
        await self._pause(STAYS)
        await self._channel.leave(name)

    async def _answered(self, name: ConversationId) -> CaseId | None:
        """Wait for the agent's words; the case where a person was asked instead."""
        asked = (await self._turns(name))[-1].turn.number
        waited = 0.0
        while waited < LEAVES_AFTER:
            conversation = (await self._house.journal.load(ORG, Conversation, name)).state
            if conversation.open_case is not None:
                return conversation.open_case
            if any(_is_answer(each) for each in await self._turns(name, after=asked)):
                return None
            if waited >= PATIENT and not conversation.open_approvals and conversation.held_reply is None:
                return None
            await self._look()
            waited += LOOKS
        return None

    async def _with_a_person(self, talk: Talk, name: ConversationId, case: CaseId) -> None:
        """Thank whoever helps; a colleague helps where nobody does."""
        answered = await self._person_spoke(name, case, within=PATIENT)
        if answered is False:
            async for pause in answered_by(self._channel, case, talk, self._random, among=AT_THEIR_DESKS):
                await self._sleep(pause / SECOND)
            answered = await self._person_spoke(name, case, within=LEAVES_AFTER)
        if answered and await self._is_open(case):
            await self._pause(READS)
            await self._channel.customer(talk, name, talk.thanks)
        for _ in range(int(LEAVES_AFTER / LOOKS)):
            if not await self._is_open(case):
                return
            await self._look()

    async def _person_spoke(self, name: ConversationId, case: CaseId, *, within: float) -> bool | None:
        """Whether a person answered in time; None where the case is over."""
        for _ in range(int(within / LOOKS)):
            if any(each.turn.author.kind is ActorKind.PERSON for each in await self._turns(name)):
                return True
            if not await self._is_open(case):
                return None
            await self._look()
        return False

    async def _is_open(self, case: CaseId) -> bool:
        return is_open((await self._house.journal.load(ORG, Case, case)).state)

    async def _turns(self, name: ConversationId, *, after: TurnNumber | int = 0) -> tuple[StoredTurn, ...]:
        return await self._house.library.turns(ORG, name, after=after)

    async def _pause(self, between: tuple[float, float]) -> None:
        await self._sleep(self._random.uniform(*between))

    async def _look(self) -> None:
        await self._sleep(LOOKS)

    async def _sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds * self._pace)


def _is_answer(stored: StoredTurn) -> bool:
    return stored.turn.author.kind is ActorKind.AGENT and stored.status in (TurnStatus.SAID, TurnStatus.RELEASED)
