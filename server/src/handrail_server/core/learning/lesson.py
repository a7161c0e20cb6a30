"""A lesson: a question that an agent could not settle, with what a person answered; a person adopts or discards it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Final

from handrail_server.core.basics.actors import Actor, ActorKind
from handrail_server.core.basics.errors import Forbidden, Invalid, MoveRefused
from handrail_server.core.basics.facts import Subject, SubjectKind
from handrail_server.core.basics.ids import AgentId, CaseId, ConversationId, KeyId, LessonId, PersonId, TurnNumber
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.learning.facts import LessonAdopted, LessonDiscarded
from handrail_server.core.signals.folding import fold, words_of
from handrail_server.core.signals.likeness import word_hashes

MOST_WORDS: Final = 2_000
"""Characters of a question or an answer."""
SAME_QUESTION: Final = 0.6
"""From this likeness on two texts ask the same."""
NEAR: Final = 0.3
"""From this likeness on a lesson is worth telling the agent."""
_CARRIED: Final = 0.9
"""What it is worth that all of a question's words come in a longer text, beside that the texts are the same."""
_ENOUGH: Final = 3
"""Words that a question must have before a longer text can be said to carry it."""


class LessonState(StrEnum):
    """What was decided about it."""

    DRAFTED = "drafted"
    ADOPTED = "adopted"
    DISCARDED = "discarded"


MOVES: Final = {
    (LessonState.DRAFTED, "adopt"): LessonState.ADOPTED,
    (LessonState.DISCARDED, "adopt"): LessonState.ADOPTED,
    (LessonState.DRAFTED, "discard"): LessonState.DISCARDED,
    (LessonState.ADOPTED, "discard"): LessonState.DISCARDED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What one case taught. Its words are without personal data, as far as that has a form or a name that we know."""

    id: LessonId
    case: CaseId
    conversation: ConversationId
    key: KeyId
    agent: AgentId
    topic: str | None
    question: str
    did: str | None
    """What the agent said before a person came."""
    answer: str
    turns: tuple[TurnNumber, ...]
    """Where all of it stands: the question, what the agent said, the person's words."""
    solved_by: PersonId | None
    state: LessonState
    drafted_at: At
    adopted_at: At | None = None
    """When the agent first had it; kept when it is taken away again."""
    decided_at: At | None = None
    decided_by: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An adopted lesson as the agent gets it, with how much it is like what was asked (0..1)."""

    id: LessonId
    question: str
    answer: str
    topic: str | None
    likeness: float


def subject(lesson: LessonId) -> Subject:
    """The aggregate of a lesson."""
    return Subject(kind=SubjectKind.LESSON, id=lesson)


def adopt(
    lesson: Lesson, *, question: str | None = None, answer: str | None = None, by: Actor, at: At
) -> Outcome[Lesson]:
    """Let the agent have it, in these words where a person wrote better ones."""
    kept = replace(
        _moved(lesson, "adopt", by, at),
        question=_checked(lesson.question if question is None else question, "question"),
        answer=_checked(lesson.answer if answer is None else answer, "answer"),
        adopted_at=lesson.adopted_at or at,
    )
    return Outcome(state=kept, facts=(LessonAdopted(by=by, at=at, question=kept.question, answer=kept.answer),))


def discard(lesson: Lesson, *, by: Actor, at: At) -> Outcome[Lesson]:
    """Keep it from the agent, also where it was adopted."""
    return Outcome(state=_moved(lesson, "discard", by, at), facts=(LessonDiscarded(by=by, at=at),))


def closest(lessons: Iterable[Lesson], asked: str, *, agent: AgentId, most: int) -> tuple[Known, ...]:
    """What this agent's adopted lessons know of a question, the closest first."""
    mine = (each for each in lessons if each.agent == agent and each.state is LessonState.ADOPTED)
    found = [_known(each, likeness(each.question, asked)) for each in mine]
    return tuple(sorted((each for each in found if each.likeness >= NEAR), key=lambda each: -each.likeness)[:most])


def likeness(question: str, text: str) -> float:
    """How much a text asks the question, 0..1: shared words over all words (Dice), or the question's words carried."""
    one, other = content(question), content(text)
    shared = len(one & other)
    if not shared:
        return 0.0
    same = 2 * shared / (len(one) + len(other))
    carried = _CARRIED * shared / len(one) if len(one) >= _ENOUGH else 0.0
    return round(max(same, carried), 3)


@lru_cache(maxsize=8_192)
def content(text: str) -> frozenset[int]:
    """Hashes of the words that carry the meaning."""
    return frozenset(word_hashes(words_of(fold(text))))


def _known(lesson: Lesson, alike: float) -> Known:
    return Known(id=lesson.id, question=lesson.question, answer=lesson.answer, topic=lesson.topic, likeness=alike)


def _moved(lesson: Lesson, verb: str, by: Actor, at: At) -> Lesson:
    if by.kind is not ActorKind.PERSON or by.reported_by is not None:
        raise Forbidden("Only a person decides what an agent learns.")
    state = MOVES.get((lesson.state, verb))
    if state is None:
        raise MoveRefused(f"The lesson is {lesson.state} already.", field="lesson")
    return replace(lesson, state=state, decided_at=at, decided_by=PersonId(by.id))


def _checked(words: str, name: str) -> str:
    if not words.strip() or len(words) > MOST_WORDS:
        raise Invalid(f"The {name} has 1 to {MOST_WORDS} characters.", field=name, fix="Write it so.")
    return words.strip()
