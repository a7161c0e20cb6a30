"""What the fake's people have taught the agent."""

import re
from typing import Final

from handrail._answers import Lesson, Lessons
from handrail._fake.requests import LessonQuestion

NEAR: Final = 0.3
_WORD: Final = re.compile(r"\w{4,}")
"""Short words carry no meaning here: a fake needs no grammar."""


class Taught:
    """Adopted lessons. The server weighs words with more care; what it finds for a question this finds too."""

    def __init__(self) -> None:
        self._known: list[tuple[str, str]] = []

    def teach(self, question: str, answer: str) -> None:
        """A person adopts a lesson."""
        self._known.append((question, answer))

    def search(self, _path: str, asked: LessonQuestion) -> Lessons:
        """The closest first."""
        found = [
            Lesson(id=f"lesson_{number}", question=question, answer=answer, topic=None, likeness=alike)
            for number, (question, answer) in enumerate(self._known, start=1)
            if (alike := _likeness(question, asked.query)) >= NEAR
        ]
        return Lessons(lessons=tuple(sorted(found, key=lambda each: -each.likeness)[: asked.limit]))


def _likeness(one: str, other: str) -> float:
    first, second = set(_WORD.findall(one.lower())), set(_WORD.findall(other.lower()))
    return round(2 * len(first & second) / max(1, len(first) + len(second)), 3)
