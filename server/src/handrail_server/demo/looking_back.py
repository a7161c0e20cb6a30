"""What Fernbrook's supervisor does of an evening: decides what the agent learns, and looks at the audit sample."""

from collections.abc import AsyncIterator, Sequence
from typing import Final

from handrail_server.core.basics.ids import ConversationId, PersonId
from handrail_server.core.basics.time import DAY, MINUTE, At
from handrail_server.core.learning.labels import drawn
from handrail_server.core.learning.lesson import Lesson, LessonState
from handrail_server.core.turns.conversation import Conversation
from handrail_server.demo.colleagues import caller
from handrail_server.demo.places import ORG
from handrail_server.demo.talks import Talk
from handrail_server.flows.judge_sample import judge_sample
from handrail_server.flows.teach import adopt_lesson, discard_lesson
from handrail_server.house.house import House

SUPERVISOR: Final = PersonId("tomasz.wilk")
RECENT: Final = 2 * DAY
"""What is younger still waits for somebody when the demo begins."""


async def look_back(house: House, talks: dict[ConversationId, Talk], *, until: At) -> AsyncIterator[int]:
    """Every evening; yields the pauses between."""
    while house.clock.now() < until - RECENT:
        async for pause in _lessons(house, talks):
            yield pause
        async for pause in _sample(house, talks):
            yield pause
        yield DAY


async def _lessons(house: House, talks: dict[ConversationId, Talk]) -> AsyncIterator[int]:
    """Of each kind one is adopted, in words that help everybody; what says the same again is discarded."""
    adopted = {lesson.answer for lesson in await _all(house, LessonState.ADOPTED)}
    for lesson in await _all(house, LessonState.DRAFTED):
        yield 2 * MINUTE
        talk = talks.get(lesson.conversation)
        if talk is None or talk.lesson is None or talk.lesson in adopted:
            await discard_lesson(house, caller(SUPERVISOR), lesson.id)
            continue
        adopted.add(talk.lesson)
        asked = talk.lines[0].said
        await adopt_lesson(house, caller(SUPERVISOR), lesson.id, question=asked, answer=talk.lesson)


async def _sample(house: House, talks: dict[ConversationId, Talk]) -> AsyncIterator[int]:
    """Whether those needed a person whom the agent handled alone."""
    for name in _drawn(talks):
        found = await house.journal.find(ORG, Conversation, name)
        if found is None or found.state.open_case or found.state.last_person_at:
            continue
        if found.state.closed_at is None or found.state.closed_at < house.clock.now() - DAY:
            continue
        yield 5 * MINUTE
        await judge_sample(house, caller(SUPERVISOR), name, needed_a_person=False)


def _drawn(talks: dict[ConversationId, Talk]) -> Sequence[ConversationId]:
    """All but the last, which waits for whoever looks at the demo."""
    return [name for name in talks if drawn(name)][:-1]


async def _all(house: House, state: LessonState) -> tuple[Lesson, ...]:
    return (await house.library.lessons(ORG, state, limit=200)).items
