"""The board: what one look shows and the changes after it are what a fresh look shows."""

from dataclasses import dataclass, field, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from handrail_server.core.basics.ids import CaseId, ConversationId, CustomerId
from handrail_server.core.basics.time import At
from handrail_server.core.work import board as boards
from handrail_server.core.work.board import LIVE, Board, Look, Row
from handrail_server.core.work.urgency import Bars, order
from handrail_server.core.work.watched import waiting, watched
from server.tests.core.work.given import T0, a_conversation, waiting_case

TALK = watched(a_conversation(), 1)
CASE = waiting(waiting_case()[0], 1)


@dataclass
class Console:
    """What somebody knows who looked once and is told the changes."""

    rows: dict[ConversationId, Row] = field(default_factory=dict)
    look: Look | None = None

    def ask(self, board: Board, now: At) -> None:
        changes = board.since(self.look, now)
        if changes.whole:
            self.rows.clear()
        for talk in changes.gone:
            self.rows.pop(talk, None)
        self.rows |= {row.talk.id: row for row in changes.rows}
        self.look = Look(number=board.number, at=now)

    @property
    def shown(self) -> list[Row]:
        return sorted(self.rows.values(), key=lambda row: order(row.talk, row.urgent))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("talk", "case", "end", "close", "ask", "wait", "bars")),
        st.integers(0, 4),
        st.integers(0, 2 * LIVE),
    ),
    max_size=40,
)


@given(steps=STEPS)
@settings(max_examples=200)
def test_a_look_and_all_changes_after_it_are_a_fresh_look(steps: list[tuple[str, int, int]]) -> None:
    board, console, late = Board(0, T0), Console(), Console()
    now, versions = At(T0), dict.fromkeys(range(5), 0)
    console.ask(board, now)
    for step, which, by in steps:
        name, case = ConversationId(f"c{which}"), CaseId(f"case_{which}")
        versions[which] += 1
        match step:
            case "talk":
                board.number += 1
                board.put_talk(
                    replace(
                        TALK, id=name, version=versions[which], active_at=now, unanswered_since=now, attempts=by % 3
                    )
                )
            case "close":
                board.number += 1
                board.put_talk(replace(TALK, id=name, version=versions[which], active_at=now, closed=True))
            case "case":
                board.number += 1
                accept_by = At(now + by)
                board.put_case(replace(CASE, id=case, version=versions[which], conversation=name, accept_by=accept_by))
            case "end":
                board.number += 1
                board.end_case(case, name)
            case "bars":
                board.number += 1
                board.set_bars(Bars(low_confidence=by / (2 * LIVE)))
            case "wait":
                now = At(now + by)
            case _:
                console.ask(board, now)
    console.ask(board, now)
    late.ask(board, now)
    assert console.shown == late.shown == board.rows(now)


def test_what_was_silent_for_an_hour_leaves_unless_a_case_of_it_waits() -> None:
    board = Board(0, T0)
    board.put_talk(replace(TALK, active_at=T0))
    board.put_case(CASE)
    assert len(board.rows(At(T0 + LIVE + 1))) == 1
    board.end_case(CASE.id, CASE.conversation)
    assert board.rows(At(T0 + LIVE + 1)) == []
    assert board.since(Look(number=0, at=At(T0)), At(T0 + LIVE + 1)).gone == (TALK.id,)


def test_an_older_version_never_takes_a_newer_ones_place() -> None:
    board = Board(0, T0)
    board.put_talk(replace(TALK, version=3, topic="new"))
    board.put_talk(replace(TALK, version=2, topic="old"))
    (row,) = board.rows(T0)
    assert row.talk.topic == "new"


def test_a_conversation_that_comes_back_has_its_case_again() -> None:
    board = Board(0, T0)
    board.put_talk(TALK)
    board.put_case(CASE)
    board.put_talk(replace(TALK, version=2, closed=True))
    assert board.rows(T0) == []
    board.put_talk(replace(TALK, version=3))
    (row,) = board.rows(T0)
    assert row.cases == (CASE,)


def test_whoever_looked_before_what_is_remembered_is_shown_everything() -> None:
    board = Board(10, T0)
    board.put_talk(TALK)
    assert board.since(Look(number=9, at=T0), T0).whole, "from before this process began"
    assert board.since(Look(number=10, at=At(T0 - 1)), T0).whole, "what left by the clock before is not known"
    assert not board.since(Look(number=10, at=T0), T0).whole
    for number in range(boards.GONE + 1):
        board.put_talk(replace(TALK, id=ConversationId(f"x{number}"), closed=True))
    board.number = 11
    board.rows(At(T0 + 10_000))
    assert board.since(Look(number=10, at=T0), At(T0 + 10_000)).whole, "too many have left to name them"
    assert not board.since(Look(number=11, at=At(T0 + 20_000)), At(T0 + 20_000)).whole


def test_no_name_is_asked_for_where_a_conversation_is_sealed() -> None:
    board = Board(0, T0)
    board.put_talk(replace(TALK, customer=CustomerId("ann")))
    board.put_talk(replace(TALK, id=ConversationId("c2"), customer=CustomerId("ben"), sealed=True))
    assert board.customers() == {"ann"}
