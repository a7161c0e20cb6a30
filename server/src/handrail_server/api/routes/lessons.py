"""Lessons: drafted from solved cases, adopted or discarded by a person, asked for by the agent."""

from types import NoneType
from typing import Final

from handrail_server.api.authentication import speaking_agent
from handrail_server.api.endpoint import Call, Endpoint, Parameter, endpoint
from handrail_server.api.moments import shown, shown_or_none
from handrail_server.api.viewing import require_one, viewer_of
from handrail_server.api.wire import lessons as wire
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.ids import LessonId
from handrail_server.core.learning.lesson import Lesson, LessonState
from handrail_server.core.routing.rights import Right
from handrail_server.flows import teach
from handrail_server.house.lesson_effect import Count, effect_of
from handrail_server.house.lessons import lessons_for

MOST: Final = 100


async def list_lessons(call: Call[None]) -> wire.Lessons:
    """Lessons in one state, the newest first. Adopted ones are everybody's to read; others need the right to adopt."""
    viewer = await viewer_of(call)
    limit, asked = call.number("limit", 50, least=1, most=MOST), call.query("state") or LessonState.DRAFTED.value
    if asked not in set(LessonState):
        raise Invalid("`state` is drafted, adopted or discarded.", field="state", fix="Send one of these.")
    state = LessonState(asked)
    if state is not LessonState.ADOPTED:
        require_one(viewer, Right.ADOPT)
    page = await call.house.library.lessons(call.caller.org, state, cursor=call.query("cursor"), limit=limit)
    return wire.Lessons(lessons=tuple(map(_lesson, page.items)), next=page.next)


async def adopt_lesson(call: Call[wire.Adoption]) -> wire.LessonReply:
    """Let the agent have it from now on, in your own words where you send some."""
    return _lesson(
        await teach.adopt_lesson(
            call.house,
            call.caller,
            _id(call),
            question=call.body.question,
            answer=call.body.answer,
            recording=call.record(_lesson),
        )
    )


async def discard_lesson(call: Call[None]) -> wire.LessonReply:
    """Keep it from the agent, also where it was adopted."""
    return _lesson(await teach.discard_lesson(call.house, call.caller, _id(call), call.record(_lesson)))


async def read_lesson_effect(call: Call[None]) -> wire.LessonEffectReply:
    """How often its question was asked, and needed a person, before it was adopted and after."""
    require_one(await viewer_of(call), Right.ADOPT, Right.MEASURE)
    loaded = await call.house.journal.load(call.caller.org, Lesson, _id(call))
    effect = await effect_of(call.house, call.caller.org, loaded.state)
    return wire.LessonEffectReply(lesson=loaded.state.id, before=_count(effect.before), after=_count(effect.after))


async def search_lessons(call: Call[wire.LessonQuestion]) -> wire.KnownLessons:
    """The agent asks what it was taught about a question; an adopted lesson is there at once."""
    agent = speaking_agent(call.caller)
    found = await lessons_for(call.house, call.caller.org, agent, call.body.query, most=call.body.limit)
    return wire.KnownLessons(
        lessons=tuple(
            wire.KnownLesson(
                id=each.id, question=each.question, answer=each.answer, topic=each.topic, likeness=each.likeness
            )
            for each in found
        )
    )


def _id(call: Call[wire.Adoption] | Call[None]) -> LessonId:
    return LessonId(call.path("lesson"))


def _lesson(lesson: Lesson) -> wire.LessonReply:
    return wire.LessonReply(
        id=lesson.id,
        case=lesson.case,
        conversation=lesson.conversation,
        agent=lesson.agent,
        topic=lesson.topic,
        question=lesson.question,
        did=lesson.did,
        answer=lesson.answer,
        turns=lesson.turns,
        solved_by=lesson.solved_by,
        state=lesson.state.value,
        drafted_at=shown(lesson.drafted_at),
        adopted_at=shown_or_none(lesson.adopted_at),
        decided_at=shown_or_none(lesson.decided_at),
        decided_by=lesson.decided_by,
    )


def _count(count: Count) -> wire.LessonCount:
    return wire.LessonCount(asked=count.asked, escalated=count.escalated)


_LIST: Final = (
    Parameter(
        name="state",
        description="Which: drafted, adopted or discarded.",
        schema={"type": "string", "enum": [*LessonState], "default": "drafted"},
    ),
    Parameter(name="cursor", description="The `next` of the page before."),
    Parameter(
        name="limit",
        description="Lessons in one page.",
        schema={"type": "integer", "minimum": 1, "maximum": MOST, "default": 50},
    ),
)

ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", "/v1/lessons", list_lessons, body=NoneType, reply=wire.Lessons, parameters=_LIST),
    endpoint(
        "POST",
        "/v1/lessons/search",
        search_lessons,
        body=wire.LessonQuestion,
        reply=wire.KnownLessons,
        repeatable=True,
    ),
    endpoint("POST", "/v1/lessons/{lesson}/adoption", adopt_lesson, body=wire.Adoption, reply=wire.LessonReply),
    endpoint("DELETE", "/v1/lessons/{lesson}/adoption", discard_lesson, body=NoneType, reply=wire.LessonReply),
    endpoint("GET", "/v1/lessons/{lesson}/effect", read_lesson_effect, body=NoneType, reply=wire.LessonEffectReply),
)
