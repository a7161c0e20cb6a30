"""Practice: claim a case that was, or one made up, answer it, label it, and see what was done. Nothing is kept."""

from types import NoneType
from typing import Final, TypeVar

from handrail_server.api.endpoint import Call, Endpoint, endpoint
from handrail_server.api.gathering import material_of
from handrail_server.api.moments import shown_or_none
from handrail_server.api.viewing import Viewer, seen_case, seen_conversation, viewer_of
from handrail_server.api.wire import practice as wire
from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.errors import NotFound
from handrail_server.core.basics.ids import CaseId
from handrail_server.core.cases import assemble
from handrail_server.core.cases.case import Case, CaseKind, CaseState
from handrail_server.core.cases.packet import Packet, TranscriptTurn
from handrail_server.core.learning.facts import CaseLabel
from handrail_server.core.learning.practice import Compared, Exercise, Line, Why, compared
from handrail_server.core.learning.practice_set import MADE_UP
from handrail_server.core.learning.re_asked import asked_for
from handrail_server.house.opened_book import opened_book

B = TypeVar("B")
MOST: Final = 20
_LOOKED_AT: Final = 200
_TURNS: Final = 200
_FINISHED: Final = (CaseState.CLOSED, CaseState.HANDED_BACK)
_KNOWN: Final = {each.id: each for each in MADE_UP}


async def list_exercises(call: Call[None]) -> wire.Exercises:
    """Cases to practise on: made up for newcomers, then finished ones that you may look at; never sealed ones."""
    viewer = await viewer_of(call)
    finished = await _finished(call, viewer)
    return wire.Exercises(exercises=(*map(_line, MADE_UP), *map(_case_line, finished)))


async def read_exercise(call: Call[None]) -> wire.ExerciseReply:
    """The case as a person sees it who claims it; how it went on comes with the answer."""
    exercise = await _exercise(call)
    return wire.ExerciseReply(
        id=exercise.id,
        origin=exercise.origin,
        title=exercise.title,
        topic=exercise.topic,
        channel=exercise.channel,
        customer=exercise.customer,
        why=tuple(wire.PracticeReason(code=each.code, line=each.line) for each in exercise.why),
        before=tuple(map(_spoken, exercise.before)),
        known=tuple(wire.Known(name=name, value=value) for name, value in exercise.known),
    )


async def answer_exercise(call: Call[wire.PracticeAnswer]) -> wire.PracticeReview:
    """Your answer beside what people did. It reaches nobody and is counted nowhere."""
    exercise = await _exercise(call)
    again = asked_for(call.body.reply, (name for name, _ in exercise.known))
    return _review(exercise, compared(exercise, CaseLabel(call.body.label), again))


async def _finished(call: Call[None], viewer: Viewer) -> list[Case]:
    """The newest finished hand-overs that the viewer may look at, none of them sealed."""
    opened = await opened_book(call.house, call.caller.org)
    rows = sorted(
        (row for row in list(opened.book.cases.values()) if row.kind == "hand_over" and not row.sealed and row.solved),
        key=lambda row: row.ended_at or row.opened_at,
        reverse=True,
    )
    found = await call.house.library.named(call.caller.org, Case, [row.id for row in rows[:_LOOKED_AT]])
    cases = {loaded.state.id: loaded.state for loaded in found}
    seen = (cases[CaseId(row.id)] for row in rows[:_LOOKED_AT] if row.id in cases)
    return [case for case in seen if not case.sealed and viewer.may_see(case)][:MOST]


async def _exercise(call: Call[B]) -> Exercise:
    viewer = await viewer_of(call)
    name = call.path("exercise")
    if name in _KNOWN:
        return _KNOWN[name]
    case = (await seen_case(call, viewer, name)).state
    seen = await seen_conversation(call, viewer, case.conversation)
    if case.kind is not CaseKind.HAND_OVER or case.state not in _FINISHED or case.sealed or seen.conversation.sealed:
        raise NotFound(
            "This is no case to practise on.", field="exercise", fix="Take a finished one that was never sealed."
        )
    packet = assemble.assemble(
        await material_of(call, viewer, case, seen),
        assemble.Viewer(reader=viewer.reader),
        now=call.now,
        page=assemble.Page(limit=_TURNS),
    )
    return _from_packet(case, packet, await _labels(call, case))


async def _labels(call: Call[B], case: Case) -> tuple[CaseLabel, ...]:
    opened = await opened_book(call.house, call.caller.org)
    row = opened.book.cases.get(case.id)
    return tuple(CaseLabel(label) for label in row.labels.values()) if row else ()


def _from_packet(case: Case, packet: Packet, labels: tuple[CaseLabel, ...]) -> Exercise:
    turns = packet.transcript.turns if packet.transcript else ()
    first = next((at for at, turn in enumerate(turns) if _is_a_persons(turn, case)), len(turns))
    return Exercise(
        id=case.id,
        origin="finished",
        title=_title(case),
        topic=case.topic,
        channel=case.channel,
        customer=packet.who.name if packet.who else None,
        why=tuple(Why(code=each.code, line=each.line or each.code) for each in packet.reasons),
        before=tuple(map(_said, turns[:first])),
        known=tuple((each.name, each.value) for each in packet.captured),
        after=tuple(map(_said, turns[first:])),
        outcome=case.outcome,
        disposition=case.disposition,
        labels=labels,
        suggestion=packet.suggestion,
    )


def _is_a_persons(turn: TranscriptTurn, case: Case) -> bool:
    return turn.author is ActorKind.PERSON and turn.number > (case.turn or 0)


def _said(turn: TranscriptTurn) -> Line:
    return Line(author=turn.author, text=turn.text, confidence=turn.confidence)


def _title(case: Case) -> str:
    about = case.topic or (case.reasons[0].code if case.reasons else case.kind.value)
    return about.replace("_", " ").replace("-", " ").capitalize()


def _line(exercise: Exercise) -> wire.ExerciseLine:
    return wire.ExerciseLine(
        id=exercise.id,
        origin=exercise.origin,
        title=exercise.title,
        topic=exercise.topic,
        channel=exercise.channel,
    )


def _case_line(case: Case) -> wire.ExerciseLine:
    return wire.ExerciseLine(
        id=case.id,
        origin="finished",
        title=_title(case),
        topic=case.topic,
        channel=case.channel,
        at=shown_or_none(case.closed_at or case.resolved_at),
    )


def _spoken(line: Line) -> wire.Spoken:
    return wire.Spoken(author=line.author.value, text=line.text, confidence=line.confidence)


def _review(exercise: Exercise, found: Compared) -> wire.PracticeReview:
    return wire.PracticeReview(
        exercise=exercise.id,
        after=tuple(map(_spoken, exercise.after)),
        outcome=exercise.outcome,
        disposition=exercise.disposition,
        suggestion=exercise.suggestion,
        lesson=exercise.lesson,
        label=found.label.value,
        agrees=found.agrees,
        labels=tuple(wire.LabelCount(label=label.value, count=count) for label, count in found.labels),
        asked_again=found.asked_again,
    )


ENDPOINTS: tuple[Endpoint, ...] = (
    endpoint("GET", "/v1/practice", list_exercises, body=NoneType, reply=wire.Exercises),
    endpoint("GET", "/v1/practice/{exercise}", read_exercise, body=NoneType, reply=wire.ExerciseReply),
    endpoint(
        "POST",
        "/v1/practice/{exercise}/answer",
        answer_exercise,
        body=wire.PracticeAnswer,
        reply=wire.PracticeReview,
        repeatable=True,
    ),
)
