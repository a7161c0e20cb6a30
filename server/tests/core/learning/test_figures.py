"""Figures of parts, over time, and the rows behind them, held against figures of a narrower selection."""

from dataclasses import replace
from pathlib import Path

import pytest

from handrail_server.core.basics.actors import ActorKind
from handrail_server.core.basics.errors import Invalid
from handrail_server.core.basics.facts import SubjectKind
from handrail_server.core.basics.ids import AgentId, CaseId
from handrail_server.core.basics.time import DAY, HOUR, At
from handrail_server.core.learning.book import Book
from handrail_server.core.learning.days import Days, week_of
from handrail_server.core.learning.distributions import CONFIDENCE, SENTIMENT
from handrail_server.core.learning.facts import CaseLabel, ReplyLabel
from handrail_server.core.learning.figures import behind, by, measure, series
from handrail_server.core.learning.labels import label_case, label_reply
from handrail_server.core.learning.measures import MEASURES
from handrail_server.core.learning.patterns import LABEL, REASON, Pattern, patterns
from handrail_server.core.learning.selection import NONE, Selection
from server.tests.core.cases.given import ANA, CONVERSATION, NOW, is_, queued
from server.tests.core.learning.given import Ledger
from server.tests.core.learning.test_measures import LATER, asked, begin, solve, speak

MIDNIGHT = At(NOW - NOW % DAY)
NARROWED = ("topic", "query_type", "agent", "channel", "reason", "person")


def a_week() -> Ledger:
    """Two agents; one conversation a day, every other one handed over and solved."""
    ledger = Ledger()
    for number in range(7):
        name, at = f"talk-{number}", At(MIDNIGHT + number * DAY + HOUR)
        begin(ledger, name, who=f"customer-{number}", at=at, agent=AgentId(f"agent-{number % 3}"))
        if number % 3:
            speak(ledger, name, ActorKind.CUSTOMER, sentiment=-0.5 + number / 10)
            speak(ledger, name, ActorKind.AGENT, confidence=0.5)
        if number % 2 == 0:
            solve(ledger, asked(f"case-{number}", conversation=name, who=f"customer-{number}", at=at), at=at)
    return ledger


def _only(dimension: str, value: str) -> Selection:
    narrowed: dict[str, str] = {dimension: value}
    return Selection(
        topic=narrowed.get("topic"),
        query_type=narrowed.get("query_type"),
        agent=narrowed.get("agent"),
        channel=narrowed.get("channel"),
        reason=narrowed.get("reason"),
        person=narrowed.get("person"),
    )


@pytest.mark.parametrize("dimension", NARROWED)
def test_the_figures_of_a_part_are_those_of_the_selection_narrowed_to_it(dimension: str) -> None:
    book = Book().take_all(a_week().heads)
    parts = by(book, Selection(), dimension, at=LATER)
    assert parts
    for value, figures in parts.items():
        assert figures == measure(book, _only(dimension, value), at=LATER)


def test_each_figure_is_the_total_of_the_rows_behind_it() -> None:
    book = Book().take_all(a_week().heads)
    for one, value in measure(book, at=LATER):
        rows = behind(book, Selection(), one.name, at=LATER)
        assert len(rows) == value.of, one.name
        if one.unit == "share" and one.name != "recall" and rows:
            assert value.value == round(sum(row.counts for row in rows) / len(rows), 4), one.name


def test_the_newest_rows_stand_first_and_times_are_seconds() -> None:
    book = Book().take_all(a_week().heads)
    rows = behind(book, Selection(), "time_to_human_median", at=LATER)
    assert [row.case for row in rows] == ["case-6", "case-4", "case-2", "case-0"]
    assert {row.value for row in rows} == {22.0}
    with pytest.raises(Invalid):
        behind(book, Selection(), "happiness", at=LATER)


def test_days_and_weeks_stand_side_by_side_those_without_anything_included() -> None:
    book = Book().take_all(a_week().heads)
    which = Selection(since=MIDNIGHT, until=At(MIDNIGHT + 10 * DAY))
    days = series(book, which, "day", Days(), at=LATER)
    counts = [next(value.value for one, value in day.measured if one.name == "conversations") for day in days]
    assert counts == [1.0] * 7 + [0.0] * 3
    assert days[0].start == MIDNIGHT
    weeks = series(book, which, "week", Days(), at=LATER)
    assert all((week.start // DAY - 4) % 7 == 0 for week in weeks), "a Monday"
    whole = [next(value.value for one, value in week.measured if one.name == "conversations") for week in weeks]
    assert sum(value or 0 for value in whole) == 7
    assert series(Book(), Selection(), "day", Days(), at=LATER) == ()


def test_a_series_that_nobody_could_read_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        series(Book(), Selection(since=At(0), until=At(10_000 * DAY)), "day", Days(), at=LATER)
    assert refused.value.field == "since"


def test_a_day_begins_when_the_organisation_says_so_and_the_clocks_may_change() -> None:
    changed = At(100 * DAY + 2 * HOUR)
    days = Days(lambda at: 60 if at < changed else 120)
    for day in (99, 100, 101):
        assert days.of(days.start(day)) == day
        assert days.of(At(days.start(day) - 1)) == day - 1
    assert days.start(100) == 100 * DAY - HOUR
    assert days.start(101) == 101 * DAY - 2 * HOUR
    assert [week_of(day) for day in (3, 4, 10, 11)] == [-3, 4, 4, 11]


def test_what_comes_up_three_times_on_a_topic_is_a_pattern_beside_what_was_before() -> None:
    ledger = Ledger()
    for number in range(5):
        at = At(NOW - 10 * DAY if number == 4 else NOW + number)
        begin(ledger, f"talk-{number}", who=f"c{number}", at=at)
        request = asked(f"case-{number}", conversation=f"talk-{number}", who=f"c{number}", at=at)
        solve(ledger, request, at=at, outcome="unsolved" if number == 0 else "solved")
    ledger.case(label_case(replace(queued(), id=CaseId("case-0")), CaseLabel.AVOIDABLE, by=is_(ANA), at=NOW))
    which = Selection(since=At(NOW - 7 * DAY), until=At(NOW + 7 * DAY))
    (found,) = patterns(Book().take_all(ledger.heads), which, at=LATER)
    topic = found.topic
    assert found == Pattern(kind="reason", topic=topic, code="sentiment", count=4, before=1, solved=0.75, avoidable=1.0)
    (ever,) = patterns(Book().take_all(ledger.heads), Selection(), at=LATER)
    assert (ever.count, ever.before) == (5, None)


def test_replies_that_people_fault_on_one_topic_are_a_pattern() -> None:
    ledger = Ledger()
    for number in range(3):
        begin(ledger, f"talk-{number}", at=NOW)
        labelled = label_reply(CONVERSATION, 2, ReplyLabel.INCORRECT, by=is_(ANA), at=NOW)
        ledger.write(SubjectKind.CONVERSATION, f"talk-{number}", labelled.facts)
    book = Book().take_all(ledger.heads)
    assert patterns(book, Selection(), at=LATER) == (
        Pattern(kind="label", topic=NONE, code="incorrect", count=3, before=None),
    )
    assert measure(book, at=LATER)[[one.name for one in MEASURES].index("faulted_replies")][1].value == 1.0


def test_the_page_of_measures_says_what_the_code_says() -> None:
    page = (Path(__file__).parents[4] / "docs" / "reference" / "measures.md").read_text(encoding="utf-8")
    for one in MEASURES:
        assert f"| `{one.name}` | {one.unit} | {one.definition} |" in page
    for definition in (CONFIDENCE, SENTIMENT, REASON, LABEL):
        assert definition in page
