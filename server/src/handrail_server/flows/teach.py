"""A person decides what the agent learns: a drafted lesson is adopted or discarded."""

from collections.abc import Callable

from handrail_server.core.basics.ids import LessonId
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.learning import lesson as lessons
from handrail_server.core.learning.lesson import Lesson
from handrail_server.core.routing.rights import Right, require
from handrail_server.house.caller import Caller, Recording
from handrail_server.house.commits import decided
from handrail_server.house.house import House
from handrail_server.house.persons import acting_person
from handrail_server.house.write import Write


async def adopt_lesson(
    house: House,
    caller: Caller,
    lesson: LessonId,
    *,
    question: str | None = None,
    answer: str | None = None,
    recording: Recording[Lesson] | None = None,
) -> Lesson:
    """The agent gets it from now on, in these words where they are given."""
    return await _decided(
        house,
        caller,
        lesson,
        lambda was, write: lessons.adopt(was, question=question, answer=answer, by=caller.actor, at=write.at),
        recording,
    )


async def discard_lesson(
    house: House, caller: Caller, lesson: LessonId, recording: Recording[Lesson] | None = None
) -> Lesson:
    """The agent does not get it, or no longer."""
    return await _decided(
        house, caller, lesson, lambda was, write: lessons.discard(was, by=caller.actor, at=write.at), recording
    )


async def _decided(
    house: House,
    caller: Caller,
    lesson: LessonId,
    verb: Callable[[Lesson, Write], Outcome[Lesson]],
    recording: Recording[Lesson] | None,
) -> Lesson:
    async def attempt(write: Write) -> Lesson:
        require((await acting_person(house, write, caller)).state, Right.ADOPT)
        loaded = await house.journal.load(write.org, Lesson, lesson)
        return write.change(loaded, verb(loaded.state, write), key=loaded.state.key)

    return await decided(house, caller.org, attempt, recording, of=lesson)
