"""What both clients know of lessons."""

from typing import Final

from pydantic import TypeAdapter

from handrail._answers import Lesson, Lessons
from handrail._steps import Steps, ask, path, post

_LESSONS: Final = TypeAdapter(Lessons)


def lessons(query: str, limit: int) -> Steps[tuple[Lesson, ...]]:
    """What people answered to such questions."""
    found = yield from ask(post(path("lessons", "search"), {"query": query, "limit": limit}), _LESSONS)
    return found.lessons
