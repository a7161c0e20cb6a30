"""Who needs a person now: what outranks what, and what time alone changes."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.ids import CaseId, NoticeId, PersonId, TurnNumber
from handrail_server.core.basics.time import At, later
from handrail_server.core.cases.case import Case, CaseKind
from handrail_server.core.cases.notice import Notice, Severity
from handrail_server.core.turns.control import NOBODY, by_agent, by_person
from handrail_server.core.turns.conversation import Promise, Sketch
from handrail_server.core.work.urgency import PATIENCE, POINTS, SOON, Bars, Level, Sign, Urgency, order, urgency
from handrail_server.core.work.watched import Waiting, Watched, waiting, watched
from server.tests.core.work.given import SHOP, T0, a_conversation, approval_case, waiting_case

BARS = Bars(low_confidence=0.75)
CALM = replace(watched(a_conversation(), 3), unanswered_since=None)
CASE = replace(waiting(waiting_case()[0], 2), accept_by=At(T0 + 10**9))


def judged(talk: Watched, *cases: Waiting, at: int = T0) -> Urgency:
    return urgency(talk, cases, now=At(at), bars=BARS)


def signs(found: Urgency) -> set[Sign]:
    return {need.sign for need in found.needs}


def sketch(number: int, author: ActorKind) -> Sketch:
    return Sketch(number=TurnNumber(number), author=author, at=At(T0 + number))


def test_a_conversation_that_goes_well_needs_nobody() -> None:
    found = judged(replace(CALM, sentiment=(0.1, 0.2), confidence=(0.9, 0.95)))
    assert (found.points, found.level, found.needs) == (0, Level.CALM, ())
    assert (found.moved_at, found.moves_at) == (0, None)


def test_what_is_watched_comes_out_of_the_running_state() -> None:
    talk = replace(
        a_conversation(),
        recent=(
            replace(sketch(1, ActorKind.CUSTOMER), sentiment=-0.256),
            replace(sketch(2, ActorKind.AGENT), confidence=0.9, proposed=True),
            replace(sketch(3, ActorKind.CUSTOMER), sentiment=-0.5),
            sketch(4, ActorKind.SYSTEM),
        ),
        promises=(Promise(turn=TurnNumber(2), kind="transfer", start=0, end=4),),
    )
    seen = watched(talk, 7)
    assert (seen.version, seen.sentiment, seen.confidence) == (7, (-0.26, -0.5), (0.9,))
    assert (seen.unanswered_since, seen.open_promises) == (T0 + 3, 1)
    held = watched(replace(talk, held_reply=CaseId("case_h")), 7)
    assert held.unanswered_since == T0 + 1, "a held reply answers nothing"
    assert watched(replace(talk, recent=()), 7).unanswered_since is None


def test_the_clock_makes_a_waiting_case_overdue_at_its_target() -> None:
    case = replace(CASE, accept_by=later(T0, seconds=60))
    before = judged(CALM, case, at=T0 + 59_999)
    assert signs(before) == {Sign.WAITS_FOR_PERSON}
    assert (before.level, before.moves_at) == (Level.NOW, T0 + 60_000)
    after = judged(CALM, case, at=T0 + 60_000)
    assert signs(after) == {Sign.WAITS_FOR_PERSON, Sign.OVERDUE}
    assert (after.moved_at, after.moves_at) == (T0 + 60_000, None)
    assert after.waiting_since == case.requested_at


def test_a_case_that_somebody_has_waits_only_when_the_answer_is_late() -> None:
    case = replace(CASE, owner=PersonId("rita"), reply_by=later(T0, seconds=30))
    assert signs(judged(CALM, case)) == set()
    assert signs(judged(CALM, case, at=T0 + 30_000)) == {Sign.REPLY_OVERDUE}


def test_an_approval_and_a_held_reply_count_and_more_so_when_they_run_out() -> None:
    ends = At(T0 + 3 * SOON)
    approval = replace(CASE, kind=CaseKind.APPROVAL, expires_at=ends)
    held = replace(CASE, id=CaseId("case_2"), kind=CaseKind.REVIEW, held=True, expires_at=ends)
    assert signs(judged(CALM, approval)) == {Sign.APPROVAL_WAITS}
    assert signs(judged(CALM, held)) == {Sign.REPLY_HELD}
    late = judged(CALM, approval, held, at=ends - SOON)
    assert signs(late) == {Sign.APPROVAL_WAITS, Sign.REPLY_HELD, Sign.EXPIRES_SOON}
    assert late.points == sum(POINTS[sign] for sign in signs(late)), "each sign counts once"
    assert signs(judged(CALM, replace(held, held=False))) == set(), "a review of quality is in no hurry"


def test_a_critical_notice_that_nobody_acknowledged_comes_first() -> None:
    notice = Notice(
        id=NoticeId("n1"), severity=Severity.CRITICAL, reasons=(), link="/", recipients=(), told=(), raised_at=T0
    )  # fmt: skip
    critical = judged(CALM, replace(CASE, notices=(notice,), owner=PersonId("rita")))
    overdue = judged(CALM, replace(CASE, accept_by=At(T0 - 1)))
    assert signs(critical) == {Sign.CRITICAL_NOTICE}
    assert order(CALM, overdue) < order(CALM, critical), "waiting and overdue together are more"
    assert critical.points > POINTS[Sign.OVERDUE]


def test_only_critical_notices_that_stand_are_watched() -> None:
    def notice(name: str, severity: Severity, seen: At | None) -> Notice:
        return Notice(
            id=NoticeId(name), severity=severity, reasons=(), link="/", recipients=(), told=(), raised_at=T0,
            acknowledged_at=seen,
        )  # fmt: skip

    raised = (
        notice("n1", Severity.CRITICAL, None),
        notice("n2", Severity.CRITICAL, T0),
        notice("n3", Severity.NORMAL, None),
    )
    case: Case = replace(waiting_case()[0], notices=raised)
    assert [each.id for each in waiting(case, 1).notices] == ["n1"]


def test_customers_who_wait_for_the_agent_count_after_half_a_minute() -> None:
    talk = replace(CALM, unanswered_since=T0)
    assert signs(judged(talk, at=T0 + PATIENCE - 1)) == set()
    assert signs(judged(talk, at=T0 + PATIENCE)) == {Sign.UNANSWERED}
    assert signs(judged(talk, CASE, at=T0 + PATIENCE)) == {Sign.WAITS_FOR_PERSON}


def test_nobody_speaks_where_the_agent_is_paused_or_the_floor_is_free() -> None:
    paused = replace(CALM, unanswered_since=T0, paused_until=At(T0 + 60_000))
    assert signs(judged(paused)) == {Sign.NOBODY_SPEAKS}
    assert signs(judged(paused, at=T0 + 60_000)) == {Sign.UNANSWERED}, "the pause is over, and nobody has answered"
    free = replace(CALM, unanswered_since=T0, control=replace(CALM.control, holder=NOBODY))
    assert signs(judged(free)) == {Sign.NOBODY_SPEAKS}


@pytest.mark.parametrize(
    ("talk", "sign"),
    [
        (replace(CALM, sentiment=(0.0, -0.5)), Sign.BAD_SENTIMENT),
        (replace(CALM, sentiment=(0.4, 0.4, 0.1, 0.1)), Sign.SENTIMENT_FALLS),
        (replace(CALM, confidence=(0.74,)), Sign.LOW_CONFIDENCE),
        (replace(CALM, confidence=(1.0, 1.0, 0.9, 0.5, 0.75)), Sign.CONFIDENCE_FALLS),
        (replace(CALM, open_promises=1), Sign.PROMISE_OPEN),
        (replace(CALM, attempts=2), Sign.GOING_ROUND),
        (replace(CALM, refusals=2), Sign.CANNOT_HELP),
    ],
)
def test_signs_of_the_talk_count_half_once_a_person_has_the_floor(talk: Watched, sign: Sign) -> None:
    assert sign in signs(judged(talk))
    taken = replace(talk, control=replace(talk.control, holder=by_person(PersonId("rita"))))
    assert judged(taken).points * 2 == judged(talk).points


def test_practice_ranks_nothing() -> None:
    assert signs(judged(CALM, replace(CASE, practice=True))) == set()


@given(
    waited=st.integers(-(10**6), 10**6),
    accept=st.integers(-(10**6), 10**6),
    expires=st.none() | st.integers(0, 10**6),
    pause=st.none() | st.integers(0, 10**6),
    step=st.integers(1, 10**6),
)
def test_between_the_moments_it_names_time_changes_nothing(
    waited: int, accept: int, expires: int | None, pause: int | None, step: int
) -> None:
    talk = replace(CALM, unanswered_since=At(T0 + waited), paused_until=None if pause is None else At(T0 + pause))
    case = replace(
        CASE,
        kind=CaseKind.APPROVAL,
        accept_by=At(T0 + accept),
        expires_at=None if expires is None else At(T0 + expires),
    )
    for cases in ((), (case,), (replace(case, kind=CaseKind.HAND_OVER),)):
        now = judged(talk, *cases)
        then = judged(talk, *cases, at=T0 + step)
        if now.moves_at is None or T0 + step < now.moves_at:
            assert (then.points, then.needs) == (now.points, now.needs)
        else:
            assert then.moved_at >= now.moves_at, "whoever asks again sees that time has changed it"


def test_the_order_is_points_then_the_longest_wait_then_the_id() -> None:
    calm = judged(CALM)
    older = replace(CALM, active_at=At(CALM.active_at - 1))
    assert order(older, calm) < order(CALM, calm)
    worse = replace(CALM, attempts=2, control=replace(CALM.control, holder=by_agent(SHOP.id)))
    assert order(worse, judged(worse)) < order(older, calm)


def test_an_approval_is_watched_with_its_expiry() -> None:
    case, _, _ = approval_case()
    assert case.asked is not None
    seen = waiting(case, 4)
    assert (seen.kind, seen.expires_at, seen.held) == (CaseKind.APPROVAL, case.asked.expires_at, False)


def test_the_points_in_the_docs_are_those_in_the_code() -> None:
    page = (Path(__file__).parents[4] / "docs" / "reference" / "board.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (\d+) \|", page, re.MULTILINE)
    assert [(Sign(name), int(points)) for name, points in rows] == list(POINTS.items())
