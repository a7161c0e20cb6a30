"""Lessons: what is drawn from a solved case, what is not, and who decides about it."""

from dataclasses import replace

import pytest

from handrail_server.core.basics.actors import Actor, agent, customer, person
from handrail_server.core.basics.errors import Forbidden, Invalid, MoveRefused
from handrail_server.core.basics.ids import ConversationId, CustomerId, LessonId, TurnId, TurnNumber
from handrail_server.core.basics.time import At
from handrail_server.core.cases.case import Case
from handrail_server.core.learning.drafting import Talk, draft
from handrail_server.core.learning.lesson import (
    SAME_QUESTION,
    Lesson,
    LessonState,
    adopt,
    closest,
    discard,
    likeness,
)
from handrail_server.core.signals.signal import Evidence, Signal
from handrail_server.core.turns.turn import Turn
from server.tests.core.cases.given import ANA, BOT, CONVERSATION, NOW, REQUEST, SEALED, approval, is_, queued

MARY = customer(CustomerId("mary"), reported_by=BOT)
A = is_(ANA)


def turn(number: int, by: Actor, text: str) -> Turn:
    return Turn(
        conversation=ConversationId("talk"),
        id=TurnId(f"t{number}"),
        number=TurnNumber(number),
        author=by,
        text=text,
        channel="web",
        said_at=NOW,
        received_at=NOW,
        epoch=1,
    )


SAID = (
    turn(1, MARY, "Hello there"),
    turn(2, agent(BOT), "Returns are possible within 30 days."),
    turn(3, MARY, "May I bring back the opened headphones I gave to Mary Hopper?"),
    turn(4, agent(BOT), "I do not know that."),
    turn(5, person(ANA), "Hello!"),
    turn(
        6,
        person(ANA),
        "Mary Hopper, opened headphones come back within 14 days; mail it@shop.example or +1 415 555 0134.",
    ),
)
TALK = Talk(
    said=SAID, readings={}, names={"Mary Hopper": "name", "Mary": "name"}, note="Explained.", outcome="resolved"
)


def drawn(case: Case | None = None, talk: Talk = TALK) -> Lesson | None:
    outcome = draft(case or queued(), CONVERSATION, talk, lesson=LessonId("lesson_1"), by=A, at=NOW)
    return outcome.state if outcome else None


def lesson(talk: Talk = TALK) -> Lesson:
    made = drawn(talk=talk)
    assert made is not None
    return made


def test_a_lesson_is_the_question_what_the_agent_said_and_what_solved_it_without_personal_data() -> None:
    outcome = draft(queued(), CONVERSATION, TALK, lesson=LessonId("lesson_1"), by=A, at=NOW)
    assert outcome is not None
    made = outcome.state
    assert made.question == "May I bring back the opened headphones I gave to [name]?"
    assert made.did == "I do not know that."
    assert made.answer == "[name], opened headphones come back within 14 days; mail [email] or [phone]."
    assert made.turns == (3, 4, 6), "a greeting answers nothing"
    assert (made.state, made.solved_by) == (LessonState.DRAFTED, ANA)
    assert [fact.verb for fact in outcome.facts] == ["LessonDrafted"]


def test_regulated_words_are_covered() -> None:
    signal = Signal(
        name="regulated_data",
        score=1.0,
        detector="regulated_data@1",
        evidence=(Evidence(turn=TurnNumber(3), start=21, end=38, value=None),),
    )
    covered = lesson(replace(TALK, readings={TurnNumber(3): (signal,)}))
    assert "opened headphones" not in covered.question + covered.answer


