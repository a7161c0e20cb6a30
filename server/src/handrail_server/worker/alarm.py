"""Deadlines that fall due, each handed to the flow that knows what it means; never more than a second late."""

import asyncio
import random
from collections.abc import Callable

import structlog

from handrail_server.core.basics.errors import MoveRefused, NotFound
from handrail_server.core.basics.facts import SubjectKind
from handrail_server.core.basics.ids import ActionId, CaseId, ConversationId, PersonId
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case, CaseState
from handrail_server.core.cases.deadlines import due_times
from handrail_server.core.learning.drift_watch import DRIFT_DUE
from handrail_server.core.routing.needs import next_drop_at
from handrail_server.core.turns.execution import ACTION_DUE
from handrail_server.core.turns.floor import PAUSE_DEADLINE
from handrail_server.flows.fall_due import FALLS, case_falls_due
from handrail_server.flows.person_left import person_left
from handrail_server.flows.place_case import place_case
from handrail_server.flows.seek_work import seek_work
from handrail_server.flows.time_runs_out import action_falls_due, pause_falls_due, wrap_up_falls_due
from handrail_server.flows.watch_drift import watch_drift
from handrail_server.house.house import House
from handrail_server.house.nudges import LEFT, PLACE, RUN, SEEK_WORK
from handrail_server.house.opinion import OPINION
from handrail_server.ports.working import Due
from handrail_server.worker.answering import Answers
from handrail_server.worker.calls import run_due
from handrail_server.worker.opinions import Opinions

LEASE = 30_000
BATCH = 64
AT_ONCE = 8
LONGEST_SLEEP = 0.25
LOOK_AGAIN = 5_000
"""Milliseconds after which a case that found nobody looks again by itself, beside being found by whoever gets free."""
LOOKS_LATER = 60_000
"""The longest pause between two looks: the longer a case has waited, the longer it rests, so that thousands that wait
cost little (law 8)."""
WRAP_UP = "wrap_up/"

log = structlog.get_logger()


class Alarm:
    """The loop over what falls due."""

    def __init__(
        self, house: House, *, lateness: Callable[[float], None], opinion_ended: Callable[[str], None] | None = None
    ) -> None:
        self._house = house
        self.answers = Answers(house)
        self.opinions = Opinions(house, ended=opinion_ended or (lambda _: None))
        self._lateness = lateness
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def run(self) -> None:
        """Until cancelled."""
        try:
            while True:
                try:
                    found = await self.ring_once()
                except Exception:
                    log.exception("Deadlines could not be claimed.")
                    found = 0
                if not found:
                    await self._sleep()
        finally:
            await self.answers.stop()
            await self.opinions.stop()

    async def ring_once(self) -> int:
        """Handle what is due now; how much it was."""
        now = self._house.clock.now()
        due = await self._house.deadlines.claim(now=now, lease_until=At(now + LEASE), limit=BATCH)
        await asyncio.gather(*(self._handle(each) for each in due))
        return len(due)

    async def _handle(self, due: Due) -> None:
        async with self._slots:
            house = self._house
            self._lateness(max(0, house.clock.now() - due.due_at) / 1_000)
            try:
                if due.subject.kind is SubjectKind.ANSWER:
                    await self.answers.begin(due)
                    return
                if due.name.startswith(OPINION):
                    await self.opinions.begin(due)
                    return
                again_at = await self._done(due)
            except Exception as error:
                log.exception("A deadline failed.", deadline=due.name, subject=str(due.subject))
                await house.deadlines.again(due, at=_later(house.clock.now(), due.attempts), error=type(error).__name__)
                return
            if again_at is None:
                await house.deadlines.settle(due)
            else:
                await house.deadlines.again(due, at=again_at, error="")

    async def _done(self, due: Due) -> At | None:
        """Do it. Refused is as good as done where the subject has moved on since, or another has done it."""
        try:
            return await self._do(due)
        except (MoveRefused, NotFound) as refused:
            if await self._still_stands(due):
                raise
            log.info(
                "A deadline no longer applied.", deadline=due.name, subject=str(due.subject), reason=refused.reason
            )
            return None

    async def _do(self, due: Due) -> At | None:
        house, org, name = self._house, due.org, due.subject.id
        match due.subject.kind, due.name:
            case SubjectKind.CASE, deadline if deadline == PLACE:
                await place_case(house, org, CaseId(name))
                return await self._look_again(due)
            case SubjectKind.CASE, deadline if deadline in FALLS:
                await case_falls_due(house, org, CaseId(name), deadline)
            case SubjectKind.PERSON, deadline if deadline == SEEK_WORK:
                await seek_work(house, org, PersonId(name), place_case)
            case SubjectKind.PERSON, deadline if deadline == LEFT:
                await person_left(house, org, PersonId(name))
            case SubjectKind.PERSON, deadline if deadline.startswith(WRAP_UP):
                await wrap_up_falls_due(house, org, PersonId(name), CaseId(deadline.removeprefix(WRAP_UP)))
            case SubjectKind.CONVERSATION, deadline if deadline == PAUSE_DEADLINE:
                await pause_falls_due(house, org, ConversationId(name))
            case SubjectKind.DRIFT, deadline if deadline == DRIFT_DUE:
                return await watch_drift(house, org)
            case SubjectKind.ACTION, deadline if deadline == ACTION_DUE:
                await action_falls_due(house, org, ActionId(name))
            case SubjectKind.ACTION, deadline if deadline == RUN:
                await run_due(house, org, ActionId(name))
            case _:
                log.error("Nobody knows this deadline.", deadline=due.name, subject=str(due.subject))
        return None

    async def _still_stands(self, due: Due) -> bool:
        """Whether the case itself still has this deadline: then another subject refused, and it is not forgotten."""
        if due.subject.kind is not SubjectKind.CASE:
            return False
        found = await self._house.journal.find(due.org, Case, due.subject.id)
        return found is not None and due_times(found.state).get(due.name) == due.due_at

    async def _look_again(self, due: Due) -> At | None:
        """A case that still waits looks again, at the latest when one of its skills drops."""
        found = await self._house.journal.find(due.org, Case, due.subject.id)
        if found is None or found.state.state is not CaseState.QUEUED:
            return None
        now = self._house.clock.now()
        waited = now - (found.state.queued_at or now)
        again = now + max(LOOK_AGAIN, min(LOOKS_LATER, waited // 5))
        drop = next_drop_at(found.state.item, now)
        return At(again if drop is None else min(again, drop))

    async def _sleep(self) -> None:
        house = self._house
        due = await house.deadlines.next_due()
        left = LONGEST_SLEEP if due is None else (due - house.clock.now()) / 1_000
        await house.bell.wait("deadlines", seconds=min(LONGEST_SLEEP, max(0.001, left)))


def _later(now: At, attempts: int) -> At:
    """Back-off with jitter, at most a minute."""
    return At(now + round(min(60_000, 500 * 2**attempts) * random.uniform(0.5, 1)))  # noqa: S311  no secret
