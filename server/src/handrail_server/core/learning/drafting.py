"""Drawing a lesson from a case that a person solved: what was asked, what the agent said, what solved it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from handrail_server.core.basics.actors import Actor, ActorKind
from handrail_server.core.basics.ids import LessonId, PersonId, TurnNumber
from handrail_server.core.basics.outcome import Outcome
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case, CaseKind
from handrail_server.core.learning.cleaning import Cleaner
from handrail_server.core.learning.facts import LessonDrafted
from handrail_server.core.learning.lesson import MOST_WORDS, Lesson, LessonState, content
from handrail_server.core.learning.rows import UNSOLVED
from handrail_server.core.signals.signal import Signal
from handrail_server.core.turns.conversation import Conversation
from handrail_server.core.turns.turn import Turn

ASKED_FOR_PERSON: Final = "explicit_request"
SAYS_SOMETHING: Final = 3
"""Words with a meaning that a turn needs before it is a question, or an answer to one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What a lesson may be drawn from."""

    said: Sequence[Turn]
    """What the customer has seen, around the case, in order."""
    readings: Mapping[TurnNumber, Sequence[Signal]]
    names: Mapping[str, str]
    """Words that name the customer or were captured from them, with what they are; they are taken out."""
    note: str | None
    """What the person wrote for the agent."""
    outcome: str | None


def draft(
    case: Case, conversation: Conversation, talk: Talk, *, lesson: LessonId, by: Actor, at: At
) -> Outcome[Lesson] | None:
    """The lesson; None where nobody was asked anything, nothing was solved, or what was said is sealed."""
    if case.kind is not CaseKind.HAND_OVER or case.practice or case.sealed or conversation.sealed:
        return None
    asked, answers = _question(case, talk.said), _answers(case, talk.said)
    if asked is None or talk.outcome in UNSOLVED or not (answers or talk.note):
        return None
    before = answers[0].number if answers else conversation.turns + 1
    did = next((t for t in reversed(talk.said) if t.author.kind is ActorKind.AGENT and t.number < before), None)
    clean = Cleaner(talk.said, talk.readings, talk.names)
    made = Lesson(
        id=lesson,
        case=case.id,
        conversation=conversation.id,
        key=conversation.key,
        agent=case.agent,
        topic=case.topic,
        question=clean.turns((asked,))[:MOST_WORDS],
        did=clean.turns((did,))[:MOST_WORDS] if did else None,
        answer=(clean.turns(answers) if answers else clean.words(talk.note or ""))[:MOST_WORDS],
        turns=tuple(turn.number for turn in (asked, *((did,) if did else ()), *answers)),
        solved_by=PersonId(by.id) if by.kind is ActorKind.PERSON else None,
        state=LessonState.DRAFTED,
        drafted_at=at,
    )
    return Outcome(state=made, facts=(_drafted(made, by=by, at=at),))


def _question(case: Case, said: Sequence[Turn]) -> Turn | None:
    """The customer's last words before the case that ask something; where there are none, their first ones after it."""
    turn = case.turn or 0
    wanted_person = any(reason.code == ASKED_FOR_PERSON for reason in case.reasons)
    theirs = [each for each in said if each.author.kind is ActorKind.CUSTOMER and _says_something(each)]
    before = [each for each in theirs if (each.number < turn if wanted_person else each.number <= turn)]
    return before[-1] if before else next((each for each in theirs if each.number > turn), None)


def _answers(case: Case, said: Sequence[Turn]) -> tuple[Turn, ...]:
    after = (each for each in said if each.author.kind is ActorKind.PERSON and each.number > (case.turn or 0))
    return tuple(each for each in after if _says_something(each))


def _says_something(turn: Turn) -> bool:
    return len(content(turn.text)) >= SAYS_SOMETHING


def _drafted(lesson: Lesson, *, by: Actor, at: At) -> LessonDrafted:
    return LessonDrafted(
        by=by,
        at=at,
        case=lesson.case,
        conversation=lesson.conversation,
        agent=lesson.agent,
        topic=lesson.topic,
        turns=lesson.turns,
        question=lesson.question,
        did=lesson.did,
        answer=lesson.answer,
    )
