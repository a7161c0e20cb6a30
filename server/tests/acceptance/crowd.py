"""Everybody does what they like, all at once: over the flows of one store a verb may be refused, nothing else may fail.

What anybody can do stands in `agents_at_work` and `people_at_work`, what must hold afterwards in `laws`.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Final

from handrail_server.core.basics.actors import Authenticated, agent, person
from handrail_server.core.basics.errors import HandrailError
from handrail_server.core.basics.ids import ActionId, AgentId, ConversationId, PersonId
from handrail_server.core.cases.case import Case
from handrail_server.core.cases.moves import OPEN
from handrail_server.demo.places import ORG
from handrail_server.house.caller import Caller
from handrail_server.house.house import House
from handrail_server.ports.reading import CaseFilter
from handrail_server.worker.scribe import LedgerScribe
from server.tests.house import VirtualClock

MARK: Final = "zanzibar"
"""Stands in all that anybody says, so that it can be looked for where it must not be."""
AGENTS: Final = ("shop", "bank", "health")


@dataclass(slots=True, kw_only=True)
class Crowd:
    """The callers, with what they remember. Each picks a house: a process over the same store."""

    houses: tuple[House, ...]
    clock: VirtualClock
    random: Random
    scribe: LedgerScribe
    scribing: asyncio.Lock = field(default_factory=asyncio.Lock)
    """A scribe is one loop: it never places twice at once."""
    people: tuple[PersonId, ...]
    talks: int = 5
    floors: dict[ConversationId, list[int]] = field(default_factory=dict)
    """The floor tokens that each conversation's agent was given."""
    drafts: dict[tuple[str, str], int] = field(default_factory=dict)
    """The floor that each draft carried."""
    leases: dict[ActionId, str] = field(default_factory=dict)
    leaks: list[str] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    serial: int = 0

    async def run(self, verbs: "Mapping[str, tuple[int, Verb]]", *, steps: int, callers: int) -> None:
        """Each caller takes so many steps, all callers at once. A verb comes with its weight."""
        await asyncio.gather(*(self._walk(verbs, steps) for _ in range(callers)))

    async def _walk(self, verbs: "Mapping[str, tuple[int, Verb]]", steps: int) -> None:
        names, weights = list(verbs), [weight for weight, _ in verbs.values()]
        for _ in range(steps):
            name = self.random.choices(names, weights)[0]
            try:
                await verbs[name][1](self, self.random.choice(self.houses))
            except HandrailError as refusal:
                self.refused[f"{name}: {refusal.reason}"] += 1
            else:
                self.done[name] += 1

    def name(self, prefix: str) -> str:
        """A name that nobody has."""
        self.serial += 1
        return f"{prefix}-{self.serial}"

    def talk(self) -> ConversationId:
        """Some conversation; its agent stands in its name."""
        number = self.random.randrange(self.talks)
        return ConversationId(f"{AGENTS[number % len(AGENTS)]}-{number}")

    def agent_of(self, talk: ConversationId) -> Caller:
        """The agent of a conversation."""
        return Caller(org=ORG, actor=agent(AgentId(talk.partition("-")[0])))

    def somebody(self) -> Caller:
        """One of the people, with their key."""
        return Caller(org=ORG, actor=person(self.random.choice(self.people), Authenticated.API_KEY))

    def floor(self, talk: ConversationId) -> int:
        """Mostly the last token, sometimes an older one."""
        known = self.floors.get(talk, [1])
        return known[-1] if self.random.random() < 0.7 else self.random.choice(known)

    async def open_case(self, house: House) -> Case | None:
        """Some case that is not over."""
        found = (await house.library.cases(ORG, CaseFilter(states=tuple(OPEN)), limit=200)).items
        return self.random.choice(found) if found else None


Verb = Callable[[Crowd, House], Awaitable[object]]
