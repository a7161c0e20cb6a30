"""Lessons by their state, on every engine."""

from dataclasses import replace

from handrail_server.core.basics.ids import CaseId, ConversationId, KeyId, LessonId, OrgId
from handrail_server.core.learning.lesson import Lesson, LessonState, subject
from server.tests.contracts.samples import AGENT, NOW, ORG, OTHER
from server.tests.contracts.stores import Store


def a_lesson(name: str, state: LessonState = LessonState.DRAFTED) -> Lesson:
    return Lesson(
        id=LessonId(name),
        case=CaseId("case"),
        conversation=ConversationId("c1"),
        key=KeyId("k"),
        agent=AGENT,
        topic=None,
        question="May I bring it back?",
        did=None,
        answer="Within 14 days.",
        turns=(),
        solved_by=None,
        state=state,
        drafted_at=NOW,
    )


async def drafted(store: Store, name: str, state: LessonState = LessonState.DRAFTED, *, org: OrgId = ORG) -> None:
    await store.create(subject(LessonId(name)), a_lesson(name, state), org=org)


async def test_lessons_come_by_their_state_the_newest_first_page_by_page(store: Store) -> None:
    for number in range(5):
        await drafted(store, f"lesson_{number}")
    await drafted(store, "lesson_9", LessonState.ADOPTED)
    await drafted(store, "lesson_8", org=OTHER)
    first = await store.library.lessons(ORG, LessonState.DRAFTED, limit=3)
    assert [each.id for each in first.items] == ["lesson_4", "lesson_3", "lesson_2"]
    rest = await store.library.lessons(ORG, LessonState.DRAFTED, cursor=first.next, limit=3)
    assert ([each.id for each in rest.items], rest.next) == (["lesson_1", "lesson_0"], None)
    assert first.items[0] == a_lesson("lesson_4")


async def test_a_lesson_is_found_under_its_new_state_at_once(store: Store) -> None:
    await drafted(store, "lesson_1")
    loaded = await store.journal.load(ORG, Lesson, "lesson_1")
    await store.change(loaded, replace(loaded.state, state=LessonState.ADOPTED))
    assert (await store.library.lessons(ORG, LessonState.DRAFTED)).items == ()
    (adopted,) = (await store.library.lessons(ORG, LessonState.ADOPTED)).items
    assert adopted.state is LessonState.ADOPTED
