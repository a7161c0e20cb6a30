"""Answers in the making: the agent is asked, its calls are run, its words are judged. One for each conversation.

The deadline that called for the answer is the lease on the work: it is put off while the work goes on, so that another
process takes it up where this one is lost. What is committed at each step is in `flows/make_answer.py`.
"""

import asyncio
from collections.abc import Mapping
from typing import Final

import structlog

from handrail_server.core.basics.canonical import canonical, from_json_arguments
from handrail_server.core.basics.errors import Conflict, HandrailError, Invalid, NotFound, StaleEpoch
from handrail_server.core.basics.ids import ConversationId, OrgId
from handrail_server.core.basics.time import SECOND, At
from handrail_server.core.turns.making import STEPS, Called, Overtaken, Step
from handrail_server.core.turns.making_facts import Failing
from handrail_server.flows.ask_for_person import Asking, ask_for_person
from handrail_server.flows.make_answer import (
    Later,
    Taken,
    end_answer,
    end_calls,
    fail_answer,
    give_answer,
    take_step,
    take_up,
)
from handrail_server.house.caller import Caller
from handrail_server.house.house import House
from handrail_server.ports.responding import Given, Unanswered, Wanted
from handrail_server.ports.working import Due
from handrail_server.worker.calls import STOPPED, WAITING, Calling, make_call

AT_ONCE: Final = 256
"""Answers under way in this process; most of them wait for an agent."""
LOOK_AGAIN: Final = SECOND // 4

log = structlog.get_logger()


class Answers:
    """The answers that this process makes."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._making: dict[tuple[OrgId, ConversationId], asyncio.Task[None]] = {}

    async def begin(self, due: Due) -> None:
        """Make the answer that is due, beside whatever else is done."""
        house, conversation = self._house, ConversationId(due.subject.id)
        if len(self._making) >= AT_ONCE:
            await house.deadlines.again(due, at=At(house.clock.now() + LOOK_AGAIN), error="")
            return
        try:
            taken = await take_up(house, due.org, conversation)
        except Conflict:
            taken = Later(at=At(house.clock.now() + LOOK_AGAIN))
        match taken:
            case Later(at=at):
                await house.deadlines.again(due, at=at, error="")
            case Taken():
                await house.deadlines.again(due, at=taken.until, error="")
                self._start((due.org, conversation), due, taken)
            case None:
                await house.deadlines.settle(due)

    async def rest(self) -> None:
        """Wait until nothing is under way."""
        while self._making:
            await asyncio.gather(*self._making.values(), return_exceptions=True)

    async def stop(self) -> None:
        """Leave off; what was under way is taken up again when its time has run out."""
        for task in self._making.values():
            task.cancel()
        await self.rest()

    def _start(self, key: tuple[OrgId, ConversationId], due: Due, taken: Taken) -> None:
        before = self._making.pop(key, None)
        if before is not None:
            before.cancel()  # the customer has spoken again: what it would bring is refused
        task = self._making[key] = asyncio.create_task(self._make(due, taken))
        task.add_done_callback(lambda done: self._making.pop(key) if self._making.get(key) is done else None)

    async def _make(self, due: Due, taken: Taken) -> None:
        house = self._house
        try:
            await self._answer(due, taken)
        except Overtaken:
            log.info("An answer was overtaken.", conversation=taken.conversation)
            return
        except NotFound:
            log.info("An answer is no longer wanted.", conversation=taken.conversation)
        except Exception:
            log.exception("An answer could not be made.", conversation=taken.conversation)
            await self._broke(taken)
            return
        await house.deadlines.settle(due)

    async def _broke(self, taken: Taken) -> None:
        """As any failure: tried again a few times, then a person is asked. Where even that fails, its time runs out."""
        try:
            await fail_answer(self._house, taken, Failing.MALFORMED, "broken", permanent=False)
        except Exception:
            log.exception("That an answer failed could not be recorded.", conversation=taken.conversation)

    async def _answer(self, due: Due, taken: Taken) -> None:
        """Step by step until there are words, or a person is asked, or the agent fails."""
        if taken.ask.steps and not taken.ask.steps[-1].ended:
            again = await self._act(taken, taken.ask.steps[-1])
            if again is None:
                return
            taken = again
        while True:
            await self._house.deadlines.again(due, at=taken.until, error="")
            try:
                given = await self._asked(taken)
                calls = _calls(taken, given.calls)
            except Unanswered as error:
                await fail_answer(self._house, taken, error.kind, str(error), permanent=error.permanent)
                return
            if given.person_because is not None:
                await self._ask_person(taken, given.person_because)
                return
            if not calls:
                await give_answer(self._house, taken, given)
                return
            if len(taken.ask.steps) >= STEPS:
                await fail_answer(self._house, taken, Failing.ENDLESS, "too many steps", permanent=True)
                return
            step = Step(text=given.text, calls=calls)
            taken = await take_step(self._house, taken, step)
            again = await self._act(taken, step)
            if again is None:
                return
            taken = again

    async def _asked(self, taken: Taken) -> Given:
        try:
            async with asyncio.timeout(taken.responder.seconds):
                return await self._house.responders.answer(taken.ask, taken.responder)
        except TimeoutError:
            raise Unanswered("no answer in time", kind=Failing.TIMEOUT) from None
        except HandrailError as error:
            raise Unanswered(error.message, kind=Failing.REFUSED, permanent=True) from None

    async def _act(self, taken: Taken, step: Step) -> Taken | None:
        """Run the step's calls one after the other; None where the answer ends with them."""
        calling = Calling(caller=self._caller(taken), conversation=taken.conversation, floor=taken.epoch)
        calls: list[Called] = []
        for each in step.calls:
            calls.append(each if each.end is not None else await make_call(self._house, calling, each))
            if calls[-1].end in STOPPED:
                calls += step.calls[len(calls) :]
                break
        after = await end_calls(self._house, taken, tuple(calls))
        ends = {call.end for call in calls}
        if "stale" in ends:
            await give_answer(self._house, after, Given(text=step.text))  # kept for the person who has the floor
        elif "handed_over" in ends:
            await end_answer(self._house, after, "handed_over")
        elif WAITING in ends:
            await end_answer(self._house, after, WAITING)
        else:
            return after
        return None

    async def _ask_person(self, taken: Taken, because: str) -> None:
        asking = Asking(conversation=taken.conversation, floor=taken.epoch, reason=because[:200])
        try:
            await ask_for_person(self._house, self._caller(taken), asking)
        except StaleEpoch:
            await end_answer(self._house, taken, "refused")
        else:
            await end_answer(self._house, taken, "handed_over")

    def _caller(self, taken: Taken) -> Caller:
        return Caller(org=taken.org, actor=taken.agent)


def _calls(taken: Taken, wanted: tuple[Wanted, ...]) -> tuple[Called, ...]:
    """Ids of our own making: a step that is gone on with after a restart asks for the same calls."""
    step = len(taken.ask.steps) + 1
    return tuple(
        Called(
            call_id=f"answer/{taken.ask.round}/{step}/{place}",
            name=each.name,
            tool=each.tool,
            arguments=_json(each.arguments),
        )
        for place, each in enumerate(wanted, start=1)
    )


def _json(arguments: Mapping[str, object]) -> str:
    try:
        return canonical(from_json_arguments(arguments), field="arguments").decode()
    except Invalid as wrong:
        raise Unanswered(wrong.message, kind=Failing.MALFORMED) from None