def test_who_asked_for_a_person_asked_something_before_or_asks_it_then() -> None:
    wanted = replace(REQUEST.reasons[0], code="explicit_request")
    case = replace(queued(), reasons=(wanted,), turn=TurnNumber(5))
    human = turn(5, MARY, "I want to speak with a human being, please!")
    before = drawn(
        case, replace(TALK, said=(*SAID[:4], human, turn(6, person(ANA), "Yes, within 14 days it comes back.")))
    )
    assert before is not None
    assert before.turns[0] == 3
    then = (
        human,
        turn(6, person(ANA), "What is it about?"),
        turn(7, MARY, "Are broken lamps repaired by your workshop?"),
        turn(8, person(ANA), "Our workshop repairs every broken lamp."),
    )
    after = drawn(case, replace(TALK, said=then))
    assert after is not None
    assert after.question == "Are broken lamps repaired by your workshop?"
    assert drawn(case, replace(TALK, said=(human, then[1]))) is None


def test_nothing_is_drawn_from_what_was_sealed_unsolved_practised_or_no_hand_over() -> None:
    assert drawn(queued(SEALED)) is None
    assert drawn(approval()) is None
    assert drawn(replace(queued(), practice=True)) is None
    assert drawn(talk=replace(TALK, outcome="unresolved")) is None
    assert drawn(talk=replace(TALK, said=SAID[:5], note=None)) is None
    sealed = replace(CONVERSATION, sealed=True)
    assert draft(queued(), sealed, TALK, lesson=LessonId("l"), by=A, at=NOW) is None


def test_the_note_teaches_where_nothing_was_said() -> None:
    assert lesson(replace(TALK, said=SAID[:4])).answer == "Explained."


def test_a_person_adopts_discards_and_adopts_again() -> None:
    adopted = adopt(lesson(), answer=" Within 14 days. ", by=A, at=At(NOW + 1))
    assert (adopted.state.state, adopted.state.answer) == (LessonState.ADOPTED, "Within 14 days.")
    assert adopted.facts[0].verb == "LessonAdopted"
    taken = discard(adopted.state, by=A, at=At(NOW + 2)).state
    assert (taken.state, taken.adopted_at, taken.decided_at) == (LessonState.DISCARDED, NOW + 1, NOW + 2)
    assert adopt(taken, by=A, at=At(NOW + 3)).state.adopted_at == NOW + 1
    with pytest.raises(MoveRefused):
        adopt(adopted.state, by=A, at=NOW)
    with pytest.raises(MoveRefused):
        discard(taken, by=A, at=NOW)


def test_an_agent_teaches_itself_nothing() -> None:
    with pytest.raises(Forbidden):
        adopt(lesson(), by=agent(BOT), at=NOW)
    for words in ("", " ", "x" * 2_001):
        with pytest.raises(Invalid):
            adopt(lesson(), answer=words, by=A, at=NOW)


def test_only_adopted_lessons_of_the_agent_are_known_and_the_closest_come_first() -> None:
    here = replace(lesson(), question="May I bring back opened headphones?", state=LessonState.ADOPTED)
    near = replace(here, id=LessonId("lesson_2"), question="May I bring back opened paint cans?")
    draft_, others = replace(here, state=LessonState.DRAFTED), replace(here, agent=type(BOT)("other"))
    asked = "I opened those headphones yesterday. Could I bring them back?"
    found = closest((near, draft_, others, here), asked, agent=BOT, most=3)
    assert [each.id for each in found] == ["lesson_1", "lesson_2"]
    assert found[0].likeness >= SAME_QUESTION > found[1].likeness
    assert closest((near, here), asked, agent=BOT, most=1) == found[:1]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("May I bring back opened headphones?", "Can opened headphones be brought back?", True),
        ("How long is the warranty of a lamp?", "what's the lamp warranty", True),
        ("How long is the warranty of a lamp?", "How long does delivery take?", False),
        ("Where is my parcel?", "Where is your shop?", False),
        ("Wie lange habe ich Garantie auf die Lampe?", "Garantie auf eine Lampe, wie lange?", True),
        ("", "", False),
    ],
)
def test_the_same_question_is_told_from_another(one: str, other: str, *, same: bool) -> None:
    assert (likeness(one, other) >= SAME_QUESTION) is same
