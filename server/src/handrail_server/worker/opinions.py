"""Second opinions on turns: so many at once for an organisation, the others wait in their order, the oldest of too many
are dropped and counted.

The deadline that called for an opinion is its place in the queue and the lease on it, so that another process takes it
up where this one is lost. What this process holds in memory is only the order.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import structlog

from handrail_server.core.basics.errors import NotFound
from handrail_server.core.basics.ids import ConversationId, OrgId
from handrail_server.core.basics.time import SECOND, At
from handrail_server.core.signals.opinion.spending import BudgetSpent
from handrail_server.core.turns.making_facts import Failing
from handrail_server.flows.ask_opinion import AskOpinion, NotShown, ask_opinion
from handrail_server.flows.hear_opinion import Opinion, hear_opinion
from handrail_server.house.house import House
from handrail_server.house.opinion import turn_of
from handrail_server.ports.responding import Unanswered
from handrail_server.ports.working import Due

BACKLOG: Final = 200
"""Opinions that wait in this process for one organisation."""
ATTEMPTS: Final = 3
LATEST: Final = 300 * SECOND
"""An opinion that has not come so long after the turn was judged is not asked for again."""
LEASE: Final = 60 * SECOND
_PAUSE: Final = 2 * SECOND
_PASSING: Final = (Failing.TIMEOUT, Failing.OUTAGE)
_DROPPED, _LATE, _BUDGET, _BROKEN = "Dropped", "Late", "BudgetSpent", "Broken"

Key = tuple[str, str]
log = structlog.get_logger()


@dataclass(slots=True)
class _Line:
    """One organisation's opinions in this process."""

    waiting: dict[Key, Due] = field(default_factory=dict)
    asking: dict[Key, asyncio.Task[None]] = field(default_factory=dict)
    at_once: int = 1


class Opinions:
    """The opinions that this process asks for. `ended` hears how each ended: a counter, an alarm."""

    def __init__(self, house: House, *, ended: Callable[[str], None], backlog: int = BACKLOG) -> None:
        self._house = house
        self._ended = ended
        self._backlog = backlog
        self._lines: dict[OrgId, _Line] = {}

    async def begin(self, due: Due) -> None:
        """Put it into the line, beside whatever else is done."""
        house, key = self._house, (due.subject.id, due.name)
        line = self._lines.setdefault(due.org, _Line())
        await house.deadlines.again(due, at=At(house.clock.now() + LEASE), error="")
        if key in line.asking:
            return
        line.waiting[key] = due
        settings = (await house.settings.of(due.org)).organisation.state.opinion
        line.at_once = settings.at_once if settings else 1
        while len(line.waiting) > self._backlog:
            await self._blind(line.waiting.pop(next(iter(line.waiting))), _DROPPED)
        self._fill(line)

    async def rest(self) -> None:
        """Wait until nothing is under way."""
        while tasks := [task for line in self._lines.values() for task in line.asking.values()]:
            await asyncio.gather(*tasks, return_exceptions=True)

    async def stop(self) -> None:
        """Leave off; what was under way is taken up again when its lease has run out."""
        for line in self._lines.values():
            line.waiting.clear()
            for task in line.asking.values():
                task.cancel()
        await self.rest()

    def _fill(self, line: _Line) -> None:
        while line.waiting and len(line.asking) < line.at_once:
            key = next(iter(line.waiting))
            task = line.asking[key] = asyncio.create_task(self._taken(line.waiting.pop(key)))
            task.add_done_callback(partial(self._next, line, key))

    def _next(self, line: _Line, key: Key, _: asyncio.Task[None]) -> None:
        line.asking.pop(key, None)
        self._fill(line)

    async def _taken(self, due: Due) -> None:
        """Ask for it. Whatever goes wrong is recorded as blind: never silence, and never a turn that waits."""
        try:
            await self._take(due)
        except NotFound:
            await self._house.deadlines.settle(due)
        except Exception:
            log.exception("A second opinion could not be taken.", conversation=due.subject.id)
            await self._failed(due, _BROKEN, again=True)

    async def _take(self, due: Due) -> None:
        house, number = self._house, turn_of(due.name)
        if house.clock.now() - due.due_at > LATEST:
            await self._blind(due, _LATE)
            return
        try:
            request = await ask_opinion(house, due.org, ConversationId(due.subject.id), number)
        except NotShown as error:
            await self._blind(due, error.error)
            return
        except BudgetSpent:
            await self._blind(due, _BUDGET)
            return
        if request is None:
            await self._settle(due, "not_wanted")
            return
        await self._ask(due, request)

    async def _ask(self, due: Due, request: AskOpinion) -> None:
        house, settings, about = self._house, request.settings, ConversationId(due.subject.id)
        await house.deadlines.again(due, at=At(house.clock.now() + LEASE + settings.seconds * SECOND), error="")
        try:
            async with asyncio.timeout(settings.seconds):
                findings = await house.opinion.ask(request.ask, settings)
        except TimeoutError:
            await self._failed(due, "timeout", again=True)
            return
        except Unanswered as error:
            await self._failed(due, error.kind.value, again=error.kind in _PASSING and not error.permanent)
            return
        opinion = Opinion(
            conversation=about,
            number=turn_of(due.name),
            model=settings.model,
            shown=request.ask.turn.text,
            findings=findings,
        )
        escalated = await hear_opinion(house, due.org, opinion)
        await self._settle(due, "escalated" if escalated else "given")

    async def _failed(self, due: Due, error: str, *, again: bool) -> None:
        """Asked again a few times, soon; then it is blind."""
        now = self._house.clock.now()
        at = At(now + _PAUSE * 2**due.attempts)
        if again and due.attempts < ATTEMPTS and at - due.due_at <= LATEST:
            await self._house.deadlines.again(due, at=at, error=error)
            return
        await self._blind(due, error)

    async def _blind(self, due: Due, error: str) -> None:
        settings = (await self._house.settings.of(due.org)).organisation.state.opinion
        model = settings.model if settings else "none"
        opinion = Opinion(
            conversation=ConversationId(due.subject.id), number=turn_of(due.name), model=model, error=error
        )
        log.warning("A second opinion is missing.", conversation=due.subject.id, error=error)
        try:
            escalated = await hear_opinion(self._house, due.org, opinion)
        except NotFound:
            escalated = False
        await self._settle(due, "blind" if error != _DROPPED else "dropped")
        if escalated:
            self._ended("escalated")

    async def _settle(self, due: Due, end: str) -> None:
        self._ended(end)
        await self._house.deadlines.settle(due)
