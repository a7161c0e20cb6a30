"""What a lesson changed: who asked its question before and after it was adopted, and how often a person was needed."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.ids import ConversationId, OrgId
from handrail_server.core.basics.time import DAY, At
from handrail_server.core.cases.case import CaseKind
from handrail_server.core.cases.search import asked, words_in
from handrail_server.core.learning.lesson import SAME_QUESTION, Lesson, content, likeness
from handrail_server.core.turns.conversation import Conversation
from handrail_server.house.house import House
from handrail_server.house.lessons import SAID
from handrail_server.ports.reading import CaseFilter
from handrail_server.ports.searching import Narrowed

WINDOW: Final = 90 * DAY
_WORDS: Final = 4
"""Of the question, the longest ones: they are the rarest. Who asks the same uses two of them."""
_EACH: Final = 50
_TURNS: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Conversations that asked the question, and how many of them reached a person afterwards."""

    asked: int = 0
    escalated: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonEffect:
    """Both sides of the adoption. Without one, everything is before."""

    before: Count
    after: Count


async def effect_of(house: House, org: OrgId, lesson: Lesson) -> LessonEffect:
    """Counted from the conversations themselves; sealed ones are left out."""
    adopted = lesson.adopted_at
    since = At((house.clock.now() if adopted is None else adopted) - WINDOW)
    counts = {False: Count(), True: Count()}
    for conversation in await _candidates(house, org, lesson):
        at = await _asked_at(house, org, conversation, lesson)
        if at is None or at < since:
            continue
        after = adopted is not None and at >= adopted
        was = counts[after]
        reached = await _reached_person(house, org, conversation, at)
        counts[after] = Count(asked=was.asked + 1, escalated=was.escalated + reached)
    return LessonEffect(before=counts[False], after=counts[True])


async def _candidates(house: House, org: OrgId, lesson: Lesson) -> list[ConversationId]:
    """The agent's conversations in which two of the question's words come, by the index; and the lesson's own."""
    found: dict[ConversationId, None] = {lesson.conversation: None}
    for words in _pairs(lesson.question):
        page = await house.search.conversations(org, asked(words), Narrowed(agent=lesson.agent), limit=_EACH)
        found |= dict.fromkeys(each.id for each in page.items if not each.sealed)
    return list(found)


def _pairs(question: str) -> Iterator[str]:
    words = [word for word in words_in(question) if content(word)]
    longest = sorted(words, key=lambda word: -len(word))[:_WORDS]
    yield from (" ".join(pair) for pair in combinations(longest, 2)) if len(longest) > 1 else iter(longest)


async def _asked_at(house: House, org: OrgId, conversation: ConversationId, lesson: Lesson) -> At | None:
    talk = await house.journal.find(org, Conversation, conversation)
    if talk is None or talk.state.sealed:
        return None
    for each in await house.library.turns(org, conversation, limit=_TURNS):
        turn = each.turn
        if turn.author.kind is ActorKind.CUSTOMER and each.status in SAID:
            own = conversation == lesson.conversation and turn.number in lesson.turns
            if own or likeness(lesson.question, turn.text) >= SAME_QUESTION:
                return turn.received_at
    return None


async def _reached_person(house: House, org: OrgId, conversation: ConversationId, at: At) -> bool:
    cases = await house.library.cases(org, CaseFilter(kinds=(CaseKind.HAND_OVER,), conversation=conversation))
    return any(case.requested_at >= at and not case.practice for case in cases.items)
