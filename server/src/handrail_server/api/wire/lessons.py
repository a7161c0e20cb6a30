"""Lessons on the wire."""

from typing import Annotated, Literal

import msgspec

from handrail_server.api.wire.shape import Moment, Reply, Request, Score, Text

Words = Annotated[str, msgspec.Meta(min_length=1, max_length=2_000)]


class LessonReply(Reply, frozen=True, kw_only=True):
    """A question that an agent could not settle, with what a person answered; personal data is taken out."""

    id: str
    case: str
    conversation: str
    agent: str
    topic: str | None
    question: str
    did: str | None
    """What the agent said before a person came."""
    answer: str
    turns: tuple[int, ...]
    """Where it stands in the conversation."""
    solved_by: str | None
    state: Literal["drafted", "adopted", "discarded"]
    drafted_at: Moment
    adopted_at: Moment | None
    decided_at: Moment | None
    decided_by: str | None


class Lessons(Reply, frozen=True, kw_only=True):
    """Lessons in one state, the newest first."""

    lessons: tuple[LessonReply, ...]
    next: str | None


class LessonCount(Reply, frozen=True, kw_only=True):
    """Conversations that asked the question, and how many of them reached a person afterwards."""

    asked: int
    escalated: int


class LessonEffectReply(Reply, frozen=True, kw_only=True):
    """The same question before the lesson was adopted (90 days) and after."""

    lesson: str
    before: LessonCount
    after: LessonCount


class Adoption(Request, frozen=True, kw_only=True):
    """`POST /v1/lessons/{lesson}/adoption`: in other words than the draft's, where given."""

    question: Words | None = None
    answer: Words | None = None


class LessonQuestion(Request, frozen=True, kw_only=True):
    """`POST /v1/lessons/search`: what the customer asks."""

    query: Text
    limit: Annotated[int, msgspec.Meta(ge=1, le=10)] = 3


class KnownLesson(Reply, frozen=True, kw_only=True):
    """An adopted lesson, with how much it is like what was asked."""

    id: str
    question: str
    answer: str
    topic: str | None
    likeness: Score


class KnownLessons(Reply, frozen=True, kw_only=True):
    """What people answered to such questions before, the closest first."""

    lessons: tuple[KnownLesson, ...]
